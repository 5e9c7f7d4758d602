"""What `sources.yaml` says: the kinds of source, their settings, and the errors in them.

Comes in: the path of a sources file. Goes out: checked source models (`sources_file.load_sources`).
Nothing here touches a document or the network.
"""
