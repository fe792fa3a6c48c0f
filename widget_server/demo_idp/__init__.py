"""The demo identity provider: an OpenID Connect issuer for trying things out. Knows nobody but the file it is given."""
