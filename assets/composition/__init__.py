"""How the graph lies in a code location with other definitions.

Input: a prefix, and results of assets. Output: names, what counts as changed, and published tables for other assets.
"""
