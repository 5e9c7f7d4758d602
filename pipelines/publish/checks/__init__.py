"""The checks that a release must pass before it is named: the audit, reading it back, and the schema gate.

Input: built tables or staged files. Output: problems, each with table, rule, rows and examples.
"""
