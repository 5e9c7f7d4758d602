"""Dates: the grammar of expressions of time, the calendar, and the choice of the activity's date.

Input: tokens and publication dates. Output: one EDTF date per entry, or none (`activity_date`).
"""
