"""What kind of event an entry reports and which topics it serves, by weighted cue phrases.

Comes in: found cue phrases. Goes out: an event type and topics for each entry (`event_types`).
"""
