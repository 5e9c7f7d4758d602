"""Compares two reports field by field, and weighs what comes out."""
