"""The file formats of a release (Parquet, CSV, HXL, workbook), written so that every common reader accepts them.

Input: a published table. Output: files with the same bytes for the same rows.
"""
