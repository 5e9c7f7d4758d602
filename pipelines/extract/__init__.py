"""From entries to annotations: facts and the characters they were read from.

A batch of entries is laid into one buffer and folded to one byte a character (`text`), cut into tokens (`tokens`) and
sentences (`sentences`), and scanned once for all names (`names`). Dates, organisations and numbers are then regular
expressions over *token classes*, one byte a token, so that a grammar reads like a grammar (`date_grammar`,
`organisation_grammar`, `participants`). All that is done for a whole batch at once (`scan`), as is what cue phrases
tell (`cues`, `event_types`). What several readings of one entry amount to is decided entry by entry (`host`, `dates`,
`organisations`, `roles`, `participants`); `annotate` leads through it, and `rows` and `mentions` put the facts into
Arrow tables.
"""
