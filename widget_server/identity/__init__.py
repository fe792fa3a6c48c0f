"""People as the service knows them: actors, the identities they sign in with, their groups and roles.

Knows names, claims and roles; may not know sessions, pages or what anybody may read.
"""
