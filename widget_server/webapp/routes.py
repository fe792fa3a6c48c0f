"""/app over HTTP: one page for every address below it, its manifest and its service worker."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext

from widget_server import __version__
from widget_server.assets.service import built_version
from widget_server.core.errors import Missing
from widget_server.db import session
from widget_server.sessions.routes.views import page
from widget_server.web.locale import reader_locale
from widget_server.webapp import service

blueprint = Blueprint(
    "webapp",
    __name__,
    url_prefix=service.START,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)
# Images: files that were attached come as blobs, photos may stand at the identity provider.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob: https:; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types weerklank weerklank-app"
)
# A worker's own policy rules what it fetches.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
KEPT = ("app.css", "app.js", "icon-192.png")  # what the frame of the page needs without a network


@blueprint.get("")
@blueprint.get("/t/<object_id>")
def get_page(object_id: str = "") -> Response:
    """Give the page of the app: the same at every address, naming the site only. Its script reads what to show."""
    given = request.args.get("site")
    try:
        site = service.site_of(given)
    except Missing as fault:
        return page("message.html", fault.status, title=gettext("This page is not here"), words=gettext(fault.message))
    body = render_template("webapp/app.html", site=site, given=given, locale=reader_locale(), **_shown())
    session().rollback()
    response = _answer(body, "text/html; charset=utf-8", POLICY)
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"  # it opens one, to sign in
    return response


@blueprint.get("/manifest.webmanifest")
def get_manifest() -> Response:
    """Give the manifest, in the language of the page that asks."""
    data = service.manifest(service.site_of(request.args.get("site")), reader_locale(), gettext)
    session().rollback()
    return _answer(orjson.dumps(data), "application/manifest+json")


@blueprint.get("/sw.js")
def get_worker() -> Response:
    """Give the service worker; it is another one after every upgrade of the service or of the widgets."""
    found = built_version()
    own = {
        "version": f"{__version__}-{found or 'source'}",
        "embed": f"/embed/{found}/" if found else None,
        "shell": [f"{service.START}/static/{name}?v={__version__}" for name in KEPT],
    }
    with blueprint.open_resource("static/sw.js", "r", "utf-8") as file:
        text = file.read()
    response = _answer(f"const OWN = {orjson.dumps(own).decode()};\n{text}", "text/javascript", WORKER_POLICY)
    response.headers["Service-Worker-Allowed"] = service.START
    return response


def _shown() -> dict[str, Any]:
    return {"version": __version__, "colours": service.COLOURS}


def _answer(body: str | bytes, media_type: str, policy: str = "") -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = media_type
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = reader_locale()
    response.vary.add("Accept-Language")
    if policy:
        response.headers["Content-Security-Policy"] = policy
    return response
