"""Numbers of people: the grammar of numbers, and which number counts who took part or was reached.

Comes in: tokens. Goes out: a count and its qualifier for each entry (`counts`).
"""
