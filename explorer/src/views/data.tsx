import { useApp } from "../app";
import type { DescribedTable } from "../model/payload";
import { Said } from "../parts/said";
import { useLanguage } from "../text/language";

export function DataView() {
  return (
    <>
      <Downloads />
      <Changed />
      <Dictionary />
    </>
  );
}

const FORMATS: Record<string, string> = { csv: "CSV", parquet: "Parquet", hxl: "HXL" };

/** A path inside the release as a relative address. */
const relative = (path: string) => path.split("/").map(encodeURIComponent).join("/");

function Downloads() {
  const { about, dictionary } = useApp().model.data;
  const { words, number, bytes } = useLanguage();
  const sizes = new Map(about.files);
  const tables = dictionary.map((table) => ({
    table,
    files: Object.keys(FORMATS).flatMap((folder) => {
      const path = about.files.find(([path]) => path.startsWith(`${folder}/${table.name}.`))?.[0];
      return path ? [{ folder, path }] : [];
    }),
  }));
  const shown = new Set(tables.flatMap(({ files }) => files.map(({ path }) => path)));
  const others = about.files.filter(([path]) => !shown.has(path));
  const size = (path: string) => (sizes.get(path) == null ? "" : bytes(sizes.get(path)!));
  return (
    <section class="panel">
      <h2>{words.downloads}</h2>
      {about.files.length === 0 ? <p>{words.noFiles}</p> : <p class="hint">{words.downloadsHint}</p>}
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.table}</th>
            <th scope="col" class="figure">{words.rows}</th>
            <th scope="col">{words.files}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map(({ table, files }) => (
            <tr key={table.name}>
              <th scope="row"><a href={`#table-${table.name}`} onClick={(event) => openTable(event, table.name)}>{table.name}</a></th>
              <td class="figure">{number(table.rows)}</td>
              <td><div class="formats">
                {files.map(({ folder, path }) => (
                  <span key={folder}>
                    <a href={relative(path)} download aria-label={`${table.name}, ${FORMATS[folder]}`}>{FORMATS[folder]}</a>
                    <small>{size(path)}</small>
                  </span>
                ))}
              </div></td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 && (
        <>
          <h3>{words.otherFiles}</h3>
          <ul class="files">
            {others.map(([path]) => <li key={path}><a href={relative(path)}>{path}</a> <small>{size(path)}</small></li>)}
          </ul>
        </>
      )}
    </section>
  );
}

function openTable(event: MouseEvent, name: string) {
  event.preventDefault();
  const details = document.getElementById(`table-${name}`) as HTMLDetailsElement;
  details.open = true;
  details.scrollIntoView();
  details.querySelector("summary")?.focus();
}

function Changed() {
  const { about } = useApp().model.data;
  const { words, number } = useLanguage();
  return (
    <section class="panel">
      <h2>{words.changed}</h2>
      {about.previousVersion === null ? (
        <p>{words.firstRelease}</p>
      ) : (
        <p>{words.changedSince(about.previousVersion)} {about.changes.length === 0 && words.unchanged}</p>
      )}
      {about.changes.length > 0 && (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.table}</th><th scope="col">{words.change}</th><th scope="col">{words.cause}</th>
              <th scope="col" class="figure">{words.rows}</th>
            </tr>
          </thead>
          <tbody>
            {about.changes.map(([table, change, cause, rows]) => (
              <tr key={`${table}/${change}/${cause}`}>
                <th scope="row">{table}</th><td>{words.changes[change] ?? change}</td><td>{words.causes[cause] ?? cause}</td>
                <td class="figure">{number(rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Dictionary() {
  const { dictionary, about } = useApp().model.data;
  const { words } = useLanguage();
  return (
    <section class="panel">
      <h2>{words.dictionary} <span class="quiet">{about.schemaVersion}</span></h2>
      <p class="hint">{words.dictionaryHint}</p>
      {dictionary.map((table) => <TableEntry key={table.name} table={table} />)}
    </section>
  );
}

function TableEntry({ table }: { table: DescribedTable }) {
  const { words } = useLanguage();
  return (
    <details class="entry" id={`table-${table.name}`}>
      <summary><code>{table.name}</code> <span><Said text={table.title} /></span></summary>
      <p><Said text={table.description} /></p>
      <dl class="dictionary">
        {table.columns.map(([name, type, nullable, title, description, codes]) => (
          <div key={name}>
            <dt><code>{name}</code></dt>
            <dd>
              <strong><Said text={title} />.</strong> <Said text={description} />
              <small>{[type, codes, nullable && words.mayBeEmpty].filter(Boolean).join(" · ")}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
