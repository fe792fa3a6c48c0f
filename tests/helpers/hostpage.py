"""An intranet of the tests' own: pages with widgets, each with one hazard that real hosts have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from tests.helpers.certificates import Certificates

SNIPPETS = Path(__file__).parents[2] / "examples" / "snippets"
THREAD = '<weerklank-thread page="{page}" page-title="Travel costs"></weerklank-thread>'
LIKE = '<weerklank-like page="{page}" page-title="Travel costs"></weerklank-like>'
COUNT = '<weerklank-count page="{page}" page-title="Travel costs"></weerklank-count>'
BELL = "<header><weerklank-bell title-count></weerklank-bell></header>"
FEED = '<weerklank-feed page="{page}" page-title="Travel costs" heading-level="2"></weerklank-feed>'
FOLLOW = '<weerklank-follow page="{page}" page-title="Travel costs"></weerklank-follow>'
GROUP = '<weerklank-thread group="{page}"></weerklank-thread>'
RESET = (
    "<style>*,*::before,*::after{all:unset;display:revert} button,textarea{display:none!important}"
    " div{position:absolute;left:-9999px} ol,li,article{visibility:hidden!important;font-size:0}</style>"
)
PROTOTYPE = (
    "<script>Array.prototype.toJSON=function(){return '['+[].join.call(this)+']'};Object.prototype.extra='x';"
    "Array.prototype.last=function(){return this[this.length-1]};</script>"
)
UNHIDE = (
    "<script>function reveal(){document.getElementById('tab').hidden=false}</script>"
    "<button onclick='reveal()'>Open tab</button>"
)
NAVIGATE = (
    "<script>function go(){history.pushState({},'','/plain?page={page}-next');"
    "document.getElementById('view').innerHTML='<weerklank-thread page=\"{page}-next\"></weerklank-thread>'}</script>"
    "<button onclick='go()'>Next page</button>"
)
# Names that the page's own elements take from the window, a language as many a CMS writes it.
NAMED = '<img name="currentScript" src="/embed/weerklank.js"><div id="weerklank"></div>'
THEME = (
    "<style>:root{--weerklank-accent:rgb(160,20,90);--weerklank-text:rgb(20,30,40);--weerklank-muted:rgb(80,90,100);"
    "--weerklank-soft:rgb(240,230,235);--weerklank-line:rgb(200,180,190);--weerklank-card:rgb(255,250,252);"
    "--weerklank-radius:3px;--weerklank-font:monospace;--weerklank-font-size:18px;--weerklank-space:30px}"
    "weerklank-thread::part(submit){text-transform:uppercase}</style>"
)
# Before anything is painted: what moves later is moved by us.
AT_ONCE = '<script src="{service}/embed/weerklank.js" data-site="intranet"></script>'
STRICT = (
    "default-src 'none'; script-src {service}; connect-src {service}; img-src {service}; style-src 'none'; "
    "base-uri 'none'"
)
# Keeps what nothing caught, for browsers whose driver does not tell.
WATCH = (
    "<script>window.faults=[];addEventListener('error',(event)=>faults.push(`${event.message}`));"
    "addEventListener('unhandledrejection',(event)=>faults.push(`${event.reason}`))</script>"
)
CUT_OFF = {"Cross-Origin-Opener-Policy": "same-origin"}
NO_SCRIPT = "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; frame-src {service}"
TRUSTED = "require-trusted-types-for 'script'; trusted-types weerklank"


@dataclass(frozen=True, slots=True)
class Kind:
    """A page: what stands in its body, and its headers; or one of the examples as it stands."""

    body: str = LIKE + COUNT + THREAD
    head: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    lang: str = "en"
    site: str = ""
    snippet: str = ""


KINDS = {
    "plain": Kind(),
    "dutch": Kind(lang="nl"),
    "coop": Kind(headers=CUT_OFF),
    "coop-dutch": Kind(headers=CUT_OFF, lang="nl"),
    "watched": Kind(head=WATCH),
    "watched-coop": Kind(head=WATCH, headers=CUT_OFF),
    "own": Kind(head=WATCH, site="own"),
    "unknown": Kind(site="nobody"),
    "unknown-dutch": Kind(site="nobody", lang="nl"),
    "strict": Kind(headers={"Content-Security-Policy": STRICT}),
    "trusted": Kind(headers={"Content-Security-Policy": TRUSTED}),
    "framed": Kind(snippet="frame.html", headers={"Content-Security-Policy": NO_SCRIPT}),
    "framed-high": Kind(snippet="frame-height.html"),
    "framed-briefly": Kind('<iframe src="{service}/embed/frame/thread?site=intranet&page={page}"></iframe>'),
    "reset": Kind(head=RESET),
    "prototype": Kind(head=PROTOTYPE),
    "named": Kind(head=NAMED, lang="en_GB"),
    "framed-group": Kind('<iframe src="{service}/embed/frame/thread?site=intranet&group={page}"></iframe>'),
    "followed": Kind(LIKE + COUNT + THREAD + "<footer>What the page ends with.</footer>", head=AT_ONCE),
    "themed": Kind(head=THEME),
    "light": Kind(THREAD.replace("<weerklank-thread", "<weerklank-thread theme='light'")),
    "hidden": Kind(f"{UNHIDE}<div id='tab' hidden>{THREAD}</div>"),
    "spa": Kind(f"{NAVIGATE}<div id='view'>{THREAD}</div>"),
    "follow": Kind(FOLLOW),
    "follow-dutch": Kind(f'<div style="width:280px">{FOLLOW}</div>', lang="nl"),
    "follow-talk": Kind(FOLLOW + THREAD),
    "follow-person": Kind("<weerklank-follow person='{page}'></weerklank-follow>"),
    "likes": Kind(LIKE + COUNT),
    "counts": Kind(COUNT + "<button onclick='weerklank.signIn()'>Sign in from the menu</button>"),
    "bell": Kind(BELL),
    "bell-dutch": Kind(BELL, lang="nl"),
    "belled": Kind(BELL + LIKE + COUNT + THREAD),
    "feed": Kind(FEED),
    "feeds": Kind(FEED + THREAD),
    "feeds-dutch": Kind(FEED + THREAD, lang="nl"),
    "start": Kind(BELL + FEED + THREAD),
    "group": Kind(GROUP),
    "group-dutch": Kind(GROUP, lang="nl"),
    "sidebar": Kind(f"<aside style='width:280px'>{FEED}</aside>{THREAD}"),
    "many": Kind(THREAD + (LIKE + COUNT) * 20),
    "bare": Kind(""),
}
COOKIES = {
    "/set": "loose=1; Path=/; Secure; SameSite=None",
    "/set-own": "own=1; Path=/; Secure; SameSite=None; Partitioned",
}


@dataclass(slots=True)
class Host:
    """The running intranet; every name below .localhost leads to it."""

    port: int
    service: str = ""
    site: str = "intranet"
    tls: Certificates | None = None

    @property
    def scheme(self) -> str:
        """How it is reached, and the service with it."""
        return "https" if self.tls else "http"

    def origin(self, name: str = "intranet.localhost") -> str:
        """Give its origin under a name."""
        return f"{self.scheme}://{name}:{self.port}"

    def url(self, kind: str, page: str, name: str = "intranet.localhost") -> str:
        """Give the address of a page of one of the kinds, with the conversation `page`."""
        return f"{self.origin(name)}/{kind}?page={page}"

    def html(self, kind: Kind, page: str) -> str:
        """Give a page as its CMS would print it."""
        if kind.snippet:
            return self._example(kind.snippet, page)
        source = f"{self.service}/embed/weerklank.js"
        script = f'<script async src="{source}" data-site="{kind.site or self.site}"></script>' if kind.body else ""
        body = f"<h1>Travel costs</h1><p>Hand them in before the tenth.</p>{kind.body}"
        text = (
            f'<!doctype html><html lang="{kind.lang}"><head><meta charset="utf-8"><title>Travel costs</title>'
            '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
            f"{kind.head}{script}</head><body>{body}</body></html>"
        )
        return text.replace("{page}", page).replace("{service}", self.service)

    def _example(self, name: str, page: str) -> str:
        text = (SNIPPETS / name).read_text("utf-8").replace("hr-handbook", page)
        ours = {"https://weerklank.example.com": self.service, "https://intranet.example.com": self.origin()}
        for theirs, own in ours.items():
            text = text.replace(theirs, own).replace(quote(theirs, safe=""), quote(own, safe=""))
        return text


@contextmanager
def hosting(tls: Certificates | None = None) -> Iterator[Host]:
    """Serve the intranet on a free port until the block ends; say `host.service` before a page is asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            kind = KINDS.get(parts.path[1:])
            if kind:
                headers = {name: value.format(service=host.service) for name, value in kind.headers.items()}
                text = host.html(kind, parse_qs(parts.query).get("page", [""])[0])
                return self._send(200, text, {"Content-Type": "text/html; charset=utf-8"} | headers)
            if parts.path in COOKIES:
                return self._send(200, "", self._open() | {"Set-Cookie": COOKIES[parts.path]})
            if parts.path == "/cookies":
                return self._send(200, self.headers.get("Cookie", ""), self._open())
            return self._send(404, "", {})

        def _open(self) -> dict[str, str]:
            origin = self.headers.get("Origin", "")
            return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"} if origin else {}

        def _send(self, status: int, text: str, headers: dict[str, str]) -> None:
            body = text.encode()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body)), "Cache-Control": "no-store"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing: a test fails by its assertions."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:  # shaking hands is for the thread of a connection: here it would hold up all others
        server.socket = tls.server().wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    host = Host(server.server_port, tls=tls)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
