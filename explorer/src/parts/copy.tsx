import { useState } from "preact/hooks";
import { useLanguage } from "../text/language";

const THANKS = 2000;

/** Puts a text on the clipboard, also where the browser keeps its newer way for served pages. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

export function CopyButton({ text, label, done, class: className = "action" }: { text: () => string; label?: string; done?: string; class?: string }) {
  const { words } = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text());
    setCopied(true);
    setTimeout(() => setCopied(false), THANKS);
  };
  return (
    <>
      <button type="button" class={className} onClick={copy}>{copied ? `${words.copied} ✓` : label ?? words.copy}</button>
      <span class="unseen" role="status">{copied ? done ?? words.copied : ""}</span>
      {copied && done && <span class="quiet done" aria-hidden="true">{done}</span>}
    </>
  );
}
