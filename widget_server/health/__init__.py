"""For operators and watchdogs: is the process up, is it ready, what does it count.

Knows the database and the queue of jobs; no other room.
"""
