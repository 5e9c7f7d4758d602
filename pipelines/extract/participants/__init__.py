"""Numbers of people: the grammar of numbers, and the choice of the number of people who took part or were reached.

Input: tokens. Output: a count and its qualifier per entry (`counts`).
"""
