"""Tools for curators of the reference tables: checks of the tables, a review of what they lack, and `places`."""
