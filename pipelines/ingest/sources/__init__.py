"""Reads `sources.yaml`: the kinds of source, their settings, and the errors in them.

Input: the path of a sources file. Output: checked source models (`sources_file.load_sources`).
Nothing here touches a document or the network.
"""
