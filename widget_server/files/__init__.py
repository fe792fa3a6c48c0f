"""Files that people attach to what they write: checked, kept in a folder or a bucket, read by who may read the words.

Knows pages and who may read what; may not know what the objects are that files are attached to.
"""
