"""How /embed is served: the modules as they are, or the built files; and the conversation in a frame.

Knows files, versions and budgets. What the widgets do, and who may read what, it does not know.
"""
