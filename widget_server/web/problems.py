"""Refusals as problem details (RFC 9457). The one place where errors become answers."""

from __future__ import annotations

import logging

import orjson
from flask import Flask, Response, g, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from widget_server.core.errors import N_, Invalid, Refusal, Unavailable
from widget_server.web.locale import reader_locale

log = logging.getLogger(__name__)

TITLES = {
    400: N_("Not understood"),
    401: N_("Sign in needed"),
    403: N_("Not allowed"),
    404: N_("Not here"),
    405: N_("Wrong method"),
    406: N_("Wrong format"),
    409: N_("Conflict"),
    412: N_("Changed meanwhile"),
    413: N_("Too large"),
    415: N_("Wrong content type"),
    422: N_("Cannot be accepted"),
    429: N_("Too many"),
    500: N_("Our mistake"),
    503: N_("Unavailable"),
}
CODES = {400: "malformed", 404: "missing", 405: "method", 406: "not_acceptable", 413: "too_large", 415: "media_type"}
SENTENCES = {
    400: N_("This request could not be read."),
    404: N_("This is not here, or not for you to see."),
    405: N_("This address does not take this method."),
    406: N_("This address does not speak that format."),
    413: N_("This is more than 1 MB. Send less at a time."),
    415: N_("Send this as application/json."),
    500: N_("Something went wrong on our side. It has been noted. Try again in a minute."),
}


def install(app: Flask) -> None:
    """Let `app` answer every error as a problem."""
    app.register_error_handler(Refusal, answer_refusal)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(Exception, answer_fault)


def answer_as_unavailable(app: Flask, neighbour: str, message: str, *errors: type[Exception]) -> None:
    """Let `app` answer `errors` as Unavailable; the log has what went wrong."""

    def answer(error: Exception) -> Response:
        log.error("neighbour_failed", exc_info=error)
        return answer_refusal(Unavailable(neighbour, message))

    for each in errors:
        app.register_error_handler(each, answer)


def answer_refusal(refusal: Refusal) -> Response:
    """Give the problem of a Refusal, in the reader's language."""
    extra = {key: value for key, value in refusal.detail.items() if key.startswith("site_")}
    if isinstance(refusal, Invalid) and refusal.errors:
        extra["errors"] = {
            name: [_translated(message, refusal.detail) for message in messages]
            for name, messages in refusal.errors.items()
        }
    response = problem(refusal.status, refusal.code, _translated(refusal.message, refusal.detail), extra)
    if refusal.retry_after_seconds:
        response.headers["Retry-After"] = str(refusal.retry_after_seconds)
    if isinstance(refusal, Unavailable):
        log.warning("neighbour_unavailable", extra={"neighbour": refusal.neighbour})
    return response


def answer_http_error(error: HTTPException) -> Response:
    """Give the problem of an error that Flask or Werkzeug found."""
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response()  # type: ignore[return-value]
    sentence = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    response = problem(status, CODES.get(status, "malformed"), gettext(sentence))
    valid = getattr(error, "valid_methods", None)
    if valid:
        response.headers["Allow"] = ", ".join(valid)
    return response


def answer_fault(error: Exception) -> Response:
    """Give the problem of a fault of ours; the log has the rest."""
    log.exception("fault", exc_info=error)
    return problem(500, "fault", gettext(SENTENCES[500]))


def problem(status: int, code: str, detail: str, extra: dict | None = None) -> Response:
    """Give a problem answer (RFC 9457); `type` is an address of our documentation."""
    body = {
        "type": f"{request.host_url}problems/{code}",
        "title": gettext(TITLES.get(status, TITLES[400])),
        "status": status,
        "code": code,
        "detail": detail,
        **(extra or {}),
        "request_id": g.get("request_id"),
    }
    response = Response(orjson.dumps(body), status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = reader_locale()
    return response


def _translated(message: str, detail: dict) -> str:
    text = gettext(message)
    return text % detail if "%(" in text else text
