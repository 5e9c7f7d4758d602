import type { ComponentChildren } from "preact";
import { useApp } from "../app";
import { useLanguage } from "../text/language";
import { useEntityName } from "./filters";

const WIDTH = 4;

/** A text with its found names and dates marked. `marks`: start, length, kind and entity of each, counted in characters. */
export function Marked({ text, marks }: { text: string; marks: readonly number[] | undefined }) {
  const { codes } = useApp().model.data;
  const { words } = useLanguage();
  const name = useEntityName();
  if (!marks?.length) return <>{text}</>;
  const characters = Array.from(text);
  const cut = (from: number, to?: number) => characters.slice(from, to).join("");
  const parts: ComponentChildren[] = [];
  let reached = 0;
  for (let at = 0; at < marks.length; at += WIDTH) {
    const [start, length, kindAt, entity] = marks.slice(at, at + WIDTH);
    const kind = codes.mention_kinds[kindAt][0] as keyof typeof words.marks;
    const label = words.marks[kind] ?? kind;
    const named = entity < 0 ? null : name(kind === "event_type" ? "type" : (kind as "country" | "partner" | "topic"), entity);
    parts.push(cut(reached, start));
    parts.push(
      <mark key={at} class={`mark-${kind}`} title={named ? `${label}: ${named}` : label}>
        {cut(start, start + length)}
      </mark>,
    );
    reached = start + length;
  }
  return <>{parts}{cut(reached)}</>;
}

/** Which kinds of marks stand in some texts. */
export function MarkLegend({ marks }: { marks: readonly (readonly number[] | undefined)[] }) {
  const { codes } = useApp().model.data;
  const { words } = useLanguage();
  const kinds = new Set<number>();
  for (const list of marks) for (let at = 2; at < (list?.length ?? 0); at += WIDTH) kinds.add(list![at]);
  if (!kinds.size) return null;
  return (
    <p class="legend">
      {[...kinds].sort((a, b) => a - b).map((at) => {
        const kind = codes.mention_kinds[at][0] as keyof typeof words.marks;
        return <mark key={kind} class={`mark-${kind}`}>{words.marks[kind] ?? kind}</mark>;
      })}
    </p>
  );
}
