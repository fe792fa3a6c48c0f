"""Ways in and out: the grants at /oauth/token, tokens, the refresh cookie, logout, the OIDC client.

Knows issuers, sessions and tokens; may not know pages, or what anybody may read.
"""
