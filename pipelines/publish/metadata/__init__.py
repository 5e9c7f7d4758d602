"""The descriptive files of a release: manifest, Data Package, Croissant, SQL, README, citation, quality and change log.

Input: a draft of the release. Output: its descriptive files.
"""
