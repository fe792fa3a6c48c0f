"""People as colleagues meet them: found by name, mentioned, with a profile of their own making.

Knows actors and who may read what; may not know what the objects are that people are mentioned in.
"""
