"""Text: a batch of entries as one buffer of characters, tokens and sentences, which all extraction of facts shares.

Input: headlines and bodies. Output: arrays of offsets and word ids (`batch`, `tokens`, `sentences`, `layout`).
Nothing in this room depends on what a country, a date or an organisation is.
"""
