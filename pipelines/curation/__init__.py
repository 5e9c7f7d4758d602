"""Tools for curators of the reference tables: checks of the tables, and a review of what they lack."""
