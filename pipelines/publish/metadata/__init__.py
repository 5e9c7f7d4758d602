"""What a release says of itself: manifest, Data Package, Croissant, README, citation, quality and the change log.

Comes in: a draft of the release. Goes out: its descriptive files.
"""
