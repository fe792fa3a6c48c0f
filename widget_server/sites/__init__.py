"""Sites: one host intranet with its registered origins and settings.

Knows keys, names and origins; may not know people, pages or sessions.
"""
