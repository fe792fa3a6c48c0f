"""Likes and the other reactions: one row a person and object, none of them negative.

Knows pages (whether they take reactions) and objects; may not know comments.
"""
