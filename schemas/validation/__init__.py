"""Checks rows against the declarations: a fast pass in Arrow, and pandera if a reason is wanted."""
