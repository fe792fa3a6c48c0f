"""Mail: what a person was told of and has not seen, as one mail after a while; a digest for who was away; and why not.

Knows notifications, pages and the mail server; may not know sockets or push, nor what makes a notification.
"""
