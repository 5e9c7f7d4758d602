"""Engines run a stage over much data: in this process or in a pool, and only over what is new."""
