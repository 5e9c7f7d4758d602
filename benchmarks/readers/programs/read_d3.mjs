// D3: `csvParse`, alone and with `autoType`.
import { readFileSync } from "node:fs";
import { autoType, csvParse } from "d3-dsv";
import { tell } from "./answers.mjs";

const text = (release, table) => readFileSync(`${release}/csv/${table}.csv`, "utf8");

tell({
  csv: (release, table) => csvParse(text(release, table), autoType),
  "csv, mended": (release, table) => csvParse(text(release, table)),
});
