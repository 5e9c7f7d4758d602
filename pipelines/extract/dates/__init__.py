"""Dates: the grammar of expressions of time, the calendar, and which date is the reported activity's.

Comes in: tokens and the day of publication. Goes out: one EDTF date an entry, or none (`activity_date`).
"""
