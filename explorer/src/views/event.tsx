import { useEffect, useRef } from "preact/hooks";
import { countryLink, linkTo, partnerLink, useApp } from "../app";
import { CopyButton, copyText } from "../parts/copy";
import { OutLink, webAddress } from "../parts/link";
import { Marked, MarkLegend } from "../parts/marks";
import { countryName, eventDate, partnerName, useLanguage } from "../text/language";

// Nothing is certain.
const MOST_CONFIDENT = 0.99;

/** The opened event, in a sheet over the page. */
export function EventSheet() {
  const { model, place, go, result } = useApp();
  const { words } = useLanguage();
  const sheet = useRef<HTMLDialogElement>(null);
  const event = model.eventAt.get(place.event!);
  const at = event === undefined ? -1 : result.events.indexOf(event);
  const close = () => go({ event: null });
  useEffect(() => {
    if (!sheet.current!.open) {
      sheet.current!.showModal();
      sheet.current!.querySelector<HTMLElement>("#event-headline")?.focus();
    }
    sheet.current!.scrollTop = 0;
  }, [event]);
  const step = (to: number | undefined) => (
    to === undefined ? undefined : () => go({ event: model.data.events.event_id[to] }, true)
  );
  const before = at > 0 ? step(result.events[at - 1]) : undefined;
  const after = at >= 0 ? step(result.events[at + 1]) : undefined;
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="event-headline" onClose={close} onClick={(click) => click.target === sheet.current && sheet.current!.close()}>
      <div class="sheet-bar">
        <button type="button" class="plain" disabled={!before} onClick={before}>← {words.previous}</button>
        <button type="button" class="plain" disabled={!after} onClick={after}>{words.next} →</button>
        <button type="button" class="plain close" onClick={() => sheet.current!.close()}>{words.close} <span aria-hidden="true">×</span></button>
      </div>
      {event === undefined ? <p id="event-headline">{words.unknownPage}</p> : <EventDetail event={event} />}
    </dialog>
  );
}

function EventDetail({ event }: { event: number }) {
  const { data } = useApp().model;
  const language = useLanguage();
  const { words, day } = language;
  const { events, codes } = data;
  const spoken = codes.languages[events.language[event]]?.[0];
  const type = codes.event_types[events.event_type[event]];
  const published = events.published_on[event];
  const marks = { headline: events.marks?.headline[event], quote: events.marks?.quote[event], body: events.marks?.body?.[event] };
  const body = events.body?.[event];
  return (
    <article class="event">
      <p class="kicker">{type ? language.coded(type) : words.untyped}</p>
      <h2 id="event-headline" tabIndex={-1} lang={spoken}><Marked text={events.headline[event]} marks={marks.headline} /></h2>
      <h3>{words.evidence}</h3>
      {events.quote[event] ? (
        <blockquote lang={spoken}><Marked text={events.quote[event]!} marks={marks.quote} /></blockquote>
      ) : (
        <p class="quiet">{words.noQuote}</p>
      )}
      <MarkLegend marks={[marks.headline, marks.quote, marks.body]} />
      {!events.marks && <p class="quiet">{words.marksLeftOut}</p>}
      <Actions event={event} />
      <dl class="facts">
        <dt>{words.when}</dt>
        <dd>{eventDate(data, event, language) ?? <span class="quiet">{words.noDate}</span>}</dd>
        {events.host[event] >= 0 && (
          <>
            <dt>{words.host}</dt>
            <dd>{[events.host_place[event], events.host_subdivision[event], countryName(data, events.host[event], language)].filter(Boolean).join(", ")}</dd>
          </>
        )}
        <Countries event={event} />
        <Partners event={event} />
        <Topics event={event} />
        <Participants event={event} />
        {published !== null && (<><dt>{words.publishedOn}</dt><dd>{day(published)}</dd></>)}
        {spoken && (<><dt>{words.languageOf}</dt><dd>{language.coded(codes.languages[events.language[event]])}</dd></>)}
        <Confidences event={event} />
        <Doubts event={event} />
        <OtherReports event={event} />
        <Origin event={event} />
      </dl>
      {body ? (
        <section class="body" lang={spoken}>
          <h3 lang={language.code}>{words.fullText}</h3>
          <p><Marked text={body} marks={marks.body} /></p>
        </section>
      ) : (
        !data.about.sources[events.source[event]]?.republishText && <p class="quiet">{words.textWithheld}</p>
      )}
    </article>
  );
}

