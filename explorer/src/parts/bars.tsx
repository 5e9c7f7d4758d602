import { useState } from "preact/hooks";
import { useLanguage } from "../text/language";

export interface Bar {
  key: number;
  label: string;
  count: number;
  /** The page of what the bar stands for. */
  href?: string;
}

interface Properties {
  bars: Bar[];
  /** How many are shown before the reader asks for all. */
  limit?: number;
  chosen?: readonly number[];
  /** Chooses a bar; without it a bar is a link to its page. */
  onChoose?: (key: number) => void;
}

/** Counts as bars, largest first; each is a switch, or a link to its page. */
export function Bars({ bars, limit = 10, chosen = [], onChoose }: Properties) {
  const { words, number } = useLanguage();
  const [whole, setWhole] = useState(false);
  const most = bars.reduce((most, bar) => Math.max(most, bar.count), 1);
  const shown = whole ? bars : bars.filter((bar, at) => at < limit || chosen.includes(bar.key));
  if (!bars.length) return <p class="quiet">–</p>;
  return (
    <>
      <ul class="bars">
        {shown.map((bar) => (
          <li key={bar.key} class={chosen.length && !chosen.includes(bar.key) ? "dim" : undefined}>
            {onChoose ? (
              <button type="button" class="bar" aria-pressed={chosen.includes(bar.key)} onClick={() => onChoose(bar.key)}>
                <BarFace bar={bar} most={most} />
              </button>
            ) : (
              <a class="bar" href={bar.href}>
                <BarFace bar={bar} most={most} />
              </a>
            )}
            {onChoose && bar.href && (
              <a class="to-page" href={bar.href} aria-label={words.pageOf(bar.label)} title={words.pageOf(bar.label)}>
                <span aria-hidden="true">→</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {bars.length > limit && (
        <button type="button" class="plain more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? words.fewer : words.more(number(bars.length))}
        </button>
      )}
    </>
  );
}

function BarFace({ bar, most }: { bar: Bar; most: number }) {
  const { number } = useLanguage();
  return (
    <>
      <span class="bar-label">{bar.label}</span> <span class="bar-count">{number(bar.count)}</span>
      <span class="bar-track" aria-hidden="true">
        <span class="bar-fill" style={{ width: `${(100 * bar.count) / most}%` }} />
      </span>
    </>
  );
}
