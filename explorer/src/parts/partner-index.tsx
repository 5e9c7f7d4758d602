import { useMemo, useState } from "preact/hooks";
import { useApp } from "../app";
import { largest } from "../model/filter";
import { fold, foldedWords, hasWord } from "../model/fold";
import { partnerName, useLanguage } from "../text/language";

const FIRST = 30;

/** All partners of the events shown, to be found by name. */
export function PartnerIndex({ counts, link }: { counts: Uint32Array; link: (partner: number) => string }) {
  const { model } = useApp();
  const language = useLanguage();
  const { words, number, coded } = language;
  const { partners, codes } = model.data;
  const [query, setQuery] = useState("");
  const [whole, setWhole] = useState(false);
  const folded = useMemo(
    () => partners.name.map((name, at) => fold([name, partners.name_es[at], partners.acronym[at]].filter(Boolean).join(" "))),
    [partners],
  );
  const wanted = foldedWords(query);
  const found = largest(counts).filter((partner) => wanted.every((word) => hasWord(folded[partner], word)));
  const shown = whole ? found : found.slice(0, FIRST);
  return (
    <section class="panel">
      <h2>{words.allPartners} <span class="quiet">{number(found.length)}</span></h2>
      <label class="field search">
        <span>{words.findPartner}</span>
        <input type="search" value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      </label>
      <table class="plain-table">
        <thead>
          <tr><th scope="col">{words.partner}</th><th scope="col" class="second">{words.kind}</th><th scope="col" class="figure">{words.count}</th></tr>
        </thead>
        <tbody>
          {shown.map((partner) => (
            <tr key={partner}>
              <th scope="row"><a href={link(partner)}>{partnerName(model.data, partner, language)}</a>{partners.acronym[partner] && <small>{partners.acronym[partner]}</small>}</th>
              <td class="second">{partners.type[partner] >= 0 && coded(codes.organisation_types[partners.type[partner]])}</td>
              <td class="figure">{number(counts[partner])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > FIRST && (
        <button type="button" class="plain more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? words.fewer : words.more(number(found.length))}
        </button>
      )}
    </section>
  );
}
