"""Who may read what: principals, audiences, and the one `can_read`. Deny by default.

Knows audiences and groups' names; may not know what the objects are. Tickets, adapters and groups fill its rows.
"""
