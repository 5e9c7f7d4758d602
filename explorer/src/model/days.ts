// Days are counted from 1970-01-01, as the release packs them; no time zone enters anywhere.
const MILLISECONDS = 86_400_000;

export const toDate = (day: number): Date => new Date(day * MILLISECONDS);
export const toDay = (date: Date): number => Math.floor(date.getTime() / MILLISECONDS);
export const toIso = (day: number): string => toDate(day).toISOString().slice(0, 10);

/** The day of a date in ISO 8601, or null where the text is none. */
export function fromIso(text: string | null): number | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(text + "T00:00:00Z");
  return Number.isNaN(time) ? null : time / MILLISECONDS;
}
