import { useMemo, useState } from "preact/hooks";
import { linkTo, useApp } from "../app";
import type { SetAside as Aside } from "../model/payload";
import { OutLink } from "../parts/link";
import { Said } from "../parts/said";
import { useLanguage } from "../text/language";

const FIRST_BULLETINS = 25;
const DOUBTED = 10;

/** Where the events come from, how each document was read, and what was left in doubt or set aside. */
export function SourcesView() {
  return (
    <>
      <Sources />
      <Bulletins />
      <SetAside />
      <Doubts />
    </>
  );
}

function Sources() {
  const { about } = useApp().model.data;
  const { words, number, span } = useLanguage();
  return (
    <section class="panel">
      <h2>{words.sources}</h2>
      <p class="hint">{words.sourcesHint}</p>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.source}</th><th scope="col" class="figure">{words.count}</th>
            <th scope="col" class="figure">{words.bulletins}</th><th scope="col" class="second">{words.periodColumn}</th>
          </tr>
        </thead>
        <tbody>
          {about.sources.map((source) => (
            <tr key={source.id}>
              <th scope="row"><OutLink to={source.address}>{source.title}</OutLink> <small>{source.publisher}</small></th>
              <td class="figure">{number(source.events)}</td>
              <td class="figure">{number(source.bulletins)}</td>
              <td class="second">{source.firstDay === null ? "–" : span(source.firstDay, source.lastDay!)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bulletins() {
  const { bulletins, leftOut } = useApp().model.data;
  const { words, number } = useLanguage();
  const [whole, setWhole] = useState(false);
  const all = bulletins.bulletin_id.map((_, at) => at);
  if (!all.length) return null;
  return (
    <section class="panel">
      <h2>{words.bulletins}</h2>
      <p class="hint">{words.bulletinsHint}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.bulletins}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.bulletin}</th><th scope="col" class="second">{words.reader}</th>
              <th scope="col" class="figure second">{words.entriesRead}</th><th scope="col" class="figure">{words.published}</th>
              <th scope="col" class="figure second">{words.merged}</th><th scope="col" class="figure">{words.blocksAside}</th>
            </tr>
          </thead>
          <tbody>{(whole ? all : all.slice(0, FIRST_BULLETINS)).map((at) => <Bulletin key={at} at={at} />)}</tbody>
        </table>
      </div>
      {all.length > FIRST_BULLETINS && (
        <button type="button" class="plain more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? words.fewer : words.more(number(all.length))}
        </button>
      )}
      {leftOut.bulletins > 0 && <p class="quiet">{words.leftOutBulletins(number(leftOut.bulletins))}</p>}
    </section>
  );
}

function Bulletin({ at }: { at: number }) {
  const { bulletins, about } = useApp().model.data;
  const { words, number, share } = useLanguage();
  const { reader_fit: fit, reason } = bulletins;
  return (
    <tr>
      <th scope="row" class="place">
        <OutLink to={bulletins.address[at]}>{bulletins.location[at] ?? bulletins.bulletin_id[at]}</OutLink>{" "}
        <small>{about.sources[bulletins.source[at]]?.title}</small>
        {reason[at] !== null && <small class="doubt"><Said text={reason[at]!} /></small>}
      </th>
      <td class="second">
        {bulletins.reader[at] ?? "–"}
        {fit[at] !== null && <small title={words.readerFit}>{share(fit[at]!)}</small>}
      </td>
      <td class="figure second">{number(bulletins.entry_count[at])}</td>
      <td class="figure">{number(bulletins.event_count[at])}</td>
      <td class="figure second">{number(bulletins.merged_entry_count[at])}</td>
      <td class="figure">{number(bulletins.quarantined_block_count[at])}</td>
    </tr>
  );
}

function SetAside() {
  const { setAside } = useApp().model.data;
  const { words, number } = useLanguage();
  const total = setAside.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="panel">
      <h2>{words.setAside}</h2>
      <p class="hint">{total ? words.setAsideText(number(total), total) : words.setAsideNothing}</p>
      {setAside.map((aside) => <Reason key={aside.reason} aside={aside} />)}
    </section>
  );
}

function Reason({ aside }: { aside: Aside }) {
  const { bulletins } = useApp().model.data;
  const { words, number } = useLanguage();
  return (
    <details class="entry">
      <summary><strong><Said text={aside.reason} /></strong> <span>{number(aside.count)}</span></summary>
      <ul class="set-aside">
        {aside.rows.map(([bulletin, block, reason, text]) => (
          <li key={`${bulletin}/${block}/${reason}`}>
            <q>{text ?? "–"}</q>
            <small>
              {bulletins.location[bulletin] ?? words.bulletinUnknown}, {block ? words.block(number(block)) : words.wholeDocument}
              {reason !== aside.reason && <> · <Said text={reason} /></>}
            </small>
          </li>
        ))}
      </ul>
      {aside.count > aside.rows.length && <p class="quiet">{words.setAsideMore(number(aside.count - aside.rows.length))}</p>}
    </details>
  );
}

function Doubts() {
  const app = useApp();
  const { words, number, coded } = useLanguage();
  const { events, codes } = app.model.data;
  const byKind = useMemo(() => {
    const found: number[][] = codes.doubts.map(() => []);
    events.doubts?.forEach((flat, event) => flat.forEach((kind, at) => at % 2 === 0 && found[kind].push(event)));
    return found;
  }, [app.model]);
  if (!events.doubts) return null;
  const kinds = codes.doubts.flatMap((code, kind) => (byKind[kind].length ? [{ code, doubted: byKind[kind] }] : []));
  return (
    <section class="panel">
      <h2>{words.doubts}</h2>
      <p class="hint">{kinds.length ? words.doubtsHint : words.doubtsNone}</p>
      {kinds.map(({ code, doubted }) => (
        <details class="entry" key={code[0]}>
          <summary><strong>{coded(code)}</strong> <span>{number(doubted.length)}</span></summary>
          <ul class="set-aside">
            {doubted.slice(0, DOUBTED).map((event) => (
              <li key={event}>
                <a href={linkTo(app, { event: events.event_id[event] })} lang={codes.languages[events.language[event]]?.[0]}>{events.headline[event]}</a>
              </li>
            ))}
          </ul>
          {doubted.length > DOUBTED && <p class="quiet">{words.setAsideMore(number(doubted.length - DOUBTED))}</p>}
        </details>
      ))}
    </section>
  );
}
