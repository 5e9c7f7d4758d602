"""Extract: from entries to annotations, which are facts with the spans they were read from.

A batch of entries is laid out in one buffer and folded to one byte per character (`text.batch`), cut into tokens
(`text.tokens`) and sentences (`text.sentences`), and searched once for all names (`names.finder`). Dates,
organisations and numbers are regular expressions over *token classes*, one byte per token (`dates.grammar`,
`organisations.grammar`, `participants.number_grammar`). `scan` runs everything that precedes decisions.

Decisions are made for a whole batch at once, in columns: properties of tokens, sentences or entries are arrays
(`text.layout`, `text.columns`), rules are expressions on them, and results are parallel arrays. Expressions of time
are interpreted by their form (`dates.forms`, `dates.reading`, `dates.calendar`), scored (`dates.scores`) and chosen
(`dates.activity_date`); the host country follows from the dateline and the words next to places
(`places.datelines`, `places.scenes`, `places.host`). Numbers of people are scored in the same way
(`participants.counts`), as are cue phrases of types and topics (`types.cues`, `types.event_types`) and of roles
(`organisations.roles`). `annotate` runs all of it; `rows` and `text.mentions` write the facts to Arrow tables.
"""
