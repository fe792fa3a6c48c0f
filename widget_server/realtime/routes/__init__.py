"""/socket.io: a WebSocket, the token in its handshake, access checked at every join. Nothing else: no polling.

Flask-SocketIO speaks the protocol. Its own looks at origins are no help: '*' reflects any, [] looks at none, a request
without Origin passes, and its rooms have no access check. So the origin is looked at here, before the upgrade and again
with the token; who may join is asked of `access`.
"""

from widget_server.realtime.routes.live import LIVE, install

__all__ = ["LIVE", "install"]
