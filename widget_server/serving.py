"""`python -m widget_server.serving HOST PORT [CERTIFICATE KEY]`: the process that `weerklank serve` becomes."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # before anything else is imported

import logging  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

import gevent  # noqa: E402

from widget_server.core import server, systemd  # noqa: E402

if TYPE_CHECKING:
    from widget_server.jobs.tasks import Dispatcher

logger = logging.getLogger(__name__)


def main(host: str, port: int, *tls: str) -> None:
    """Serve until SIGTERM or SIGINT. Connections queue from the first moment; they are answered once all is ready."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, server.end_at_once)
    try:
        listener = server.listen(host, port)
    except OSError as error:
        sys.exit(f"weerklank: {host}:{port} cannot be listened on: {error.strerror or error}. Try another --port.")

    from widget_server.wsgi import dispatcher, up_to_date

    try:
        served = server.Server(listener, up_to_date(), tls)
    except Exception:
        logger.exception("The service cannot start. `weerklank doctor` says what is wrong.")
        sys.exit(1)
    _serve(served, dispatcher())


def _serve(served: server.Server, work: Dispatcher | None) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, _end, served, work)
    served.start()
    logger.info("Listening at http://%s:%s", *served.socket.getsockname()[:2])
    systemd.notify("READY=1")
    if seconds := systemd.watched_seconds(os.environ):
        gevent.spawn(systemd.keep_alive, seconds, gevent.sleep)
    working = gevent.spawn(work.run) if work else None
    served.serve_forever()
    if working:
        working.join(timeout=server.GRACE_SECONDS)  # what it has begun; it would be done again otherwise
    logger.info("Ended")


def _end(served: server.Server, work: Dispatcher | None) -> None:
    from widget_server.realtime.routes import LIVE

    systemd.notify("STOPPING=1")
    if work:
        work.stop.set()
    served.application.extensions[LIVE].close()  # sockets do not end by themselves
    served.drain()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
