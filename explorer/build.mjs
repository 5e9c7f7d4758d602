// Builds bundle/: the page's template, its style with fonts inside, its code with the licences of what it contains,
// and a hash of the sources, by which the tests see whether the bundle is theirs.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join, relative, sep } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));
const bundle = join(here, "bundle");
// What stands in the page, with the file that holds its licence; the packages of d3 share one text.
const CONTAINED = [
  ["Preact", "preact/LICENSE"],
  ["fflate", "fflate/LICENSE"],
  ["d3-array, d3-scale and what they need", "d3-scale/LICENSE"],
  // The package leaves out the owner; the font itself names it so.
  ["Source Serif 4 (© 2014 - 2021 Adobe Systems Incorporated, http://www.adobe.com/, with Reserved Font Name ‘Source’)", "@fontsource-variable/source-serif-4/LICENSE"],
  ["Inter", "@fontsource-variable/inter/LICENSE"],
];

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One hash over all that a build reads of this folder. */
function sourcesHash() {
  const names = [...files(join(here, "src")), join(here, "build.mjs"), join(here, "package-lock.json")]
    .map((path) => relative(here, path).split(sep).join("/"))
    .sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(here, name))).update("\n");
  return hash.digest("hex");
}

const licences = CONTAINED.map(([name, path]) => `${name}\n\n${readFileSync(join(here, "node_modules", path), "utf8").trim()}\n`).join(
  "\n----------------------------------------------------------------\n\n",
);
const common = { bundle: true, minify: true, target: ["es2021"], charset: "utf8", legalComments: "none", logLevel: "warning" };

mkdirSync(bundle, { recursive: true });
await build({
  ...common,
  entryPoints: [join(here, "src/main.tsx")],
  outfile: join(bundle, "explorer.js"),
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
  banner: { js: `/*! This page contains:\n\n${licences.replaceAll("*/", "* /")}*/` },
});
await build({
  ...common,
  entryPoints: [join(here, "src/style/index.css")],
  outfile: join(bundle, "explorer.css"),
  target: ["chrome105", "firefox121", "safari15.4"],
  loader: { ".woff2": "dataurl" },
});
const script = readFileSync(join(bundle, "explorer.js"), "utf8");
if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
copyFileSync(join(here, "src/page.html"), join(bundle, "page.html"));
writeFileSync(join(bundle, "LICENCES.txt"), licences);
writeFileSync(join(bundle, "sources.sha256"), sourcesHash() + "\n");
for (const path of files(bundle)) console.log(relative(here, path), readFileSync(path).length);
