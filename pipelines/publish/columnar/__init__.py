"""Arrow tables that may be larger than memory: read in parts, sorted, looked up, grouped, compared by their bytes.

Comes in: tables, or Parquet files of tables. Goes out: the same rows in parts, in key order or grouped.
Nothing here knows what a table means.
"""
