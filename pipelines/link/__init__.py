"""Annotated events in, the activity that each of them reports out.

What belongs here: the evidence that two reports tell of one activity, the pairs worth comparing, and how reports
become activities. `pipelines.link.linking` is the entry point.
"""
