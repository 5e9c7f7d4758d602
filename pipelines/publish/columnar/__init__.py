"""Operations on Arrow tables that may exceed memory: reading in parts, sorting, look-ups, group-bys, bytes of texts.

Input: tables, or Parquet files of tables. Output: the same rows in parts, in key order or grouped.
Nothing in this room depends on what a table means.
"""
