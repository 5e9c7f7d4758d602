import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Result } from "./model/filter";
import type { Model } from "./model/model";
import { address, type Go, type Place } from "./place";

/** What every view can see. */
export interface App {
  model: Model;
  place: Place;
  go: Go;
  result: Result;
}

export const AppContext = createContext<App>(null as unknown as App);
export const useApp = () => useContext(AppContext);

/** The address of another place than this one. */
export function linkTo({ model, place }: App, change: Partial<Place>): string {
  return address({ ...place, event: null, page: 1, ...change }, model);
}

export const partnerLink = (app: App, partner: number) =>
  linkTo(app, { view: "partner", subject: app.model.ids.partner[partner] });

export const countryLink = (app: App, country: number) =>
  linkTo(app, { view: "country", subject: app.model.ids.country[country] });
