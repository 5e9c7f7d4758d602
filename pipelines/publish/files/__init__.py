"""The file formats of a release: Parquet, CSV, HXL and the workbook, written so that every common reader takes them.

Comes in: a published table. Goes out: files with the same bytes for the same rows.
"""
