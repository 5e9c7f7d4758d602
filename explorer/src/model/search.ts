import { fold, foldedWords, hasWord } from "./fold";
import type { Links } from "./links";
import type { Payload } from "./payload";

/** Finds events whose texts, partners or countries hold all words of a query, each as the beginning of a word. */
export interface Search {
  /** Sets a bit for each event that lacks one of the words. */
  fail: (query: string, bit: number, failed: Uint8Array) => void;
}

export function search(data: Payload, partners: Links, countries: Links): Search {
  const texts = eventTexts(data);
  const partnerNames = data.partners.name.map((name, at) => fold(`${name} ${data.partners.name_es[at] ?? ""} ${data.partners.acronym[at] ?? ""}`));
  const countryNames = data.countries.name_en.map((name, at) => fold(`${name} ${data.countries.name_es[at]}`));
  return {
    fail(query, bit, failed) {
      for (const word of foldedWords(query)) {
        const inPartner = Uint8Array.from(partnerNames, (name) => Number(hasWord(name, word)));
        const inCountry = Uint8Array.from(countryNames, (name) => Number(hasWord(name, word)));
        for (let event = 0; event < texts.length; event++) {
          if (failed[event] & bit) continue;
          const found = hasWord(texts[event], word) || linked(partners, event, inPartner) || linked(countries, event, inCountry);
          if (!found) failed[event] |= bit;
        }
      }
    },
  };
}

function linked({ starts, entities }: Links, event: number, wanted: Uint8Array): boolean {
  for (let at = starts[event]; at < starts[event + 1]; at++) if (wanted[entities[at]]) return true;
  return false;
}

function eventTexts({ events }: Payload): string[] {
  return events.headline.map((headline, event) =>
    fold(`${headline} ${events.quote[event] ?? ""} ${events.host_place[event] ?? ""} ${events.event_id[event]} ${events.body?.[event] ?? ""}`),
  );
}
