import { entitiesOf } from "./links";
import { FACETS, type Facet, type Model } from "./model";

export const CONFIDENCES = ["high", "low"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
/** From this `row_confidence` on a row counts as likely right. */
export const HIGH = 0.9;

/** What the reader asked for. Of several entities of a facet an event has any, or all where the facet is in `all`. */
export interface Filter {
  query: string;
  from: number | null;
  to: number | null;
  /** Rows of which date, host and countries are likely right, or the others. */
  confidence: Confidence | null;
  chosen: Record<Facet, readonly number[]>;
  all: readonly Facet[];
}

export const EVERYTHING: Filter = {
  query: "",
  from: null,
  to: null,
  confidence: null,
  chosen: { country: [], partner: [], type: [], topic: [] },
  all: [],
};

/** Events that pass, newest first, and for each facet how many there would be of each entity without the facet itself. */
export interface Result {
  events: number[];
  counts: Record<Facet, Uint32Array>;
  /** Events that pass all but the dates. */
  overTime: number[];
}

const DATES = 1 << FACETS.length;
const QUERY = DATES << 1;
const CONFIDENCE = QUERY << 1;

export function isEverything(filter: Filter): boolean {
  const { query, from, to, confidence } = filter;
  return !query && from === null && to === null && confidence === null && FACETS.every((facet) => !filter.chosen[facet].length);
}

export function apply(model: Model, filter: Filter): Result {
  const failed = failures(model, filter);
  const events: number[] = [];
  const overTime: number[] = [];
  const counts = Object.fromEntries(
    FACETS.map((facet) => [facet, new Uint32Array(model.links[facet].size)]),
  ) as Record<Facet, Uint32Array>;
  for (let event = 0; event < model.size; event++) {
    if (!failed[event]) events.push(event);
    if (!(failed[event] & ~DATES)) overTime.push(event);
  }
  FACETS.forEach((facet, bit) => {
    const { starts, entities } = model.links[facet];
    const others = filter.all.includes(facet) ? ~0 : ~(1 << bit);
    for (let event = 0; event < model.size; event++) {
      if (failed[event] & others) continue;
      for (let at = starts[event]; at < starts[event + 1]; at++) counts[facet][entities[at]]++;
    }
  });
  return { events, counts, overTime };
}

/** For each event the set of conditions it fails, one bit each. */
function failures(model: Model, filter: Filter): Uint8Array {
  const failed = new Uint8Array(model.size);
  FACETS.forEach((facet, bit) => {
    if (filter.chosen[facet].length) failFacet(model, filter, facet, 1 << bit, failed);
  });
  if (filter.from !== null || filter.to !== null) {
    const from = filter.from ?? -Number.MAX_VALUE;
    const to = filter.to ?? Number.MAX_VALUE;
    for (let event = 0; event < model.size; event++) {
      const day = model.days[event];
      if (!(day >= from && day <= to)) failed[event] |= DATES;
    }
  }
  if (filter.confidence !== null) {
    const wanted = filter.confidence === "high";
    for (let event = 0; event < model.size; event++) if (isSure(model, event) !== wanted) failed[event] |= CONFIDENCE;
  }
  if (filter.query.trim()) model.search().fail(filter.query, QUERY, failed);
  return failed;
}

/** Whether date, host and countries of an event are likely right. */
export function isSure(model: Model, event: number): boolean {
  return model.data.events.row_confidence[event] >= HIGH;
}

function failFacet(model: Model, filter: Filter, facet: Facet, bit: number, failed: Uint8Array): void {
  const wanted = new Set(filter.chosen[facet]);
  const needed = filter.all.includes(facet) ? wanted.size : 1;
  for (let event = 0; event < model.size; event++) {
    let found = 0;
    for (const entity of entitiesOf(model.links[facet], event)) if (wanted.has(entity)) found++;
    if (found < needed) failed[event] |= bit;
  }
}

/** The filter with an entity of a facet chosen, or no longer. */
export function toggled(filter: Filter, facet: Facet, entity: number): Filter {
  const before = filter.chosen[facet];
  const now = before.includes(entity) ? before.filter((each) => each !== entity) : [...before, entity];
  return { ...filter, chosen: { ...filter.chosen, [facet]: now }, all: now.length > 1 ? filter.all : without(filter.all, facet) };
}

function without(facets: readonly Facet[], facet: Facet): readonly Facet[] {
  return facets.filter((each) => each !== facet);
}

export function withMatch(filter: Filter, facet: Facet, all: boolean): Filter {
  return { ...filter, all: all ? [...without(filter.all, facet), facet] : without(filter.all, facet) };
}

/** Positions of the largest counts above zero, largest first. */
export function largest(counts: ArrayLike<number>, limit = Infinity): number[] {
  const order: number[] = [];
  for (let at = 0; at < counts.length; at++) if (counts[at]) order.push(at);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  return order.slice(0, limit);
}
