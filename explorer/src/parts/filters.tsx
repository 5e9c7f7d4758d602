import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../app";
import { CONFIDENCES, EVERYTHING, isEverything, toggled, withMatch, type Confidence, type Filter } from "../model/filter";
import { FACETS, type Facet } from "../model/model";
import { fromIso, toIso } from "../model/days";
import { countryName, partnerName, useLanguage } from "../text/language";

const TYPING_PAUSE = 120;

/** The name of an entity of a facet, in the reader's language. */
export function useEntityName(): (facet: Facet, entity: number) => string {
  const { data } = useApp().model;
  const language = useLanguage();
  return (facet, entity) => {
    if (facet === "country") return countryName(data, entity, language);
    if (facet === "partner") return partnerName(data, entity, language);
    return language.coded(data.codes[facet === "type" ? "event_types" : "topics"][entity]);
  };
}

export function Filters() {
  const { model, place, go, result } = useApp();
  const { words, number } = useLanguage();
  const { filter } = place;
  const set = (change: Partial<Filter>, replace = false) => go({ filter: { ...filter, ...change }, page: 1 }, replace);
  return (
    <section class="filters" aria-label={words.filters}>
      <div class="filter-bar">
        <SearchField query={filter.query} onChange={(query) => set({ query }, true)} />
        <DayField label={words.from} day={filter.from} onChange={(from) => set({ from })} />
        <DayField label={words.to} day={filter.to} onChange={(to) => set({ to })} />
        <ConfidenceField confidence={filter.confidence} onChange={(confidence) => set({ confidence })} />
      </div>
      <div class="filter-state">
        <p class="found" role="status">{words.found(number(result.events.length), number(model.size), model.size)}</p>
        <Chips />
        {!isEverything(filter) && (
          <button type="button" class="plain" onClick={() => go({ filter: EVERYTHING, page: 1 })}>{words.clear}</button>
        )}
      </div>
    </section>
  );
}

function SearchField({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const { words } = useLanguage();
  const [text, setText] = useState(query);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(query), [query]);
  return (
    <label class="field search">
      <span>{words.search}</span>
      <input
        type="search"
        value={text}
        placeholder={words.searchHint}
        onInput={(event) => {
          const now = event.currentTarget.value;
          setText(now);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange(now), TYPING_PAUSE);
        }}
      />
    </label>
  );
}

function DayField({ label, day, onChange }: { label: string; day: number | null; onChange: (day: number | null) => void }) {
  const { firstDay, lastDay } = useApp().model;
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="date"
        value={day === null ? "" : toIso(day)}
        min={firstDay === null ? undefined : toIso(firstDay)}
        max={lastDay === null ? undefined : toIso(lastDay)}
        onChange={(event) => onChange(fromIso(event.currentTarget.value))}
      />
    </label>
  );
}

function ConfidenceField({ confidence, onChange }: { confidence: Confidence | null; onChange: (confidence: Confidence | null) => void }) {
  const { words } = useLanguage();
  return (
    <label class="field">
      <span>{words.confidence}</span>
      <select value={confidence ?? ""} onChange={(event) => onChange(CONFIDENCES.find((each) => each === event.currentTarget.value) ?? null)}>
        <option value="">{words.anyConfidence}</option>
        {CONFIDENCES.map((each) => <option key={each} value={each}>{words.confidences[each]}</option>)}
      </select>
    </label>
  );
}

function Chips() {
  const { place, go } = useApp();
  const { words, day } = useLanguage();
  const name = useEntityName();
  const { filter } = place;
  const set = (next: Filter) => go({ filter: next, page: 1 });
  return (
    <ul class="chips">
      {filter.query && <Chip name={`“${filter.query}”`} onRemove={() => set({ ...filter, query: "" })} />}
      {filter.from !== null && (
        <Chip name={`${words.from} ${day(filter.from)}`} onRemove={() => set({ ...filter, from: null })} />
      )}
      {filter.to !== null && <Chip name={`${words.to} ${day(filter.to)}`} onRemove={() => set({ ...filter, to: null })} />}
      {filter.confidence !== null && (
        <Chip name={words.confidences[filter.confidence]} onRemove={() => set({ ...filter, confidence: null })} />
      )}
      {FACETS.flatMap((facet) => [
        ...filter.chosen[facet].map((entity) => (
          <Chip key={`${facet}${entity}`} name={name(facet, entity)} onRemove={() => set(toggled(filter, facet, entity))} />
        )),
        filter.chosen[facet].length > 1 && facet !== "type" && <MatchSwitch key={facet} facet={facet} onChange={set} />,
      ])}
    </ul>
  );
}

function MatchSwitch({ facet, onChange }: { facet: Facet; onChange: (filter: Filter) => void }) {
  const { filter } = useApp().place;
  const { words } = useLanguage();
  const all = filter.all.includes(facet);
  return (
    <li>
      <button type="button" class="plain" title={all ? words.matchAny : words.matchAll} onClick={() => onChange(withMatch(filter, facet, !all))}>
        {all ? words.allOf : words.anyOf}
      </button>
    </li>
  );
}

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { words } = useLanguage();
  return (
    <li>
      <button type="button" class="chip" aria-label={words.remove(name)} onClick={onRemove}>
        <span>{name}</span> <span aria-hidden="true">×</span>
      </button>
    </li>
  );
}
