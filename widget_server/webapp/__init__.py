"""/app: the service as an app of its own, to be installed on a phone or a desktop: the feed, the bell, a thread.

Knows sites and the widgets' files; may not know who reads: the page is the same for everybody, the widgets sign in.
"""
