import { useState } from "preact/hooks";
import { useApp } from "../app";
import { largest } from "../model/filter";
import shapes from "../map-shapes.json";
import { countryName, useLanguage } from "../text/language";
import { useWidth } from "./width";

const STEPS = 5;
// So that a count at the edge of a shade does not fall over it by the last digit of a root.
const ROUNDING = 1e-9;
const SMALLEST_SHAPE = 18;
const paths = shapes.paths as Record<string, string>;
const toX = (longitude: number) => (longitude - shapes.west) * shapes.kx;
const toY = (latitude: number) => (shapes.north - latitude) * shapes.ky;
const onMap = (x: number, y: number) => x >= 0 && x <= shapes.width && y >= 0 && y <= shapes.height;

interface Properties {
  /** Events of each country. */
  counts: ArrayLike<number>;
  /** The events whose places are shown. */
  events: readonly number[];
  chosen?: readonly number[];
  onChoose: (country: number) => void;
}

/** Countries shaded by how many events they have; small ones as discs. The list of countries does the same by keyboard. */
export function RegionMap({ counts, events, chosen = [], onChoose }: Properties) {
  const { model } = useApp();
  const language = useLanguage();
  const { words, number } = language;
  const [frame, width] = useWidth<HTMLDivElement>();
  const [shown, setShown] = useState<"countries" | "places">("countries");
  const { countries } = model.data;
  const order = largest(counts);
  const most = order.length ? counts[order[0]] : 1;
  const step = (count: number) => (count ? Math.max(1, Math.ceil(STEPS * Math.sqrt(count / most) - ROUNDING)) : 0);
  const scale = width / shapes.width;
  const elsewhere = order.filter((country) => !paths[countries.m49[country] ?? ""]);
  const title = (country: number) => `${countryName(model.data, country, language)}: ${number(counts[country])} ${words.events(counts[country])}`;
  const known = new Set(countries.m49);
  const spots = shown === "places" ? places(model.data.events, events) : [];

  return (
    <div class="map" ref={frame}>
      <div class="switch" role="group" aria-label={words.where}>
        <button type="button" aria-pressed={shown === "countries"} onClick={() => setShown("countries")}>{words.mapCountries}</button>
        <button type="button" aria-pressed={shown === "places"} onClick={() => setShown("places")}>{words.mapPlaces}</button>
      </div>
      {width > 0 && (
        <svg
          width={width}
          height={Math.round(shapes.height * scale)}
          viewBox={`0 0 ${shapes.width} ${shapes.height}`}
          role="img"
          aria-label={words.mapLabel(order.slice(0, 5).map(title).join("; "))}
        >
          <g class="land" aria-hidden="true">
            {Object.entries(paths).map(([m49, d]) => !known.has(m49) && <path key={m49} d={d} />)}
            {countries.m49.map((m49, country) =>
              m49 && paths[m49] && (
                <path
                  key={m49}
                  d={paths[m49]}
                  class={shadeClass(shown === "countries" ? step(counts[country]) : 0, chosen.length > 0, chosen.includes(country))}
                  onClick={counts[country] ? () => onChoose(country) : undefined}
                >
                  <title>{title(country)}</title>
                </path>
              ),
            )}
          </g>
          <g class="discs" aria-hidden="true">
            {shown === "countries" &&
              order.filter((country) => isSmall(countries.m49[country], scale)).map((country) => {
                const at = position(countries.latitude[country], countries.longitude[country]);
                if (!at) return null;
                return (
                  <circle
                    key={country}
                    cx={at[0]}
                    cy={at[1]}
                    r={(3.5 + step(counts[country]) * 0.9) / scale}
                    stroke-width={1 / scale}
                    class={shadeClass(step(counts[country]), chosen.length > 0, chosen.includes(country))}
                    onClick={() => onChoose(country)}
                  >
                    <title>{title(country)}</title>
                  </circle>
                );
              })}
            {spots.map(({ key, x, y, count, name }) => (
              <circle key={key} class="spot" cx={x} cy={y} r={(2.5 + Math.sqrt(count) * 1.2) / scale} stroke-width={0.75 / scale}>
                <title>{`${name}: ${number(count)}`}</title>
              </circle>
            ))}
          </g>
        </svg>
      )}
      {shown === "countries" ? (
        <Legend most={most} />
      ) : (
        <p class="quiet">{words.mapPlacesHint(number(spots.reduce((sum, spot) => sum + spot.count, 0)))}</p>
      )}
      {elsewhere.length > 0 && shown === "countries" && (
        <p class="quiet">
          {words.mapElsewhere(elsewhere.slice(0, 3).map((country) => `${countryName(model.data, country, language)} ${number(counts[country])}`).join(", ") + (elsewhere.length > 3 ? "…" : ""))}
        </p>
      )}
    </div>
  );
}

function shadeClass(step: number, choosing: boolean, chosen: boolean): string {
  return `shade-${step}${chosen ? " chosen" : choosing ? " out" : ""}`;
}

function position(latitude: number | null, longitude: number | null): [number, number] | null {
  if (latitude === null || longitude === null) return null;
  const x = toX(longitude), y = toY(latitude);
  return onMap(x, y) ? [x, y] : null;
}

const extents = new Map<string, number>();

/** Whether a country has no shape, or one too small to see and to hit. */
function isSmall(m49: string | null, scale: number): boolean {
  const path = paths[m49 ?? ""];
  if (!path) return true;
  if (!extents.has(m49!)) extents.set(m49!, extent(path));
  return extents.get(m49!)! * scale < SMALLEST_SHAPE;
}

/** The larger side of the largest ring of a path of relative steps. */
function extent(path: string): number {
  return Math.max(...path.split("M").slice(1).map((ring) => {
    let x = 0, y = 0;
    const bounds = [0, 0, 0, 0];
    for (const step of ring.slice(ring.indexOf("l") + 1).replace("z", "").split(" ")) {
      const [dx, dy] = step.split(",").map(Number);
      x += dx;
      y += dy;
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.max(bounds[1], x);
      bounds[2] = Math.min(bounds[2], y);
      bounds[3] = Math.max(bounds[3], y);
    }
    return Math.max(bounds[1] - bounds[0], bounds[3] - bounds[2]);
  }));
}

/** Which counts each shade stands for; shades without any are left out. */
function Legend({ most }: { most: number }) {
  const { words, number } = useLanguage();
  const upTo = (step: number) => Math.floor(most * (step / STEPS) ** 2 + ROUNDING);
  const shades = Array.from({ length: STEPS }, (_, at) => ({ step: at + 1, first: upTo(at) + 1, last: upTo(at + 1) }));
  return (
    <p class="legend" aria-hidden="true">
      {shades.filter(({ first, last }) => first <= last).map(({ step, first, last }) => (
        <span key={step}>
          <i class={`swatch shade-${step}`} /> {first === last ? number(first) : `${number(first)}–${number(last)}`}
        </span>
      ))}
      <span>{words.eventsScale}</span>
    </p>
  );
}

interface Spot {
  key: string;
  x: number;
  y: number;
  count: number;
  name: string;
}

function places(columns: { latitude: (number | null)[]; longitude: (number | null)[]; host_place: (string | null)[] }, events: readonly number[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const event of events) {
    const at = position(columns.latitude[event], columns.longitude[event]);
    if (!at) continue;
    const key = at.join();
    const spot = spots.get(key);
    if (spot) spot.count++;
    else spots.set(key, { key, x: at[0], y: at[1], count: 1, name: columns.host_place[event] ?? "" });
  }
  return [...spots.values()].sort((a, b) => b.count - a.count);
}
