import { useApp } from "../app";
import { useLanguage } from "../text/language";

/** What of the release is not in this page, in sentences; none where all is. */
export function useLeftOut(): string[] {
  const { leftOut } = useApp().model.data;
  const { words, number } = useLanguage();
  return [
    leftOut.events > 0 && words.leftOutEvents(number(leftOut.events)),
    leftOut.bodies > 0 && words.leftOutBodies(number(leftOut.bodies)),
    leftOut.marks && words.leftOutMarks,
  ].filter((sentence): sentence is string => Boolean(sentence));
}

/** The same as a notice above the charts. */
export function LeftOut() {
  const { words } = useLanguage();
  const sentences = useLeftOut();
  if (!sentences.length) return null;
  return <p class="notice"><strong>{words.leftOut}.</strong> {sentences.join(" ")}</p>;
}
