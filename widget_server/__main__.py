"""`python -m widget_server` and the command `weerklank`."""

from __future__ import annotations

from widget_server.cli import main

if __name__ == "__main__":
    main()
