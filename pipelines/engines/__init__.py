"""Engines run a stage over much data, part by part, and only over what is new.

`local` works in this process or in a pool of them, `spark` on a cluster; all write the same bytes.
"""
