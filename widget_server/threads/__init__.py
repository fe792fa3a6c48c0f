"""Threads: comments under a page, nested to any depth, read in tree order from kept bytes.

Knows comments, their versions and moderation; may not know who is told of them.
"""
