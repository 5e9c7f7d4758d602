"""From entries to annotations: facts and the characters they were read from.

A batch of entries is laid into one buffer and folded to one byte a character (`text`), cut into
tokens (`tokens`), and scanned once for all names (`names`). Dates, organisations and numbers are then
regular expressions over *token classes*, one byte a token, so that a grammar reads like a grammar
(`grammar`). What several readings of one entry amount to is decided entry by entry
(`dates`, `organisations`, `countries`, `participants`, ...); `annotate` puts it into Arrow tables.
"""