function Confidences({ event }: { event: number }) {
  const { events } = useApp().model.data;
  const { words, share } = useLanguage();
  const parts: [string, number[]][] = [
    [words.fields.date, events.date_confidence], [words.fields.host, events.host_confidence],
    [words.fields.type, events.type_confidence], [words.fields.people, events.participants_confidence],
  ];
  return (
    <>
      <dt>{words.confidence}</dt>
      <dd>
        {words.rowConfidence(share(Math.min(MOST_CONFIDENT, events.row_confidence[event])))}
        <small>{parts.map(([name, column]) => `${name} ${share(Math.min(MOST_CONFIDENT, column[event]))}`).join(" · ")}</small>
      </dd>
    </>
  );
}

/** What looks wrong with the way the entry was cut out of its page. */
function Doubts({ event }: { event: number }) {
  const { events, codes } = useApp().model.data;
  const { words, coded } = useLanguage();
  const flat = events.doubts?.[event] ?? [];
  if (!flat.length) return null;
  const doubts = flat.flatMap((kind, at) => (at % 2 === 0 ? [{ kind, text: events.doubt_texts![flat[at + 1]] }] : []));
  return (
    <>
      <dt>{words.doubts}</dt>
      <dd><ul>{doubts.map(({ kind, text }) => <li key={kind}>{coded(codes.doubts[kind])} <small>“{text}”</small></li>)}</ul></dd>
    </>
  );
}

function Actions({ event }: { event: number }) {
  const { data } = useApp().model;
  const { words } = useLanguage();
  const { events, about } = data;
  const id = events.event_id[event];
  const title = words.reportTitle(id);
  const body = words.reportBody(id, about.version, events.headline[event]);
  return (
    <div class="actions">
      {webAddress(events.url[event]) && <OutLink class="action main" to={events.url[event]}>{words.openSource}</OutLink>}
      <CopyButton label={words.copyLink} text={() => location.href} />
      {about.report ? (
        <a class="action" href={reportAddress(about.report, title, body)} rel="noopener noreferrer" onClick={() => void copyText(body)}>
          {words.report}
        </a>
      ) : (
        <CopyButton label={words.report} done={words.reportCopied} text={() => `${title}\n\n${body}`} />
      )}
    </div>
  );
}

/** Where an error is reported: a letter or a form, with what is known already filled in. */
function reportAddress(to: string, title: string, body: string): string {
  const parameters = to.startsWith("mailto:") ? { subject: title, body } : { title, body };
  const search = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return `${to}${to.includes("?") ? "&" : "?"}${search}`;
}

/** How an entity is written in the event's text, where that differs from its name. */
function useWritten(event: number): (kind: string, entity: number, name: string) => string | null {
  const { events, codes } = useApp().model.data;
  const { words } = useLanguage();
  const written = events.written?.[event] ?? [];
  return (kind, entity, name) => {
    const at = codes.mention_kinds.findIndex(([code]) => code === kind);
    const texts: string[] = [];
    for (let i = 0; i < written.length; i += 3)
      if (written[i] === at && written[i + 1] === entity) texts.push(events.texts![written[i + 2]]);
    const other = texts.filter((text) => text !== name);
    return other.length ? words.writtenAs(other.map((text) => `“${text}”`).join(", ")) : null;
  };
}

function Countries({ event }: { event: number }) {
  const app = useApp();
  const language = useLanguage();
  const { words, coded } = language;
  const written = useWritten(event);
  const { data } = app.model;
  const flat = data.events.countries[event];
  if (!flat.length) return null;
  const rows = flat.flatMap((country, at) => (at % 3 === 0 ? [{ country, isHost: flat[at + 1], basis: flat[at + 2] }] : []));
  return (
    <>
      <dt>{words.countriesHeading}</dt>
      <dd>
        <ul>
          {rows.map(({ country, isHost, basis }) => {
            const name = countryName(data, country, language);
            const byName = data.codes.country_bases[basis]?.[0] === "name";
            const from = basis >= 0 && !byName && words.readFrom(coded(data.codes.country_bases[basis]).toLowerCase());
            return (
              <li key={country}>
                <a href={countryLink(app, country)}>{name}</a>{" "}
                <small>{[isHost && words.isHost, from, written("country", country, name)].filter(Boolean).join(" · ")}</small>
              </li>
            );
          })}
        </ul>
      </dd>
    </>
  );
}

