import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Coded, Payload } from "../model/payload";
import { toDate } from "../model/days";
import { en, type Words } from "./en";
import { es } from "./es";

export const LANGUAGES = { en: "English", es: "Español" } as const;
export type Code = keyof typeof LANGUAGES;
const WORDS: Record<Code, Words> = { en, es };

/** The words of a language, and how it writes numbers, days and the names of things. */
export interface Language {
  code: Code;
  words: Words;
  number: (value: number) => string;
  share: (value: number) => string;
  day: (day: number) => string;
  month: (day: number) => string;
  shortMonth: (day: number) => string;
  span: (from: number, to: number) => string;
  bytes: (value: number) => string;
  coded: (code: Coded) => string;
  compare: (a: string, b: string) => number;
}

/** The reader's own variant of a language (`es-MX`), where the browser tells one. */
function localeOf(code: Code): string {
  return navigator.languages.find((each) => each.split("-")[0] === code) ?? code;
}

export function browsersLanguage(): Code {
  const known = navigator.languages.map((each) => each.split("-")[0]).find((each) => each in LANGUAGES);
  return (known as Code | undefined) ?? "en";
}

export function language(code: Code): Language {
  const locale = localeOf(code);
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const day = date({ day: "numeric", month: "short", year: "numeric" });
  const month = date({ month: "long", year: "numeric" });
  const shortMonth = date({ month: "short", year: "numeric" });
  const number = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const collator = new Intl.Collator(locale);
  return {
    code,
    words: WORDS[code],
    number: (value) => number.format(value),
    share: (value) => share.format(value),
    day: (value) => day.format(toDate(value)),
    month: (value) => month.format(toDate(value)),
    shortMonth: (value) => shortMonth.format(toDate(value)),
    span: (from, to) => (from === to ? day.format(toDate(from)) : day.formatRange(toDate(from), toDate(to))),
    bytes: (value) => (value < 1e6 ? `${number.format(Math.max(1, Math.round(value / 1e3)))} kB` : `${megabytes.format(value / 1e6)} MB`),
    coded: ([, english, spanish]) => (code === "es" ? spanish : english),
    compare: collator.compare,
  };
}

export const LanguageContext = createContext<Language>(null as unknown as Language);
export const useLanguage = () => useContext(LanguageContext);

export function partnerName({ partners }: Payload, partner: number, { code }: Language): string {
  return (code === "es" && partners.name_es[partner]) || partners.name[partner];
}

export function countryName({ countries }: Payload, country: number, { code }: Language): string {
  return (code === "es" ? countries.name_es : countries.name_en)[country];
}

/** When an event took place, as precisely as its text says; null where it does not say. */
export function eventDate({ events, codes }: Payload, event: number, language: Language): string | null {
  const start = events.start_on[event];
  if (start === null) return null;
  const precision = codes.date_precisions[events.date_precision[event]]?.[0];
  if (precision === "year") return String(toDate(start).getUTCFullYear());
  if (precision === "month") return language.month(start);
  return language.span(start, events.end_on[event] ?? start);
}
