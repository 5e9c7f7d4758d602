"""Fetching over HTTP, politely and safely: one request at a time, to addresses that are allowed, within limits."""
