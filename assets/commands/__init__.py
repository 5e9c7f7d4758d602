"""The commands that `make` starts: a run in this process, and Dagster's web interface.

Comes in: options on the command line. Goes out: a run recorded in the data folder, and its summary on standard output.
"""
