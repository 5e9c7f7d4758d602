import type { Payload } from "./payload";
import { type Links, links, singles } from "./links";
import { search, type Search } from "./search";

export const FACETS = ["country", "partner", "type", "topic"] as const;
export type Facet = (typeof FACETS)[number];

/** The data, ready to be asked: numbers of entities and events are positions in their columns. */
export interface Model {
  data: Payload;
  size: number;
  /** The event's own day, or that of publication; -Infinity where neither is known. */
  days: Float64Array;
  firstDay: number | null;
  lastDay: number | null;
  links: Record<Facet, Links>;
  /** The events that report each activity, in the order of the events. */
  reports: number[][];
  /** What identifies an entity in addresses: `HND`, `iom`, `training`, `10`. */
  ids: Record<Facet, string[]>;
  eventAt: Map<string, number>;
  /** Made when first asked for: it takes its time, and not every reader searches. */
  search: () => Search;
}

export function model(data: Payload): Model {
  const { events, codes, partners, countries } = data;
  const size = events.event_id.length;
  const days = Float64Array.from(events.start_on, (day, event) => day ?? events.published_on[event] ?? -Infinity);
  const dated = days.filter(Number.isFinite);
  const linked = {
    country: links(events.countries, 3, countries.country_iso3.length),
    partner: links(events.partners, 2, partners.partner_id.length),
    type: singles(events.event_type, codes.event_types.length),
    topic: links(events.topics, 1, codes.topics.length),
  };
  let made: Search | null = null;
  return {
    data,
    size,
    days,
    firstDay: dated.length ? dated.reduce((a, b) => Math.min(a, b)) : null,
    lastDay: dated.length ? dated.reduce((a, b) => Math.max(a, b)) : null,
    links: linked,
    reports: reportsOf(events.activity),
    ids: {
      country: countries.country_iso3,
      partner: partners.partner_id,
      type: codes.event_types.map(([code]) => code),
      topic: codes.topics.map(([code]) => code),
    },
    eventAt: new Map(events.event_id.map((id, event) => [id, event])),
    search: () => (made ??= search(data, linked.partner, linked.country)),
  };
}

function reportsOf(activity: readonly number[]): number[][] {
  const reports: number[][] = [];
  activity.forEach((number, event) => (reports[number] ??= []).push(event));
  return reports;
}
