"""What a release changes of the one before it, row by row, and why.

Comes in: the tables of two releases. Goes out: `changes` and `withdrawn` (`comparison`).
"""
