"""How well documents of any site are read: the labelled set `sites`, its small cases, and the scorer.

In: documents as they lie in `evaluation/sites`, run through the pipeline's own stages. Out: counts by kind of document
and by language, each case with what is wrong in it, and the same articles as read by other programs.
"""
