import { useMemo, useRef, useState } from "preact/hooks";
import { useApp } from "../app";
import { sharedEvents } from "../model/pairs";
import { partnerName, useLanguage } from "../text/language";

const STEPS = 5;
const ARROWS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

interface Properties {
  partners: readonly number[];
  events: readonly number[];
  onChoose: (a: number, b: number) => void;
}

/** How many events each two partners share. One stop for the tabulator; arrow keys move inside. */
export function Matrix({ partners, events, onChoose }: Properties) {
  const { model } = useApp();
  const language = useLanguage();
  const { words, number } = language;
  const shared = useMemo(() => sharedEvents(model, events, partners), [model, events, partners]);
  const most = Math.max(1, ...shared.flatMap((row, a) => row.filter((_, b) => b !== a)));
  const [focus, setFocus] = useState<[number, number]>([1, 0]);
  const table = useRef<HTMLTableElement>(null);
  const name = (partner: number) => partnerName(model.data, partner, language);
  const brief = (partner: number) => model.data.partners.acronym[partner] ?? name(partner);
  const move = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const last = partners.length - 1;
    const next: [number, number] = [clamp(focus[0] + step[0], last), clamp(focus[1] + step[1], last)];
    setFocus(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.join("-")}"]`)?.focus();
  };
  return (
    <div class="scroll" role="region" aria-label={words.matrix} tabIndex={0}>
      <table class="matrix" ref={table} onKeyDown={move}>
        <thead>
          <tr>
            <td />
            {partners.map((partner) => (
              <th key={partner} scope="col"><span title={name(partner)}>{brief(partner)}</span></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {partners.map((rowPartner, row) => (
            <tr key={rowPartner}>
              <th scope="row" title={name(rowPartner)}>{name(rowPartner)}</th>
              {partners.map((columnPartner, column) => {
                const count = shared[row][column];
                const step = row === column ? "self" : count ? Math.max(1, Math.ceil((STEPS * Math.sqrt(count)) / Math.sqrt(most))) : 0;
                return (
                  <td key={columnPartner}>
                    <button
                      type="button"
                      class={`cell shade-${step}`}
                      data-cell={`${row}-${column}`}
                      tabIndex={row === Math.min(focus[0], partners.length - 1) && column === Math.min(focus[1], partners.length - 1) ? 0 : -1}
                      aria-label={row === column ? `${name(rowPartner)}: ${number(count)}` : words.matrixCell(name(rowPartner), name(columnPartner), number(count))}
                      title={row === column ? `${name(rowPartner)}: ${number(count)}` : words.matrixCell(name(rowPartner), name(columnPartner), number(count))}
                      onFocus={() => setFocus([row, column])}
                      onClick={() => count && onChoose(rowPartner, columnPartner)}
                    >
                      {count > 0 && number(count)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const clamp = (value: number, last: number) => Math.min(last, Math.max(0, value));
