import { useApp } from "../app";
import { useLanguage } from "../text/language";

/** A text of the release that is stated in English, in the reader's language where there is a translation. */
export function Said({ text }: { text: string }) {
  const { spanish } = useApp().model.data;
  const { code } = useLanguage();
  const translated = code === "es" ? spanish[text] : undefined;
  return <span lang={translated === undefined ? "en" : "es"}>{translated ?? text}</span>;
}
