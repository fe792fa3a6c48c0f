"""The one log: who did what to which object. It is the outbox too.

Knows actors, verbs and subjects; may not know what reacts to it (that is one table in `app.py`).
"""
