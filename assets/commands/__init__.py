"""The commands behind `make`: a run in this process, and Dagster's web interface.

Input: command-line options. Output: a run recorded in the data folder, and its summary on standard output.
"""
