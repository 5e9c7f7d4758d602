"""E-mail as it is stored: single messages and mailboxes.

Comes in: a document's bytes. Goes out: its messages, each with the page or text it holds (`messages.messages_of`), and
what they were read into as one document (`joining.joined`).
"""
