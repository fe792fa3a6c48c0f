"""Pages of the host: (site, page id), address and title, state, owner, aliases, copies.

Knows what a page is and who may settle it; may not know comments or reactions.
"""
