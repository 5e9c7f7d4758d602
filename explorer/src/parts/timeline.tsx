import { ticks as niceTicks } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import { useMemo, useRef, useState } from "preact/hooks";
import { useApp } from "../app";
import { toDate } from "../model/days";
import { periods, unitFor, type Period, type Unit } from "../model/periods";
import { useLanguage, type Language } from "../text/language";
import { useWidth } from "./width";

const HEIGHT = 172;
const MARGIN = { top: 14, right: 4, bottom: 26, left: 40 };

interface Properties {
  events: readonly number[];
  from?: number | null;
  to?: number | null;
  /** Asks for a period, or with nulls for no period any more. */
  onChoose?: (from: number | null, to: number | null) => void;
}

/** Events by period as columns. A pointer chooses periods; the date fields do the same by keyboard. */
export function Timeline({ events, from = null, to = null, onChoose }: Properties) {
  const { model } = useApp();
  const language = useLanguage();
  const { words, number } = language;
  const [frame, width] = useWidth<HTMLDivElement>();
  const unit = unitFor(model.firstDay ?? 0, model.lastDay ?? 0);
  const columns = useMemo(() => periods(model, events, unit), [model, events, unit]);
  const undated = events.length - columns.reduce((sum, column) => sum + column.count, 0);
  const drag = useDrag(columns, onChoose);
  if (!columns.length) return <p class="quiet">{words.undatedCount(number(undated))}</p>;

  const most = Math.max(1, ...columns.map((column) => column.count));
  const x = scaleBand<number>().domain(columns.map((column) => column.from)).range([MARGIN.left, width - MARGIN.right]).paddingInner(0.18);
  const y = scaleLinear().domain([0, most]).nice(3).range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const grid = niceTicks(0, y.domain()[1], 3).filter(Number.isInteger);
  const within = (column: Period) => {
    if (drag.span) return column.from >= drag.span[0] && column.to <= drag.span[1];
    return (from === null || column.to >= from) && (to === null || column.from <= to);
  };
  return (
    <div class="timeline" ref={frame}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${words.overTime}, ${words.per[unit]}`}
          class={onChoose ? "choosable" : undefined}
          onPointerDown={(event) => drag.start(event, x)}
          onPointerMove={(event) => drag.move(event, x)}
          onPointerUp={() => drag.end(from, to)}
          onPointerCancel={drag.cancel}
        >
          {grid.map((value) => (
            <g key={value} class="grid">
              <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(value)} y2={y(value)} />
              <text x={MARGIN.left - 8} y={y(value)} dy="0.32em" text-anchor="end">{number(value)}</text>
            </g>
          ))}
          {columns.map((column) => (
            <g key={column.from} class={within(column) ? "column" : "column out"}>
              <title>{`${periodName(column, unit, language)}: ${number(column.count)}`}</title>
              <rect class="hit" x={x(column.from)} y={MARGIN.top} width={x.step()} height={HEIGHT - MARGIN.top - MARGIN.bottom} />
              <rect class="fill" x={x(column.from)} y={y(column.count)} width={x.bandwidth()} height={y(0) - y(column.count)} rx={Math.min(2, x.bandwidth() / 4)} />
            </g>
          ))}
          {axisLabels(columns, unit, language, width).map(({ at, text }) => (
            <text key={at} class="axis" x={x(columns[at].from)} y={HEIGHT - 7}>{text}</text>
          ))}
        </svg>
      )}
      {undated > 0 && <p class="quiet">{words.undatedCount(number(undated))}</p>}
      <table class="unseen">
        <caption>{words.overTime}</caption>
        <thead><tr><th scope="col">{words.periodColumn}</th><th scope="col">{words.count}</th></tr></thead>
        <tbody>
          {columns.filter((column) => column.count).map((column) => (
            <tr key={column.from}><th scope="row">{periodName(column, unit, language)}</th><td>{number(column.count)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function periodName(period: Period, unit: Unit, { span, month, shortMonth }: Language): string {
  if (unit === "week") return span(period.from, period.to);
  if (unit === "month") return month(period.from);
  if (unit === "quarter") return `${shortMonth(period.from)} – ${shortMonth(period.to)}`;
  return String(toDate(period.from).getUTCFullYear());
}

const LABEL_WIDTH = { week: 96, month: 84, quarter: 56, year: 56 };

/** As many labels as fit, beginning at the periods that begin a year where those are several. */
function axisLabels(columns: Period[], unit: Unit, language: Language, width: number): { at: number; text: string }[] {
  const years = columns.flatMap((column, at) => (beginsYear(column, columns[at - 1]) ? [at] : []));
  const byYear = unit === "quarter" || unit === "year" || years.length > 2;
  const places = byYear ? years : columns.map((_, at) => at);
  const room = Math.max(1, Math.floor(width / (byYear ? LABEL_WIDTH.year : LABEL_WIDTH[unit])));
  const step = Math.ceil(places.length / room);
  return places
    .filter((_, index) => index % step === 0)
    .filter((at) => at <= columns.length - (byYear ? 1 : Math.ceil(columns.length / room / 2)))
    .map((at) => ({ at, text: byYear ? String(toDate(columns[at].from).getUTCFullYear()) : unit === "week" ? language.day(columns[at].from) : language.shortMonth(columns[at].from) }));
}

function beginsYear(column: Period, before: Period | undefined): boolean {
  return !before || toDate(column.from).getUTCFullYear() !== toDate(before.from).getUTCFullYear();
}

type Scale = { step: () => number; range: () => number[] };

function useDrag(columns: Period[], onChoose: Properties["onChoose"]) {
  const anchor = useRef<number | null>(null);
  const [ends, setEnds] = useState<[number, number] | null>(null);
  const columnAt = (event: PointerEvent, x: Scale) => {
    const left = event.offsetX - x.range()[0];
    return Math.min(columns.length - 1, Math.max(0, Math.floor(left / x.step())));
  };
  const span = ends && ([columns[Math.min(...ends)].from, columns[Math.max(...ends)].to] as const);
  return {
    span,
    start(event: PointerEvent, x: Scale) {
      if (!onChoose || event.button !== 0) return;
      anchor.current = columnAt(event, x);
      setEnds([anchor.current, anchor.current]);
      if (event.pointerType === "mouse") (event.currentTarget as Element).setPointerCapture(event.pointerId);
    },
    move(event: PointerEvent, x: Scale) {
      if (anchor.current !== null) setEnds([anchor.current, columnAt(event, x)]);
    },
    end(from: number | null, to: number | null) {
      if (!span || anchor.current === null) return;
      const again = span[0] === from && span[1] === to;
      onChoose?.(again ? null : span[0], again ? null : span[1]);
      anchor.current = null;
      setEnds(null);
    },
    cancel() {
      anchor.current = null;
      setEnds(null);
    },
  };
}
