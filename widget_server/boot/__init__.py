"""The one-request first visit, and counts for many pages: a face over several rooms.

Knows sessions, sites, pages, threads and reactions, and joins what they give; decides nothing of its own.
"""
