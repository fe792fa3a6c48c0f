"""A big company for the demo, made by chance from a seed: the same seed and moment give the same company.

Skewed as companies are: a few speak and are followed much, most hardly. Rows go to the database in bulk, past the
services, so every count that they keep is kept here too; the tests hold both against each other.
"""
