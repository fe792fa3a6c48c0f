"""Files over HTTP: one file is one body, never a form, so that no form of another page reaches this."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import N_, Invalid, TooLarge, Unavailable, WrongMedia
from widget_server.db import session, transaction
from widget_server.files import schemas, service
from widget_server.files.policy import MAX_BYTES
from widget_server.files.service.keeping import look
from widget_server.files.tasks import store
from widget_server.web import api, limits
from widget_server.web.bodies import read_in_pieces, reads_own_body
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("files", "Files that are attached to what people write")
blueprint.before_request(signed_in)
BODY = "application/octet-stream"
UPLOADS_A_COMMENT = 4
NEEDED = N_("This is needed.")
SEND_BYTES = N_("Send the file itself, as application/octet-stream.")
TOO_LARGE = N_("This file is larger than 20 MB. Make it smaller, then try again.")
ANY_BYTES = {"content": {BODY: {"schema": {"type": "string", "format": "binary"}}}}


@blueprint.post("/files")
@blueprint.doc(requestBody={"required": True, **ANY_BYTES})
@blueprint.arguments(schemas.Named, location="query")
@blueprint.response(201, schemas.File)
@reads_own_body
def post_file() -> Response:
    """Upload a file, the body, to be attached to what one posts within a day. Images are made anew."""
    principal = reader()
    name = request.args.get("name")
    if not name:
        raise Invalid(errors={"name": [NEEDED]})
    if request.mimetype != BODY:
        raise WrongMedia(SEND_BYTES)
    limits.spend("uploads", settings().limit_comments * UPLOADS_A_COMMENT, principal.actor_id, principal.site_id)
    session().close()  # no connection to the database waits for a slow sender
    with tempfile.TemporaryDirectory(prefix="weerklank-") as folder:
        given = Path(folder) / "given"
        if not read_in_pieces(given, MAX_BYTES):
            raise TooLarge(TOO_LARGE)
        looked = look(given, name)
        try:
            with transaction():
                data = service.file_data(service.keep(principal, looked, store()))
        except OSError:
            raise Unavailable("file store") from None
    return answer(data, 201)


@blueprint.get("/files/<file_id>")
@blueprint.alt_response(200, content_type=BODY, schema={"type": "string", "format": "binary"}, success=True)
@blueprint.alt_response(304, description="The reader has it already")
def get_file(file_id: str) -> Response:
    """Read a file: images to be shown, documents to be kept."""
    file = service.get_file(reader(), file_id)
    etag = f'"{file.id}"'
    known = api.not_modified(etag)
    if known:
        return known
    try:
        pieces: Iterator[bytes] = store().read(file.id)
    except OSError:
        raise Unavailable("file store") from None
    response = Response(pieces, mimetype=file.media_type)
    response.headers.update(_manners(file) | {"ETag": etag})
    return response


@blueprint.delete("/files/<file_id>")
@blueprint.response(204)
def delete_file(file_id: str) -> Response:
    """Take back a file of one's own that is not posted yet."""
    principal = reader()
    with transaction():
        service.take_back(principal, file_id)
    return Response(status=204)


def _manners(file: Any) -> dict[str, str]:
    """Give the headers that keep a file from doing anything but be looked at, or kept (RFC 6266)."""
    how = "inline" if file.kind == "image" else "attachment"
    return {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Length": str(file.size_bytes),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cache-Control": "private, no-cache",
    }
