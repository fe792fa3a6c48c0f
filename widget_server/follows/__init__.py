"""Whom and what a person follows, and what a person does not want to hear of.

Knows objects and actors; may not know what a feed or a notification is.
"""
