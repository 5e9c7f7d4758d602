"""Organisations: their names and acronyms in text, the identity of each name, and its role in the event.

Input: tokens, names found in them and the countries of each entry. Output: the organisations of each entry
(`recognition`) with their roles (`roles`).
"""
