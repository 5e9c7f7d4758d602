// The page's data as the release step packs them (pipelines/publish/explorer/payload.py).

export type Coded = [code: string, en: string, es: string];

export interface Source {
  id: string;
  title: string;
  publisher: string;
  licence: string;
  licenceUrl: string | null;
  attribution: string;
  republishText: boolean;
  address: string | null;
  bulletins: number;
  events: number;
  firstDay: number | null;
  lastDay: number | null;
}

export interface About {
  title: string;
  version: string;
  schemaVersion: string;
  previousVersion: string | null;
  citation: string;
  report: string | null;
  measuredOn: string | null;
  sources: Source[];
  attributions: string[];
  files: [path: string, bytes: number | null][];
  changes: [table: string, change: string, cause: string, rows: number][];
  accuracy: [name: string, unseen: number | null, precision: number | null, recall: number | null, items: number | null, allSets: number | null][];
}

export interface DescribedTable {
  name: string;
  title: string;
  description: string;
  rows: number;
  columns: [name: string, type: string, nullable: boolean, title: string, description: string, codes: string | null][];
}

export interface BulletinColumns {
  bulletin_id: string[];
  source: number[];
  location: (string | null)[];
  address: (string | null)[];
  reader: (string | null)[];
  reader_fit: (number | null)[];
  entry_block_count: number[];
  furniture_block_count: number[];
  quarantined_block_count: number[];
  entry_count: number[];
  event_count: number[];
  merged_entry_count: number[];
  reason: (string | null)[];
}

export interface SetAside {
  reason: string;
  count: number;
  /** The first of them; a bulletin that is not in the page has a number below 0, a whole document the block 0. */
  rows: [bulletin: number, block: number, reason: string, text: string | null][];
}

export interface EventColumns {
  event_id: string[];
  entry_number: number[];
  headline: string[];
  quote: (string | null)[];
  url: (string | null)[];
  event_date_edtf: (string | null)[];
  host_place: (string | null)[];
  host_subdivision: (string | null)[];
  latitude: (number | null)[];
  longitude: (number | null)[];
  participant_count: (number | null)[];
  language: number[];
  event_type: number[];
  date_precision: number[];
  participant_qualifier: number[];
  published_on: (number | null)[];
  start_on: (number | null)[];
  end_on: (number | null)[];
  bulletin: number[];
  bulletins: string[];
  source: number[];
  activity: number[];
  activities: string[];
  link_confidence: (number | null)[];
  date_confidence: number[];
  host_confidence: number[];
  type_confidence: number[];
  participants_confidence: number[];
  row_confidence: number[];
  host: number[];
  countries: number[][];
  partners: number[][];
  topics: number[][];
  /** Kind and text (in `doubt_texts`) of each doubt in turn. */
  doubts?: number[][];
  doubt_texts?: string[];
  body?: (string | null)[];
  marks?: { headline: number[][]; quote: number[][]; body?: number[][] };
  texts?: string[];
  written?: number[][];
}

export interface Payload {
  format: number;
  about: About;
  leftOut: { events: number; bodies: number; marks: boolean; bulletins: number };
  setAside: SetAside[];
  bulletins: BulletinColumns;
  codes: Record<
    | "event_types"
    | "topics"
    | "roles"
    | "organisation_types"
    | "date_precisions"
    | "participant_qualifiers"
    | "country_bases"
    | "languages"
    | "mention_kinds"
    | "doubts",
    Coded[]
  >;
  dictionary: DescribedTable[];
  /** Spanish of descriptions and reasons, by the English text. */
  spanish: Record<string, string>;
  partners: {
    partner_id: string[];
    name: string[];
    name_es: (string | null)[];
    acronym: (string | null)[];
    wikidata_id: (string | null)[];
    ror_id: (string | null)[];
    iati_id: (string | null)[];
    website: (string | null)[];
    unverified: boolean[];
    status: string[];
    type: number[];
    country: number[];
    parent: number[];
  };
  countries: {
    country_iso3: string[];
    country_iso2: string[];
    m49: (string | null)[];
    name_en: string[];
    name_es: string[];
    subregion: (string | null)[];
    programme_region: (string | null)[];
    latitude: (number | null)[];
    longitude: (number | null)[];
  };
  events: EventColumns;
}
