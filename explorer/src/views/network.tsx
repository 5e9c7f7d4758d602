import { useMemo } from "preact/hooks";
import { linkTo, partnerLink, useApp } from "../app";
import { largest } from "../model/filter";
import { entitiesOf } from "../model/links";
import { topPairs } from "../model/pairs";
import { Empty } from "../parts/empty";
import { Filters } from "../parts/filters";
import { Matrix } from "../parts/matrix";
import { PartnerIndex } from "../parts/partner-index";
import { partnerName, useLanguage } from "../text/language";

const IN_MATRIX = 16;
const PAIRS = 12;

export function NetworkView() {
  const app = useApp();
  const { model, place, result } = app;
  const language = useLanguage();
  const { words, number } = language;
  const counts = useMemo(() => {
    const counted = new Uint32Array(model.links.partner.size);
    for (const event of result.events) for (const partner of entitiesOf(model.links.partner, event)) counted[partner]++;
    return counted;
  }, [model, result.events]);
  const partners = useMemo(() => largest(counts, IN_MATRIX), [counts]);
  const pairs = useMemo(() => topPairs(model, result.events, PAIRS), [model, result.events]);
  const together = (a: number, b: number) => ({
    view: "events" as const,
    page: 1,
    filter: {
      ...place.filter,
      chosen: { ...place.filter.chosen, partner: a === b ? [a] : [a, b] },
      all: [...place.filter.all.filter((facet) => facet !== "partner"), "partner" as const],
    },
  });
  return (
    <>
      <h2 class="unseen">{words.views.network}</h2>
      <Filters />
      {result.events.length === 0 && <Empty />}
      {pairs.length > 0 && (
        <div class="columns matrix-and-pairs">
          <section class="panel">
            <h2>{words.matrix}</h2>
            <p class="hint">{words.matrixHint}</p>
            <Matrix partners={partners} events={result.events} onChoose={(a, b) => app.go(together(a, b))} />
          </section>
          <section class="panel">
            <h2>{words.pairs}</h2>
            <p class="hint">{words.inEvents}</p>
            <ol class="pairs">
              {pairs.map(({ a, b, count }) => (
                <li key={`${a}-${b}`}>
                  <a href={linkTo(app, together(a, b))}>
                    <span>{partnerName(model.data, a, language)}</span>
                    <span>{partnerName(model.data, b, language)}</span>
                    <strong>{number(count)}</strong>
                  </a>
                </li>
              ))}
            </ol>
          </section>
        </div>
      )}
      {pairs.length === 0 && result.events.length > 0 && <p class="quiet">{words.noPairs}</p>}
      <PartnerIndex counts={counts} link={(partner) => partnerLink(app, partner)} />
    </>
  );
}
