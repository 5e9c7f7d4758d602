import { useMemo } from "preact/hooks";
import { useApp } from "../app";
import { CopyButton } from "../parts/copy";
import { useLeftOut } from "../parts/left-out";
import { OutLink } from "../parts/link";
import { Said } from "../parts/said";
import { useLanguage } from "../text/language";

export function AboutView() {
  const { words } = useLanguage();
  return (
    <div class="reading">
      <section class="panel">
        <h2>{words.whatThisIs}</h2>
        {words.whatThisIsText.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      </section>
      <Quality />
      <Filled />
      <LeftOutSection />
      <Citation />
      <Sources />
      <section class="panel">
        <h2>{words.made}</h2>
        <p>{words.madeText}</p>
      </section>
    </div>
  );
}

function Quality() {
  const { about } = useApp().model.data;
  const { words, share, number } = useLanguage();
  const optional = (value: number | null) => (value === null ? "–" : share(value));
  return (
    <section class="panel">
      <h2>{words.quality}</h2>
      {about.accuracy.length === 0 ? (
        <p>{words.qualityMissing}</p>
      ) : (
        <>
          <p class="hint">{words.qualityHint}</p>
          <table class="plain-table measures">
            <thead>
              <tr>
                <th scope="col">{words.measure}</th><th scope="col" class="figure">{words.unseenEntries}</th>
                <th scope="col" class="figure second">{words.precision}</th><th scope="col" class="figure second">{words.recall}</th>
                <th scope="col" class="figure second">{words.items}</th><th scope="col" class="figure">{words.allSets}</th>
              </tr>
            </thead>
            <tbody>
              {about.accuracy.map(([name, unseen, precision, recall, items, allSets]) => (
                <tr key={name}>
                  <th scope="row">{words.accuracyNames[name] ?? name}</th>
                  <td class="figure">{unseen === null ? "–" : <Measured share={unseen} />}</td>
                  <td class="figure second">{optional(precision)}</td>
                  <td class="figure second">{optional(recall)}</td>
                  <td class="figure second">{items === null ? "–" : number(items)}</td>
                  <td class="figure">{optional(allSets)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {about.measuredOn && <p class="quiet">{words.measuredOn}: <Said text={about.measuredOn} /></p>}
        </>
      )}
    </section>
  );
}

/** A share as a bar and a number; the bars of a column begin and end at one line. */
function Measured({ share }: { share: number }) {
  const { share: written } = useLanguage();
  return (
    <>
      <span class="meter" aria-hidden="true"><span style={{ width: `${Math.max(0, Math.min(100, 100 * share))}%` }} /></span>
      <span class="metered">{written(share)}</span>
    </>
  );
}

function Filled() {
  const { model } = useApp();
  const { words } = useLanguage();
  const { events } = model.data;
  const rows = useMemo(() => {
    const part = (has: (event: number) => boolean) => events.event_id.filter((_, event) => has(event)).length / Math.max(1, model.size);
    return {
      date: part((e) => events.start_on[e] !== null),
      host: part((e) => events.host[e] >= 0),
      place: part((e) => events.host_place[e] !== null),
      type: part((e) => events.event_type[e] >= 0),
      partner: part((e) => events.partners[e].length > 0),
      topic: part((e) => events.topics[e].length > 0),
      people: part((e) => events.participant_count[e] !== null),
      quote: part((e) => events.quote[e] !== null),
      url: part((e) => events.url[e] !== null),
    };
  }, [model]);
  return (
    <section class="panel">
      <h2>{words.filled}</h2>
      <p class="hint">{words.filledHint}</p>
      <table class="plain-table">
        <thead class="unseen"><tr><th scope="col">{words.column}</th><th scope="col">{words.filled}</th></tr></thead>
        <tbody>
          {(Object.keys(rows) as (keyof typeof rows)[]).map((field) => (
            <tr key={field}><th scope="row">{words.fields[field]}</th><td class="figure"><Measured share={rows[field]} /></td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LeftOutSection() {
  const { about } = useApp().model.data;
  const { words } = useLanguage();
  const sentences = useLeftOut();
  const withheld = about.sources.some((source) => !source.republishText);
  return (
    <section class="panel">
      <h2>{words.leftOut}</h2>
      <p>{[sentences.length ? sentences.join(" ") : words.leftOutNothing, withheld && words.leftOutBodiesTerms].filter(Boolean).join(" ")}</p>
    </section>
  );
}

function Citation() {
  const { about } = useApp().model.data;
  const { words } = useLanguage();
  return (
    <section class="panel">
      <h2>{words.citation}</h2>
      <p class="citation">{about.citation}</p>
      <p class="actions"><CopyButton text={() => about.citation} /></p>
    </section>
  );
}

function Sources() {
  const { about } = useApp().model.data;
  const { words } = useLanguage();
  return (
    <section class="panel">
      <h2>{words.licence}</h2>
      <p class="hint">{words.licenceHint}</p>
      {about.sources.map((source) => (
        <div key={source.id} class="source">
          <h3>{source.title}</h3>
          <dl class="facts">
            <dt>{words.publisher}</dt><dd>{source.publisher}</dd>
            <dt>{words.terms}</dt><dd><OutLink to={source.licenceUrl}>{source.licence}</OutLink></dd>
            <dt>{words.attribution}</dt><dd>{source.attribution}</dd>
          </dl>
        </div>
      ))}
      {about.attributions.length > 0 && (
        <>
          <h3>{words.attributions}</h3>
          <ul>{about.attributions.map((each) => <li key={each} lang="en">{each}</li>)}</ul>
        </>
      )}
    </section>
  );
}
