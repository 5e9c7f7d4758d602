"""From bytes to entries: decode a document, cut it into blocks, and hand it to the reader of its layout.

Comes in: a document's bytes and what its source states. Goes out: entries, and a fate for each block
(`document.read_document`); `in_parts` reads many documents, `cache` and `tables` keep what was read.
"""
