"""A batch of entries as one buffer of characters, tokens and sentences: the machinery that all facts share.

Comes in: headlines and bodies. Goes out: arrays of offsets and word ids (`batch`, `tokens`, `sentences`, `layout`).
Nothing here knows what a country, a date or an organisation is.
"""
