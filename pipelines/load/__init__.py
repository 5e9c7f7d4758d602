"""Load: puts a release into a database, whole or as what changed since the release that is there.

Input: the folder of a release and an SQLAlchemy address. Output: its tables in the database, with keys and comments,
and the table `loaded_release`. Everything happens in one transaction; `load.load` is the entry point.
"""
