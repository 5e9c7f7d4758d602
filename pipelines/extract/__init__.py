"""From entries to annotations: facts and the characters they were read from.

A batch of entries is laid into one buffer and folded to one byte a character (`text`), cut into tokens (`tokens`) and
sentences (`sentences`), and searched once for all names (`names`). Dates, organisations and numbers are then regular
expressions over *token classes*, one byte a token, so that a grammar reads like a grammar (`date_grammar`,
`organisation_grammar`, `number_grammar`). `scan` leads through what can be found before anything is decided.

All is decided for a whole batch at once, in columns: what is asked of a token, a sentence or an entry is an array
(`layout`, `columns`), a rule is an expression over such arrays, and what is found has a row each in parallel arrays
(`places`, `date_grammar`, `number_grammar`). What expressions of time say is read by their shape (`date_forms`,
`date_reading`, `calendar`), weighed (`date_scores`) and chosen (`dates`); where the activity took place follows from
the dateline and the words beside the places (`datelines`, `scenes`, `host`); numbers of people are weighed alike
(`participants`), as are the cue phrases of types and topics (`cues`, `event_types`) and what organisations do
(`organisations`, `roles`). `annotate` leads through it, and `rows` and `mentions` put the facts into Arrow tables.
"""
