"""HTTP manners: problems, headers, JSON, request ids, logs, limits, languages, metrics.

Knows Flask; may not know storage or any room.
"""
