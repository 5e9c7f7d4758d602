"""The declarations: one module a table, each column declared once.

Internal tables, which pass between stages and are not published, are declared the same way.
"""