function Partners({ event }: { event: number }) {
  const app = useApp();
  const language = useLanguage();
  const { words, coded } = language;
  const written = useWritten(event);
  const { data } = app.model;
  const flat = data.events.partners[event];
  if (!flat.length) return null;
  const rows = flat.flatMap((partner, at) => (at % 2 === 0 ? [{ partner, role: flat[at + 1] }] : []));
  return (
    <>
      <dt>{words.partnersHeading}</dt>
      <dd>
        <ul>
          {rows.map(({ partner, role }) => {
            const name = partnerName(data, partner, language);
            const part = role >= 0 && coded(data.codes.roles[role]).toLowerCase();
            return (
              <li key={partner}>
                <a href={partnerLink(app, partner)}>{name}</a>{" "}
                <small>{[part, written("partner", partner, name)].filter(Boolean).join(" · ")}</small>
              </li>
            );
          })}
        </ul>
      </dd>
    </>
  );
}

function Topics({ event }: { event: number }) {
  const { data } = useApp().model;
  const { words, coded } = useLanguage();
  const topics = data.events.topics[event];
  if (!topics.length) return null;
  return (
    <>
      <dt>{words.topics}</dt>
      <dd><ul>{topics.map((topic) => <li key={topic}>{data.codes.topics[topic][0]} · {coded(data.codes.topics[topic])}</li>)}</ul></dd>
    </>
  );
}

function Participants({ event }: { event: number }) {
  const { data } = useApp().model;
  const { words, number, coded } = useLanguage();
  const count = data.events.participant_count[event];
  if (count === null) return null;
  const qualifier = data.codes.participant_qualifiers[data.events.participant_qualifier[event]];
  const prefix = qualifier && qualifier[0] !== "exact" ? `${coded(qualifier).toLowerCase()} ` : "";
  return <><dt>{words.participants}</dt><dd>{prefix}{number(count)}</dd></>;
}

/** The other events that report the same activity. */
function OtherReports({ event }: { event: number }) {
  const app = useApp();
  const { words, day, share } = useLanguage();
  const { data, reports } = app.model;
  const { events, about, codes } = data;
  const others = reports[events.activity[event]].filter((other) => other !== event);
  if (!others.length) return null;
  const confidence = events.link_confidence[event];
  return (
    <>
      <dt>{words.otherReports}</dt>
      <dd>
        <ul>
          {others.map((other) => {
            const published = events.published_on[other];
            const told = [about.sources[events.source[other]]?.title, published !== null && day(published)];
            return (
              <li key={other}>
                <a href={linkTo(app, { event: events.event_id[other], page: app.place.page })} lang={codes.languages[events.language[other]]?.[0]}>
                  {events.headline[other]}
                </a>{" "}
                <small>{told.filter(Boolean).join(" · ")}</small>
              </li>
            );
          })}
        </ul>
        {confidence !== null && <small>{words.linkConfidence(share(Math.min(confidence, MOST_CONFIDENT)))}</small>}
      </dd>
    </>
  );
}

function Origin({ event }: { event: number }) {
  const { data } = useApp().model;
  const { words, number } = useLanguage();
  const { events, about } = data;
  const source = about.sources[events.source[event]];
  const bulletin = events.bulletins[events.bulletin[event]];
  const at = data.bulletins.bulletin_id.indexOf(bulletin);
  return (
    <>
      <dt>{words.source}</dt>
      <dd>
        {source && <>{source.title}<small>{source.publisher}</small></>}
        {!webAddress(events.url[event]) && <small>{words.noAddress}</small>}
      </dd>
      <dt>{words.bulletin}</dt>
      <dd>
        {at >= 0 && data.bulletins.location[at] !== null && <><OutLink to={data.bulletins.address[at]}>{data.bulletins.location[at]}</OutLink>, </>}
        {words.entry(number(events.entry_number[event]))} <small><code>{bulletin}</code></small>
      </dd>
      <dt>{words.identifier}</dt>
      <dd><code>{events.event_id[event]}</code> <CopyButton class="plain" text={() => events.event_id[event]} /></dd>
    </>
  );
}
