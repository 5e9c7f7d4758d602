"""Pages: from bytes of HTML to lines of visible text, the elements they stand in, and what the page's head states.

Comes in: a decoded page. Goes out: a `Page`. What the lines mean to a reader is decided in the room `pages`.
"""
