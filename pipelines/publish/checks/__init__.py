"""The checks that a release passes before it takes its name: the audit, reading it back, and the schema gate.

Comes in: built tables or staged files. Goes out: problems, each with table, rule, rows and examples.
"""
