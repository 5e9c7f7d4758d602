import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { countryLink, linkTo, partnerLink, useApp } from "../app";
import { apply, EVERYTHING, largest, toggled } from "../model/filter";
import type { Facet } from "../model/model";
import { companions } from "../model/pairs";
import { Bars } from "../parts/bars";
import { EventList } from "../parts/event-list";
import { useEntityName } from "../parts/filters";
import { OutLink } from "../parts/link";
import { RegionMap } from "../parts/map";
import { Timeline } from "../parts/timeline";
import { countryName, partnerName, useLanguage } from "../text/language";

const LATEST = 8;

export function PartnerPage() {
  const app = useApp();
  const language = useLanguage();
  const { words, coded } = language;
  const { partners, codes } = app.model.data;
  const at = partners.partner_id.indexOf(app.place.subject);
  if (at < 0) return <Missing />;
  const name = partnerName(app.model.data, at, language);
  const other = language.code === "es" ? partners.name[at] : partners.name_es[at];
  const parts = partners.parent.flatMap((parent, part) => (parent === at ? [part] : []));
  const also = [partners.acronym[at], other !== name && other].filter(Boolean).join(" · ");
  return (
    <Profile facet="partner" entity={at} name={name} kicker={partners.type[at] < 0 ? words.partner : coded(codes.organisation_types[partners.type[at]])}>
      {partners.status[at] === "provisional" && <p class="quiet">{words.provisional}</p>}
      {partners.status[at] === "registered" && partners.unverified[at] && <p class="quiet">{words.unverified}</p>}
      <dl class="facts">
        {also && (<><dt>{words.alsoKnownAs}</dt><dd>{also}</dd></>)}
        {partners.country[at] >= 0 && (
          <><dt>{words.country}</dt><dd><a href={countryLink(app, partners.country[at])}>{countryName(app.model.data, partners.country[at], language)}</a></dd></>
        )}
        {partners.parent[at] >= 0 && (
          <><dt>{words.partOf}</dt><dd><a href={partnerLink(app, partners.parent[at])}>{partnerName(app.model.data, partners.parent[at], language)}</a></dd></>
        )}
        {parts.length > 0 && (
          <>
            <dt>{words.parts}</dt>
            <dd><ul>{parts.map((part) => <li key={part}><a href={partnerLink(app, part)}>{partnerName(app.model.data, part, language)}</a></li>)}</ul></dd>
          </>
        )}
        {partners.website[at] && (<><dt>{words.website}</dt><dd><OutLink to={partners.website[at]}>{partners.website[at]}</OutLink></dd></>)}
        <dt>{words.identifier}</dt>
        <dd>
          <code>{partners.partner_id[at]}</code>
          {partners.wikidata_id[at] && <> · <OutLink to={`https://www.wikidata.org/wiki/${encodeURIComponent(partners.wikidata_id[at]!)}`}>Wikidata {partners.wikidata_id[at]}</OutLink></>}
          {partners.ror_id[at] && <> · <OutLink to={`https://ror.org/${encodeURIComponent(partners.ror_id[at]!)}`}>ROR {partners.ror_id[at]}</OutLink></>}
          {partners.iati_id[at] && <> · <OutLink to={`https://d-portal.org/ctrack.html?publisher=${encodeURIComponent(partners.iati_id[at]!)}`}>IATI {partners.iati_id[at]}</OutLink></>}
        </dd>
      </dl>
    </Profile>
  );
}

export function CountryPage() {
  const app = useApp();
  const language = useLanguage();
  const { words } = language;
  const { countries } = app.model.data;
  const at = countries.country_iso3.indexOf(app.place.subject);
  if (at < 0) return <Missing />;
  const name = countryName(app.model.data, at, language);
  const regions = [...new Set([countries.programme_region[at], countries.subregion[at]])].filter(Boolean).join(" · ");
  return (
    <Profile facet="country" entity={at} name={name} kicker={words.country}>
      <dl class="facts">
        {regions && (<><dt>{words.region}</dt><dd>{regions}</dd></>)}
        <dt>{words.codes}</dt>
        <dd><code>{[countries.country_iso3[at], countries.country_iso2[at], countries.m49[at]].filter(Boolean).join(" · ")}</code></dd>
      </dl>
    </Profile>
  );
}

