"""The differences of a release from the previous one, row by row, with their causes.

Input: the tables of two releases. Output: `changes`, `withdrawn`, `withdrawn_partners` and
`withdrawn_activities` (`comparison`).
"""
