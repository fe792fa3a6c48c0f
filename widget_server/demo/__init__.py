"""The demo: a company that does not exist, its intranet on an origin of its own, and conversations already alive.

Knows every room below, and uses them as a visitor would: through their services. No room knows the demo. Its words and
pictures stand under `examples/` in a checkout; the wheel carries none of them.
"""
