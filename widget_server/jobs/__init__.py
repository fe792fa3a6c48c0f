"""Work that is done later: a queue of what to do about which thing, bookmarks in logs, leases, and the dispatcher.

Knows names, ids and moments; may not know what the work is: `app.py` says in one table what each name does.
"""
