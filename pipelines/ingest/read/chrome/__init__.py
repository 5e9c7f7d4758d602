"""What in a text is the page's and belongs to no story: menus, rows of labels, counters, captions, the page's tail.

Comes in: the numbered blocks of a document. Goes out: the same blocks, those of the page marked as furniture
(`mark_chrome`). Readers of texts see what is left as headlines, dates, places and text.
"""
