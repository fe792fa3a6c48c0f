"""Weerklank: replies, likes and follows on the pages of the CMS you have."""

__version__ = "0.1.0"
