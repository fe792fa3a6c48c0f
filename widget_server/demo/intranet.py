"""The demo intranet: `python -m widget_server.demo.intranet`. Another origin than the service, as in real life.

Static pages, this machine only. It shares nothing with the service but the address that it writes into its pages.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from widget_server.demo import dates, places
from widget_server.demo.pages import MAIN_LANGUAGE, Host, Intranet

HOST_NAME = "intranet.localhost"
PORT = 8080
SERVICE = "http://weerklank.localhost:8000"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8"}
PAGE_PATH = re.compile(r"/(nl|en)/([a-z-]+)/?")


class Handler(BaseHTTPRequestHandler):
    """Answers one request: a page, a file of `static/`, or the way to a page in the reader's language."""

    server_version = "intranet"
    protocol_version = "HTTP/1.1"
    intranet: Intranet
    policy: str

    def do_GET(self) -> None:
        """Answer with the page, the file, or a redirect."""
        path = self.path.partition("?")[0]
        in_language = PAGE_PATH.fullmatch(path)
        if path.startswith("/static/"):
            self._send_file(path.removeprefix("/static/"))
        elif in_language and in_language[2] in self.intranet.ids():
            self._send_page(self.intranet.render(in_language[2], in_language[1]), lang=in_language[1])
        elif path.strip("/") in ("", "nl", "en", *self.intranet.ids()):
            self._redirect(path.strip("/"))
        else:
            lang = in_language[1] if in_language else self._reader_language()
            self._send_page(self.intranet.render_missing(lang), lang=lang, status=HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - http.server finds methods by these names

    def log_message(self, *args: Any) -> None:
        """Say nothing: the terminal belongs to the addresses that `make run` printed."""

    def _redirect(self, name: str) -> None:
        lang = name if name in dates.LANGUAGES else self._reader_language()
        page_id = name if name in self.intranet.ids() else "welcome"
        self._send(HTTPStatus.FOUND, b"", {"Location": f"/{lang}/{page_id}", "Vary": "Accept-Language, Cookie"})

    def _reader_language(self) -> str:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("lang")
        if cookie and cookie.value in dates.LANGUAGES:
            return cookie.value
        wanted = re.findall(r"\b(nl|en)\b", self.headers.get("Accept-Language", ""))
        return wanted[0] if wanted else MAIN_LANGUAGE

    def _send_page(self, html: str, *, lang: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": lang,
            "Content-Security-Policy": self.policy,
            "Set-Cookie": f"lang={lang}; Path=/; Max-Age=31536000; SameSite=Lax",
            "Cache-Control": "no-cache",
        }
        self._send(status, html.encode(), headers)

    def _send_file(self, name: str) -> None:
        folder = places.intranet() / "static"
        file = folder / name
        if file.parent != folder or not file.is_file():
            self._send(HTTPStatus.NOT_FOUND, b"", {})
            return
        kind = TYPES.get(file.suffix, "application/octet-stream")
        self._send(HTTPStatus.OK, file.read_bytes(), {"Content-Type": kind, "Cache-Control": "max-age=60"})

    def _send(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "X-Content-Type-Options": "nosniff"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """One thread a request; a second `make run` beside the first is refused instead of half working."""

    daemon_threads = True
    request_queue_size = 64


def serve(host: Host, address: str, port: int) -> Server:
    """Give a listening server; the caller runs it. Raises OSError when the port is taken."""
    bound = type("BoundHandler", (Handler,), {"intranet": Intranet(host), "policy": _policy(host.service)})
    return Server((address, port), bound)


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted; give the exit status."""
    options = _parse(argv)
    if options.host not in LOOPBACK:
        print("The demo intranet serves this machine only: HOST must be 127.0.0.1.", file=sys.stderr)
        return 2
    host = Host(f"http://{HOST_NAME}:{options.port}", options.service, options.built_on)
    try:
        server = serve(host, options.host, options.port)
    except places.NoExamples as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The demo intranet stands at {host.origin}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
    return 0


def _policy(service: str) -> str:
    """Give a strict content security policy: the widgets need their own origin, its socket, blobs."""
    socket = service.replace("http", "ws", 1)
    return (
        f"default-src 'self'; script-src 'self' {service}; connect-src 'self' {service} {socket}; "
        f"img-src 'self' {service} data: blob:; frame-src {service}; style-src 'self'; "
        "object-src 'none'; base-uri 'none'"
    )


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m widget_server.demo.intranet", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--host", default=LOOPBACK[0])
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--service", default=SERVICE, help="address of the service, as browsers see it")
    parser.add_argument("--built-on", type=date.fromisoformat, default=dates.today(), help="day the demo was built")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
