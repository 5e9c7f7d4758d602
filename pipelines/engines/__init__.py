"""Engines: run a stage on large data part by part, and only on new rows.

`local` works in this process or in a pool of processes, `spark` on a cluster; both write the same bytes.
"""
