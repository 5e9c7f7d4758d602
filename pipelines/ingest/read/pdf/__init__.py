"""PDF documents by their layout.

Comes in: a document's bytes. Goes out: its paragraphs as lines in reading order, headings with their level, and running
headers, page numbers and tables as furniture (`document.lines_of_pdf`).
"""
