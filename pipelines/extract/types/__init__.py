"""Event types and topics of entries, by weighted cue phrases.

Input: cue phrases found in the text. Output: an event type and topics for each entry (`event_types`).
"""
