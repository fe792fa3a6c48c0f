"""/embed over HTTP: open to every origin, without cookies. And the conversation as a page of its own, for frames."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, send_file
from flask_babel import get_locale

from widget_server.assets import service
from widget_server.assets.models import Asset
from widget_server.sites.service import find_site, is_registered, origins_of, url_origin
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = Blueprint("assets", __name__, url_prefix="/embed", template_folder="templates")
WIDGETS = ("thread", "like", "count")
LOADER_SECONDS = 300  # how long an upgrade may wait in browsers
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob: https:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types weerklank; "
    "frame-ancestors 'self' {origins}"
)
FRAME_ATTRIBUTES = {
    "page": "page",
    "group": "group",
    "page-title": "page-title",
    "url": "url",
    "lang": "lang",
    "theme": "theme",
    "sort": "sort",
}


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Let every origin read, and nobody guess media types."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.get("/weerklank.js")
def get_loader() -> Response:
    """Give the one script a page names."""
    found = service.find_loader(_accepted())
    return _send(found, f"public, max-age={LOADER_SECONDS}" if found and service.built_version() else ASK_AGAIN)


@blueprint.get("/src/<part>/<name>")
def get_source(part: str, name: str) -> Response:
    """Give a module as it is written."""
    return _send(service.find_source(part, name), ASK_AGAIN)


@blueprint.get("/<version>/<name>")
def get_built(version: str, name: str) -> Response:
    """Give a built file, good for ever under its version."""
    found = service.find_built(version, name, _accepted())
    return _send(found, FOREVER if found and found.immutable else ASK_AGAIN)


@blueprint.get("/frame.js")
@blueprint.get("/frame.css")
def get_frame_file() -> Response:
    """Give the script or the style of the frame's page."""
    return _send(service.find_frame(request.path.rsplit("/", 1)[1], _accepted()), ASK_AGAIN)


@blueprint.get("/status")
def get_status() -> Response:
    """Say why a widget gets no answer: for whoever builds the page. A page of ours sends no Origin here."""
    site, origin = find_site(request.args.get("site", "")), request.headers.get("Origin")
    if site is None:
        status = "unknown_site"
    elif origin is None or origin == url_origin(settings().public_url) or is_registered(site.id, origin):
        status = "ok"
    else:
        status = "origin_not_registered"
    response = answer({"status": status})
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/frame/<widget>")
def get_frame(widget: str) -> Response:
    """Give a widget as a page, for hosts that allow no script; only pages of its site may frame it.

    A conversation may be that of a `group` instead.
    """
    site = find_site(request.args.get("site", ""))
    about = "group" if widget == "thread" and request.args.get("group") else "page"
    if widget not in WIDGETS or site is None or not request.args.get(about):
        abort(404)
    given = {name: request.args[key] for name, key in FRAME_ATTRIBUTES.items() if request.args.get(key)}
    origins = origins_of(site.key)
    given = {"url": _address(origins), "page-title": request.args[about]} | given
    body = render_template(
        "assets/frame.html",
        widget=widget,
        site=site.key,
        attributes=given,
        lang=given.get("lang") or str(get_locale() or site.locale),
    )
    response = Response(body)
    response.headers["Content-Security-Policy"] = FRAME_POLICY.format(origins=" ".join(origins))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _address(origins: list[str]) -> str:
    """Give what is known of the page around a frame that does not say: its referrer, else the start of its site."""
    told = request.referrer or ""
    return told if url_origin(told) in origins else "".join(f"{origin}/" for origin in origins[:1])


def _accepted() -> frozenset[str]:
    return frozenset(name for name, quality in request.accept_encodings if quality > 0)


def _send(found: Asset | None, cache: str) -> Response:
    """Send a file, or 304 where the browser has it. Raises 404 for none."""
    if found is None:
        abort(404)
    response = send_file(found.path, mimetype=found.media_type, conditional=True, etag=True)
    response.headers["Cache-Control"] = cache
    response.vary.add("Accept-Encoding")
    if found.encoding:
        response.headers["Content-Encoding"] = found.encoding
    return response
