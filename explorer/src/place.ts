import { useEffect, useState } from "preact/hooks";
import { CONFIDENCES, EVERYTHING, type Filter } from "./model/filter";
import { FACETS, type Facet, type Model } from "./model/model";
import { fromIso, toIso } from "./model/days";
import { LANGUAGES, type Code } from "./text/language";

export const TABS = ["overview", "events", "network", "sources", "data", "about"] as const;
export type Tab = (typeof TABS)[number];
export type View = Tab | "partner" | "country";

/** Where the reader is: everything that a link keeps. */
export interface Place {
  view: View;
  /** Id of the partner or country whose page it is. */
  subject: string;
  filter: Filter;
  sort: string;
  page: number;
  /** Id of the opened event. */
  event: string | null;
  /** The language, where the reader chose one. */
  language: Code | null;
}

export const START: Place = {
  view: "overview", subject: "", filter: EVERYTHING, sort: "-date", page: 1, event: null, language: null,
};

const VIEWS: readonly string[] = [...TABS, "partner", "country"];

/** The place an address names; what it names wrongly is left out. */
export function read(hash: string, model: Model): Place {
  const [path, search = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, subject = ""] = path.split("/");
  const parameters = new URLSearchParams(search);
  const language = parameters.get("lang");
  return {
    view: VIEWS.includes(view) ? (view as View) : "overview",
    subject: decoded(subject),
    filter: {
      query: parameters.get("q") ?? "",
      from: fromIso(parameters.get("from")),
      to: fromIso(parameters.get("to")),
      confidence: CONFIDENCES.find((each) => each === parameters.get("confidence")) ?? null,
      chosen: Object.fromEntries(FACETS.map((facet) => [facet, chosen(parameters, facet, model)])) as Record<Facet, number[]>,
      all: FACETS.filter((facet) => parameters.getAll("all").includes(facet)),
    },
    sort: parameters.get("sort") ?? START.sort,
    page: Math.max(1, Math.floor(Number(parameters.get("page"))) || 1),
    event: parameters.get("event"),
    language: language !== null && language in LANGUAGES ? (language as Code) : null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function chosen(parameters: URLSearchParams, facet: Facet, model: Model): number[] {
  const entities = parameters.getAll(facet).map((id) => model.ids[facet].indexOf(id));
  return [...new Set(entities.filter((entity) => entity >= 0))];
}

/** The address of a place, beginning with `#`. */
export function address(place: Place, model: Model): string {
  const { filter } = place;
  const parameters = new URLSearchParams();
  if (filter.query) parameters.set("q", filter.query);
  if (filter.from !== null) parameters.set("from", toIso(filter.from));
  if (filter.to !== null) parameters.set("to", toIso(filter.to));
  if (filter.confidence !== null) parameters.set("confidence", filter.confidence);
  for (const facet of FACETS) for (const entity of filter.chosen[facet]) parameters.append(facet, model.ids[facet][entity]);
  for (const facet of filter.all) parameters.append("all", facet);
  if (place.sort !== START.sort) parameters.set("sort", place.sort);
  if (place.page > 1) parameters.set("page", String(place.page));
  if (place.event) parameters.set("event", place.event);
  if (place.language) parameters.set("lang", place.language);
  const search = parameters.toString();
  const path = place.subject ? `${place.view}/${encodeURIComponent(place.subject)}` : place.view;
  return `#/${path}${search ? `?${search}` : ""}`;
}

export type Go = (change: Partial<Place>, replace?: boolean) => void;

/** Where the reader is, and how to go elsewhere; `replace` leaves no step to go back to. */
export function usePlace(model: Model): [Place, Go] {
  const [place, setPlace] = useState(() => read(location.hash, model));
  useEffect(() => {
    const follow = () => setPlace(read(location.hash, model));
    addEventListener("popstate", follow);
    addEventListener("hashchange", follow);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener("hashchange", follow);
    };
  }, [model]);
  const go: Go = (change, replace = false) => {
    const next = { ...place, ...change };
    history[replace ? "replaceState" : "pushState"](null, "", address(next, model));
    setPlace(next);
  };
  return [place, go];
}
