import { useEffect, useMemo, useRef } from "preact/hooks";
import { AppContext } from "./app";
import { apply } from "./model/filter";
import type { Model } from "./model/model";
import { TABS, usePlace, type Place, type Tab } from "./place";
import { browsersLanguage, countryName, language, LanguageContext, partnerName, type Language } from "./text/language";
import { AboutView } from "./views/about";
import { DataView } from "./views/data";
import { EventSheet } from "./views/event";
import { EventsView } from "./views/events";
import { Header } from "./views/header";
import { NetworkView } from "./views/network";
import { Overview } from "./views/overview";
import { CountryPage, PartnerPage } from "./views/profile";
import { SourcesView } from "./views/sources";

const VIEWS = {
  overview: Overview, events: EventsView, network: NetworkView, sources: SourcesView, data: DataView, about: AboutView,
  partner: PartnerPage, country: CountryPage,
} as const;

export function Explorer({ model }: { model: Model }) {
  const [place, go] = usePlace(model);
  const result = useMemo(() => apply(model, place.filter), [model, place.filter]);
  const spoken = place.language ?? browsersLanguage();
  const words = useMemo(() => language(spoken), [spoken]);
  const main = useRef<HTMLElement>(null);
  const shown = `${place.view}/${place.subject}`;
  const before = useRef(shown);

  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  const { title } = model.data.about;
  const heading = headingOf(model, place, words);
  useEffect(() => {
    document.title = heading ? `${heading} · ${title}` : title;
  }, [heading, title]);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [shown]);

  const View = VIEWS[place.view];
  return (
    <LanguageContext.Provider value={words}>
      <AppContext.Provider value={{ model, place, go, result }}>
        <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
          {words.words.skip}
        </a>
        <Header />
        <main id="content" ref={main} tabIndex={-1}>
          <View />
        </main>
        {place.event !== null && <EventSheet />}
      </AppContext.Provider>
    </LanguageContext.Provider>
  );
}

/** What the shown view is about, for the window's title and the list of visited places. */
function headingOf(model: Model, place: Place, spoken: Language): string | undefined {
  const opened = place.event === null ? undefined : model.eventAt.get(place.event);
  if (opened !== undefined) return model.data.events.headline[opened];
  if (TABS.includes(place.view as Tab)) return spoken.words.views[place.view as Tab];
  const at = model.ids[place.view as "partner" | "country"].indexOf(place.subject);
  if (at < 0) return undefined;
  return place.view === "partner" ? partnerName(model.data, at, spoken) : countryName(model.data, at, spoken);
}
