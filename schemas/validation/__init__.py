"""Checks rows against the declarations: a fast pass in Arrow, and pandera where a reason is wanted."""
