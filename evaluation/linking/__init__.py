"""Measures which events share an activity, against `evaluation/activities`, and fits the weights of the evidence."""
