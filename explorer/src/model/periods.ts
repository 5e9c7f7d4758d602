import { toDate, toDay } from "./days";
import type { Model } from "./model";

export type Unit = "week" | "month" | "quarter" | "year";

/** A stretch of time with how many events it holds; both days are included. */
export interface Period {
  from: number;
  to: number;
  count: number;
}

const LONGEST: [Unit, number][] = [["week", 200], ["month", 5 * 366], ["quarter", 16 * 366]];

export function unitFor(firstDay: number, lastDay: number): Unit {
  return LONGEST.find(([, days]) => lastDay - firstDay <= days)?.[0] ?? "year";
}

/** The first day of the period a day lies in; weeks begin on Monday. */
export function startOf(day: number, unit: Unit): number {
  if (unit === "week") return day - ((day + 3) % 7 + 7) % 7;
  const date = toDate(day);
  const month = unit === "month" ? date.getUTCMonth() : unit === "quarter" ? Math.floor(date.getUTCMonth() / 3) * 3 : 0;
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), month, 1)));
}

function after(start: number, unit: Unit): number {
  if (unit === "week") return start + 7;
  const date = toDate(start);
  const months = unit === "month" ? 1 : unit === "quarter" ? 3 : 12;
  return toDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
}

/** Events counted by period, from the first to the last day of all data, with empty periods in between. */
export function periods(model: Model, events: readonly number[], unit: Unit): Period[] {
  if (model.firstDay === null || model.lastDay === null) return [];
  const all: Period[] = [];
  const position = new Map<number, number>();
  for (let from = startOf(model.firstDay, unit); from <= model.lastDay; from = after(from, unit)) {
    position.set(from, all.length);
    all.push({ from, to: after(from, unit) - 1, count: 0 });
  }
  for (const event of events) {
    const day = model.days[event];
    if (Number.isFinite(day)) all[position.get(startOf(day, unit))!].count++;
  }
  return all;
}
