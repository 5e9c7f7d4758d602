"""Ingest: from sources to bulletins, blocks and entries."""
