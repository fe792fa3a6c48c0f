"""The feed: what happened to what a person follows, each card with its reason; read on demand, no inboxes.

Knows follows, groups, topics, threads and the log, and joins what they hold; may not know notifications or sockets.
"""
