// Makes src/map-shapes.json from Natural Earth's 50m countries (npm world-atlas, public domain):
// country shapes by ISO 3166-1 numeric code inside a window on the region, in an equirectangular projection true at 15° N.
// Natural Earth draws four territories as parts of other states; they are cut out here by where they lie.
import { writeFileSync, readFileSync } from "node:fs";
import { feature } from "topojson-client";
import { geoEquirectangular, geoPath } from "d3-geo";

const WINDOW = { west: -118.5, east: -50.5, south: -1, north: 33.5 };
const WIDTH = 960;
const PARALLEL = 15;

// Territory, the state it is drawn with, and the box it lies in (west, south, east, north).
const CUT_OUT = [
  ["312", "250", [-62, 15.7, -60.9, 16.7]], // Guadeloupe
  ["474", "250", [-61.4, 14.2, -60.6, 15.1]], // Martinique
  ["254", "250", [-55, 1.9, -51, 6.2]], // French Guiana
  ["535", "528", [-69, 11.8, -62.5, 17.8]], // Bonaire, Sint Eustatius and Saba
];

const read = (name) => JSON.parse(readFileSync(new URL(`node_modules/world-atlas/${name}`, import.meta.url)));
const coarse = read("countries-50m.json");
const fine = read("countries-10m.json");
const shapes = new Map(feature(coarse, coarse.objects.countries).features.filter((f) => f.id).map((f) => [f.id, f.geometry]));
const fineShapes = new Map(feature(fine, fine.objects.countries).features.filter((f) => f.id).map((f) => [f.id, f.geometry]));

const polygons = (geometry) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
const inside = (box) => ([ring]) => ring.every(([x, y]) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
const multi = (coordinates) => ({ type: "MultiPolygon", coordinates });

for (const [code, owner, box] of CUT_OUT) {
  const whole = shapes.get(owner);
  const found = polygons(whole).filter(inside(box));
  const part = found.length ? found : polygons(fineShapes.get(owner)).filter(inside(box));
  if (!part.length) throw new Error(`no shape for ${code} in ${owner}`);
  shapes.set(code, multi(part));
  shapes.set(owner, multi(polygons(whole).filter((polygon) => !inside(box)(polygon))));
}

const squeeze = Math.cos((PARALLEL * Math.PI) / 180);
const kx = WIDTH / (WINDOW.east - WINDOW.west);
const ky = kx / squeeze;
const height = Math.round((WINDOW.north - WINDOW.south) * ky);
// d3 clips to the window and draws in degrees (y downwards); the two axes are then stretched each by its own factor.
const degrees = geoEquirectangular()
  .scale(180 / Math.PI)
  .rotate([0, 0])
  .translate([0, 0])
  .precision(0)
  .clipExtent([[WINDOW.west, -WINDOW.north], [WINDOW.east, -WINDOW.south]]);

const round = (value) => Math.round(value * 10) / 10;
function path(geometry) {
  const stretched = geoPath({
    stream: (sink) =>
      degrees.stream({
        point: (x, y) => sink.point((x - WINDOW.west) * kx, (y + WINDOW.north) * ky),
        lineStart: () => sink.lineStart(),
        lineEnd: () => sink.lineEnd(),
        polygonStart: () => sink.polygonStart(),
        polygonEnd: () => sink.polygonEnd(),
        sphere: () => {},
      }),
  }).digits(1);
  return stretched(geometry);
}

// Steps from point to point, shorter than the points themselves.
function relative(d) {
  return d
    .split(/(?=M)/)
    .map((ring) => {
      const points = ring.replace(/[MZ]/g, "").split("L").map((pair) => pair.split(",").map(Number));
      const steps = [];
      let [px, py] = points[0];
      for (const [x, y] of points.slice(1)) {
        const dx = round(x - px), dy = round(y - py);
        if (dx || dy) steps.push(`${dx},${dy}`);
        px = round(px + dx);
        py = round(py + dy);
      }
      return steps.length > 1 ? `M${round(points[0][0])},${round(points[0][1])}l${steps.join(" ")}z` : "";
    })
    .join("");
}

const paths = {};
for (const [code, geometry] of [...shapes].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const d = path(geometry);
  const short = d && relative(d);
  if (short) paths[code] = short;
}
const map = { width: WIDTH, height, west: WINDOW.west, north: WINDOW.north, kx, ky, paths };
writeFileSync(new URL("src/map-shapes.json", import.meta.url), JSON.stringify(map) + "\n");
console.log(`${Object.keys(paths).length} shapes, ${WIDTH} × ${height}`);
