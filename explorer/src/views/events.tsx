import { useMemo } from "preact/hooks";
import { countryLink, linkTo, partnerLink, useApp } from "../app";
import { csv } from "../model/csv";
import { isSure } from "../model/filter";
import { readSort, sorted, type Sort } from "../model/sort";
import { CopyButton } from "../parts/copy";
import { download } from "../parts/download";
import { Empty } from "../parts/empty";
import { Filters } from "../parts/filters";
import { countryName, eventDate, partnerName, useLanguage } from "../text/language";

const PAGE = 25;
const SHOWN_PARTNERS = 4;

export function EventsView() {
  const { model, place, result } = useApp();
  const language = useLanguage();
  const { words, compare, coded } = language;
  const order = useMemo(
    () => sorted(model, result.events, place.sort, compare, (type) => (type < 0 ? "\uffff" : coded(model.data.codes.event_types[type]))),
    [model, result.events, place.sort, language],
  );
  const pages = Math.max(1, Math.ceil(order.length / PAGE));
  const page = Math.min(place.page, pages);
  const save = () => download(csv(model, order), `events-${model.data.about.version}.csv`, "text/csv;charset=utf-8");
  return (
    <>
      <h2 class="unseen">{words.views.events}</h2>
      <Filters />
      <div class="actions">
        <button type="button" class="action" onClick={save}>{words.csv}</button>
        <CopyButton label={words.copyLink} text={() => location.href} />
      </div>
      {order.length ? (
        <>
          <table class="events" role="table">
            <thead role="rowgroup">
              <tr role="row">
                <SortHead by="date" label={words.date} />
                <SortHead by="headline" label={words.event} />
                <SortHead by="type" label={words.type} />
                <th scope="col" role="columnheader">{words.countriesHeading}</th>
                <th scope="col" role="columnheader">{words.partnersHeading}</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {order.slice((page - 1) * PAGE, page * PAGE).map((event) => <Row key={event} event={event} />)}
            </tbody>
          </table>
          <Pager page={page} pages={pages} />
        </>
      ) : (
        <Empty />
      )}
    </>
  );
}

function SortHead({ by, label }: { by: Sort; label: string }) {
  const { place, go } = useApp();
  const { words } = useLanguage();
  const now = readSort(place.sort);
  const here = now.by === by;
  const next = here ? (now.descending ? by : `-${by}`) : by === "date" ? "-date" : by;
  return (
    <th scope="col" role="columnheader" aria-sort={here ? (now.descending ? "descending" : "ascending") : "none"}>
      <button type="button" aria-label={words.sortBy(label)} onClick={() => go({ sort: next, page: 1 })}>
        {label} <span aria-hidden="true" class={here ? "arrow here" : "arrow"}>{here ? (now.descending ? "↓" : "↑") : "↕"}</span>
      </button>
    </th>
  );
}

function Row({ event }: { event: number }) {
  const app = useApp();
  const language = useLanguage();
  const { words, day, number, coded } = language;
  const { data } = app.model;
  const { events, codes } = data;
  const date = eventDate(data, event, language);
  const published = events.published_on[event];
  const countries = events.countries[event].filter((_, at) => at % 3 === 0);
  const partners = events.partners[event].filter((_, at) => at % 2 === 0);
  const type = codes.event_types[events.event_type[event]];
  const reports = app.model.reports[events.activity[event]].length;
  return (
    <tr role="row">
      <td role="cell" class="when">
        {date ?? (published === null ? words.undated : <span class="quiet" title={words.publishedOn}>{day(published)}<small>{words.publishedOn.toLowerCase()}</small></span>)}
      </td>
      <td role="cell" class="what">
        <a class="headline" lang={codes.languages[events.language[event]]?.[0]} href={linkTo(app, { event: events.event_id[event], page: app.place.page })}>
          {events.headline[event]}
        </a>
        {events.host_place[event] && <small>{events.host_place[event]}</small>}
        {reports > 1 && <small title={words.oneActivity}>{words.oneOfReports(number(reports))}</small>}
        {!isSure(app.model, event) && <small class="doubt" title={words.doubtfulHint}>{words.doubtful}</small>}
      </td>
      <td role="cell" class="type">{type && <span class="tag">{coded(type)}</span>}</td>
      <td role="cell" class="countries">
        {listed(countries.map((country) => <a href={countryLink(app, country)}>{countryName(data, country, language)}</a>))}
      </td>
      <td role="cell" class="partners">
        {listed(partners.slice(0, SHOWN_PARTNERS).map((partner) => <a href={partnerLink(app, partner)}>{partnerName(data, partner, language)}</a>))}
        {partners.length > SHOWN_PARTNERS && <span class="quiet"> +{number(partners.length - SHOWN_PARTNERS)}</span>}
      </td>
    </tr>
  );
}

function listed(links: preact.JSX.Element[]) {
  return links.map((link, at) => <span key={at}>{at > 0 && ", "}{link}</span>);
}

function Pager({ page, pages }: { page: number; pages: number }) {
  const { go } = useApp();
  const { words, number } = useLanguage();
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={words.page(number(page), number(pages))}>
      <button type="button" class="action" disabled={page === 1} onClick={() => go({ page: page - 1 })}>← {words.previous}</button>
      <span>{words.page(number(page), number(pages))}</span>
      <button type="button" class="action" disabled={page === pages} onClick={() => go({ page: page + 1 })}>{words.next} →</button>
    </nav>
  );
}
