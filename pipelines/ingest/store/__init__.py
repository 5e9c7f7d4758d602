"""What was fetched, and when: raw documents under their SHA-256, and the ledger of sightings.

Comes in: bytes, and what looking at a location gave. Goes out: the state of each source (`state.Histories`): the
documents that hold its entries now, and the locations that failed.
"""
