"""Words all rooms share: errors, clock, ids, text, cursors, settings, listeners.

Knows no Flask and no database; everything else may import it.
"""
