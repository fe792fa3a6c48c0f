"""Groups: who belongs together, who may ask to join, and the conversation that they have.

A group's conversation is a page of its own, without an address on the host; its audience is filled here. Knows pages,
access, follows and actors; may not know threads.
"""
