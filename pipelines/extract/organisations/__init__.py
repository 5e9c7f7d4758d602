"""Organisations: their names and acronyms in text, which organisation each name means, and its role in the event.

Comes in: tokens, found names and the countries of each entry. Goes out: organisations of each entry
(`recognition`) with their roles (`roles`).
"""
