import { countryLink, linkTo, partnerLink, useApp } from "../app";
import { largest, toggled } from "../model/filter";
import { FACETS, type Facet } from "../model/model";
import { entitiesOf } from "../model/links";
import { Bars } from "../parts/bars";
import { Empty } from "../parts/empty";
import { EventList } from "../parts/event-list";
import { Filters, useEntityName } from "../parts/filters";
import { LeftOut } from "../parts/left-out";
import { RegionMap } from "../parts/map";
import { Timeline } from "../parts/timeline";
import { useLanguage } from "../text/language";

const LATEST = 6;

export function Overview() {
  const app = useApp();
  const { model, place, go, result } = app;
  const { words, number } = useLanguage();
  const name = useEntityName();
  const { filter } = place;
  const choose = (facet: Facet) => (entity: number) => go({ filter: toggled(filter, facet, entity), page: 1 });
  const pages: Partial<Record<Facet, (entity: number) => string>> = {
    country: (entity) => countryLink(app, entity),
    partner: (entity) => partnerLink(app, entity),
  };
  const bars = (facet: Facet) =>
    withChosen(largest(result.counts[facet]), filter.chosen[facet]).map((key) => ({
      key,
      label: facet === "topic" ? `${model.ids.topic[key]} · ${name(facet, key)}` : name(facet, key),
      count: result.counts[facet][key],
      href: pages[facet]?.(key),
    }));
  const facets = Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      <Bars bars={bars(facet)} limit={facet === "country" ? 11 : 9} chosen={filter.chosen[facet]} onChoose={choose(facet)} />,
    ]),
  ) as Record<Facet, preact.JSX.Element>;

  return (
    <>
      <Filters />
      <LeftOut />
      <Figures />
      <section class="panel">
        <h2>{words.overTime}</h2>
        <p class="hint">{words.overTimeHint}</p>
        <Timeline
          events={result.overTime}
          from={filter.from}
          to={filter.to}
          onChoose={(from, to) => go({ filter: { ...filter, from, to }, page: 1 })}
        />
      </section>
      <div class="columns map-and-list">
        <section class="panel">
          <h2>{words.where}</h2>
          <p class="hint">{words.inEvents}</p>
          <RegionMap counts={result.counts.country} events={result.events} chosen={filter.chosen.country} onChoose={choose("country")} />
        </section>
        <section class="panel">
          <h2>{words.countriesHeading}</h2>
          <p class="hint">{words.inEvents}</p>
          {facets.country}
        </section>
      </div>
      <div class="columns thirds">
        <section class="panel">
          <h2>{words.partnersHeading}</h2>
          <p class="hint">{words.inEvents}</p>
          {facets.partner}
        </section>
        <section class="panel">
          <h2>{words.types}</h2>
          <p class="hint">{words.inEvents}</p>
          {facets.type}
        </section>
        <section class="panel">
          <h2 title={words.topicsHint}>{words.topics}</h2>
          <p class="hint">{words.inEvents}</p>
          {facets.topic}
        </section>
      </div>
      <section class="panel">
        <h2>{words.latest}</h2>
        {result.events.length ? <EventList events={result.events.slice(0, LATEST)} /> : <Empty />}
        {result.events.length > LATEST && (
          <p><a class="action" href={linkTo(app, { view: "events" })}>{words.seeAll(number(result.events.length))}</a></p>
        )}
      </section>
    </>
  );
}

/** What is chosen stays in view, also where no event is left of it. */
function withChosen(order: number[], chosen: readonly number[]): number[] {
  return [...order, ...chosen.filter((entity) => !order.includes(entity))];
}

function Figures() {
  const { model, result } = useApp();
  const { words, number, shortMonth } = useLanguage();
  const distinct = (facet: Facet) => {
    const seen = new Set<number>();
    for (const event of result.events) for (const entity of entitiesOf(model.links[facet], event)) seen.add(entity);
    return seen.size;
  };
  const countries = distinct("country");
  const partners = distinct("partner");
  const activities = new Set(result.events.map((event) => model.data.events.activity[event])).size;
  const days = result.events.map((event) => model.days[event]).filter(Number.isFinite);
  const ends = days.length ? [days[days.length - 1], days[0]].map(shortMonth) : [];
  return (
    <dl class="figures">
      <Figure value={number(activities)} label={words.activitiesTold(activities, number(result.events.length), result.events.length)} />
      <Figure value={number(countries)} label={words.countries(countries)} />
      <Figure value={number(partners)} label={words.partners(partners)} />
      <Figure value={ends.length ? [...new Set(ends)].join(" – ") : "–"} label={words.period} wide />
    </dl>
  );
}

function Figure({ value, label, wide = false }: { value: string; label: string; wide?: boolean }) {
  return (
    <div class={wide ? "wide" : undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