interface ProfileProperties {
  facet: "partner" | "country";
  entity: number;
  name: string;
  kicker: string;
  children: ComponentChildren;
}

/** All that the release holds of one partner or country, whatever the filters. */
function Profile({ facet, entity, name, kicker, children }: ProfileProperties) {
  const app = useApp();
  const { model } = app;
  const { words, number, span } = useLanguage();
  const entityName = useEntityName();
  const filter = useMemo(() => toggled(EVERYTHING, facet, entity), [facet, entity]);
  const { events, counts } = useMemo(() => apply(model, { ...filter, all: [facet] }), [model, filter]);
  const days = events.map((event) => model.days[event]).filter(Number.isFinite);
  const narrowed = (other: Facet, key: number) => linkTo(app, { view: "events", subject: "", filter: toggled(filter, other, key) });
  const bars = (other: Facet) => largest(counts[other]).map((key) => ({
    key, label: entityName(other, key), count: counts[other][key], href: narrowed(other, key),
  }));
  const withWhom = useMemo(() => (facet === "partner" ? companions(model, events, entity) : []), [model, events, entity]);
  const partners = facet === "partner"
    ? withWhom.map(([key, count]) => ({ key, label: entityName("partner", key), count, href: partnerLink(app, key) }))
    : bars("partner").map((bar) => ({ ...bar, href: partnerLink(app, bar.key) }));
  const countries = bars("country")
    .filter((bar) => facet !== "country" || bar.key !== entity)
    .map((bar) => ({ ...bar, href: countryLink(app, bar.key) }));
  return (
    <div class="profile">
      <p><a class="plain" href={linkTo(app, { view: "overview", subject: "" })}>← {words.back}</a></p>
      <p class="kicker">{kicker}</p>
      <h2 class="name">{name}</h2>
      <p class="standfirst">
        {number(events.length)} {words.events(events.length)}
        {days.length > 0 && ` · ${span(days[days.length - 1], days[0])}`}
      </p>
      {children}
      <p><a class="action" href={linkTo(app, { view: "overview", subject: "", filter })}>{words.filterBy}</a></p>
      <section class="panel">
        <h2>{words.overTime}</h2>
        <Timeline events={events} />
      </section>
      <div class="columns map-and-list">
        <section class="panel">
          <h2>{words.where}</h2>
          <p class="hint">{words.inEvents}</p>
          <RegionMap
            counts={counts.country}
            events={events}
            chosen={facet === "country" ? [entity] : []}
            onChoose={(country) => app.go({ view: "country", subject: model.ids.country[country], event: null })}
          />
        </section>
        <section class="panel"><h2>{words.countriesHeading}</h2><p class="hint">{words.inEvents}</p><Bars bars={countries} /></section>
      </div>
      <div class="columns thirds">
        <section class="panel"><h2>{facet === "partner" ? words.withWhom : words.whichPartners}</h2><p class="hint">{words.inEvents}</p><Bars bars={partners} limit={9} /></section>
        <section class="panel"><h2>{words.types}</h2><p class="hint">{words.inEvents}</p><Bars bars={bars("type")} limit={9} /></section>
        <section class="panel"><h2>{words.topics}</h2><p class="hint">{words.inEvents}</p><Bars bars={bars("topic")} limit={9} /></section>
      </div>
      <section class="panel">
        <h2>{words.latest}</h2>
        <EventList events={events.slice(0, LATEST)} />
        {events.length > LATEST && (
          <p><a class="action" href={linkTo(app, { view: "events", subject: "", filter })}>{words.seeAll(number(events.length))}</a></p>
        )}
      </section>
    </div>
  );
}

function Missing() {
  const app = useApp();
  const { words } = useLanguage();
  return (
    <div class="empty">
      <h2>{words.unknownPage}</h2>
      <p><a class="action" href={linkTo(app, { view: "overview", subject: "" })}>{words.back}</a></p>
    </div>
  );
}
