import type { Model } from "./model";

export const SORTS = ["date", "headline", "type"] as const;
export type Sort = (typeof SORTS)[number];

/** A sort as the address has it: `-date` begins with the newest. */
export function readSort(text: string): { by: Sort; descending: boolean } {
  const by = text.replace(/^-/, "") as Sort;
  return SORTS.includes(by) ? { by, descending: text.startsWith("-") } : { by: "date", descending: true };
}

/** The events in the order asked for; they come newest first, and what is equal stays so. */
export function sorted(
  model: Model,
  events: readonly number[],
  sort: string,
  compare: (a: string, b: string) => number,
  typeName: (type: number) => string,
): readonly number[] {
  const { by, descending } = readSort(sort);
  if (by === "date") return descending ? events : [...events].reverse();
  const { headline, event_type } = model.data.events;
  const text = by === "headline" ? (event: number) => headline[event] : (event: number) => typeName(event_type[event]);
  const sign = descending ? -1 : 1;
  return events
    .map((event) => ({ event, key: text(event) }))
    .sort((a, b) => sign * compare(a.key, b.key))
    .map(({ event }) => event);
}
