"""Live: a socket a page, which says that something is new; never what.

Knows pages, comments' versions, tallies and who may read; sends ids and counters. May not know notifications and the
feed: whom they concern is asked through functions that `app.py` hands over.
"""
