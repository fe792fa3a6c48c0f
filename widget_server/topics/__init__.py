"""Topics: words that conversations are about, on objects and in text; merged and renamed by managers.

Knows objects; may not know threads.
"""
