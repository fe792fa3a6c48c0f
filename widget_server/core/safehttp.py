"""The one way out: HTTP calls whose every address is checked, and connected to as checked.

Refused: private, loopback, link-local, multicast, reserved addresses, also inside NAT64, 6to4, Teredo and mapped ones;
redirects; bodies over 1 MB; calls over 3 s; proxies of the environment. An exact host:port that an administrator
configured (an issuer, often on a private address) is excepted from the check of addresses, from nothing else. Where
files are kept (a bucket), a call has limits of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from widget_server.core.addresses import Blocked, Limits, Redirected, host_port

if TYPE_CHECKING:
    from requests import Session

__all__ = ["Blocked", "Limits", "Redirected", "host_port", "new_session", "protect"]


def new_session(excepted: Collection[str] = (), limits: Limits | None = None) -> Session:
    """Give a session of requests that goes out by these rules. Its calls raise OSError."""
    from requests import Session  # here, not above: 8 MB that a service nobody signs in to does without

    return protect(Session(), excepted, limits)


def protect(session: Any, excepted: Collection[str] = (), limits: Limits | None = None) -> Any:
    """Give `session`, kept to these rules; `excepted` are host:port as `host_port` writes them."""
    from widget_server.core.safeadapter import CheckedAdapter  # brings requests, see above

    session.trust_env = False
    session.proxies.clear()
    adapter = CheckedAdapter(frozenset(excepted), limits)
    for scheme in list(session.adapters):
        session.mount(scheme, adapter)
    return session
