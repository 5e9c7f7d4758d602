"""Countries and places: which are named, which namesake is meant, and where the activity took place.

Comes in: found names. Goes out: countries of each entry (`countries`) and its host country and place (`host`).
"""
