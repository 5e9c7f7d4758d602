/** Lower case, without accents: how texts are compared in search. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase();
}

/** The words of what is searched for, folded. */
export function foldedWords(query: string): string[] {
  return fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
}

const IN_WORD = /[\p{L}\p{N}]/u;

/** Whether a word of a folded text begins with the folded beginning. */
export function hasWord(text: string, beginning: string): boolean {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    if (at === 0 || !IN_WORD.test(text[at - 1])) return true;
  }
  return false;
}
