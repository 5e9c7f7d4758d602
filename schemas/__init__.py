"""What is published: one module a table, each column declared once.

Everything that describes a table elsewhere (pandera checks, Arrow schema, Data Package, data dictionary, Dagster
column metadata) is generated from these declarations. This package imports nothing else of the project.
"""
