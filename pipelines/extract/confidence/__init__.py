"""Confidence: how likely each fact is right, by what its decision rests on.

Input: the decisions on a batch. Output: the findings that speak for and against each (`evidence`), and a probability
per fact (`calibration`) by the weights of its findings in `reference/confidence.csv`, which is fitted to labelled
entries.
"""
