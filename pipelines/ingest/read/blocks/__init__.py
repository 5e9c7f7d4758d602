"""From bytes to blocks: the lines of a document, each with what can be said of it by itself.

Comes in: bytes of any supported media type. Goes out: numbered blocks with markup, date lines and known furniture.
How a media type, a date line or a furniture phrase is recognised belongs here; what an entry is does not.
"""
