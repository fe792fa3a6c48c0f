"""One id space for everything one can like, follow, mention or answer.

Knows ids, kinds, the site an object belongs to, the object whose audience it shares, and its tally of reactions.
May not know what the kinds are made of.
"""
