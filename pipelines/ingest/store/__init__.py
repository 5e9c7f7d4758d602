"""Stores what was fetched and when: raw documents under their SHA-256, and the ledger of sightings.

Input: bytes, and the outcome of each look at a location. Output: the state of each source (`state.Histories`), which
is the documents that hold its entries now and the locations that failed.
"""
