import type { Model } from "./model";
import { toIso } from "./days";

// What a spreadsheet would run is told apart by a quotation mark in front, as in the release's own CSV files.
const RUNNABLE = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r]/;
type Cell = string | number | null | undefined;

function cell(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = RUNNABLE.test(value) ? "'" + value : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const code = (list: readonly (readonly string[])[], at: number): Cell => (at < 0 ? null : list[at][0]);
const day = (value: number | null): Cell => (value === null ? null : toIso(value));
const every = (list: readonly number[], width: number) => list.filter((_, at) => at % width === 0);
const joined = (names: readonly string[], separator: string): Cell => (names.length ? names.join(separator) : null);
const byNumber = ([a]: readonly string[], [b]: readonly string[]) => Number(a) - Number(b);

/** Cells of `events_flat` by column; the columns and their order are those of the release. */
function cells({ data }: Model): Record<string, (event: number) => Cell> {
  const { events, codes, partners, countries } = data;
  const topics = (event: number) => events.topics[event].map((at) => codes.topics[at]).sort(byNumber);
  return {
    event_id: (e) => events.event_id[e],
    activity_id: (e) => events.activities[events.activity[e]] ?? null,
    row_confidence: (e) => events.row_confidence[e],
    published_on: (e) => day(events.published_on[e]),
    language: (e) => code(codes.languages, events.language[e]),
    headline: (e) => events.headline[e],
    event_type: (e) => code(codes.event_types, events.event_type[e]),
    event_date_edtf: (e) => events.event_date_edtf[e],
    start_on: (e) => day(events.start_on[e]),
    end_on: (e) => day(events.end_on[e]),
    host_country_iso3: (e) => (events.host[e] < 0 ? null : countries.country_iso3[events.host[e]]),
    host_place: (e) => events.host_place[e],
    participant_count: (e) => events.participant_count[e],
    participant_qualifier: (e) => code(codes.participant_qualifiers, events.participant_qualifier[e]),
    quote: (e) => events.quote[e],
    url: (e) => events.url[e],
    countries: (e) => joined(every(events.countries[e], 3).map((at) => countries.country_iso3[at]).sort(), ";"),
    partners: (e) => joined(every(events.partners[e], 2).map((at) => partners.name[at].replaceAll(";", ",")).sort(), "; "),
    topics: (e) => joined(topics(e).map(([code]) => code), ";"),
    topic_names: (e) => joined(topics(e).map(([, name]) => name.replaceAll(";", ",")), "; "),
    source_id: (e) => data.about.sources[events.source[e]]?.id,
  };
}

/** The events as CSV (RFC 4180), in the columns of `events_flat`. */
export function csv(model: Model, events: readonly number[]): string {
  const known = cells(model);
  const table = model.data.dictionary.find(({ name }) => name === "events_flat");
  const columns = (table ? table.columns.map(([name]) => name) : Object.keys(known)).filter((name) => name in known);
  const lines = events.map((event) => columns.map((column) => cell(known[column](event))).join(","));
  return [columns.join(","), ...lines].join("\r\n") + "\r\n";
}
