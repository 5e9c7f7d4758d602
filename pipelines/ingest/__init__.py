"""Ingests sources: from documents to bulletins, blocks and entries."""
