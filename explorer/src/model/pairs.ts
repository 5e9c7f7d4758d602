import { entitiesOf } from "./links";
import type { Model } from "./model";

/** How many of the events each two of the partners share: `shared[a][b]`, by position among the given partners. */
export function sharedEvents(model: Model, events: readonly number[], partners: readonly number[]): number[][] {
  const position = new Map(partners.map((partner, at) => [partner, at]));
  const shared = partners.map(() => partners.map(() => 0));
  for (const event of events) {
    const here: number[] = [];
    for (const partner of entitiesOf(model.links.partner, event)) {
      const at = position.get(partner);
      if (at !== undefined) here.push(at);
    }
    for (const a of here) for (const b of here) shared[a][b]++;
  }
  return shared;
}

export interface Pair {
  a: number;
  b: number;
  count: number;
}

/** The pairs of partners that share most events. */
export function topPairs(model: Model, events: readonly number[], limit: number): Pair[] {
  const counts = new Map<number, number>();
  const width = model.links.partner.size;
  for (const event of events) {
    const here = Array.from(entitiesOf(model.links.partner, event)).sort((a, b) => a - b);
    for (let i = 0; i < here.length; i++)
      for (let j = i + 1; j < here.length; j++) {
        const key = here[i] * width + here[j];
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
  }
  return [...counts]
    .map(([key, count]) => ({ a: Math.floor(key / width), b: key % width, count }))
    .sort((x, y) => y.count - x.count || x.a - y.a || x.b - y.b)
    .slice(0, limit);
}

/** The partners that share events with one, most first. */
export function companions(model: Model, events: readonly number[], partner: number): [partner: number, count: number][] {
  const counts = new Map<number, number>();
  for (const event of events)
    for (const other of entitiesOf(model.links.partner, event))
      if (other !== partner) counts.set(other, (counts.get(other) ?? 0) + 1);
  return [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
}
