"""The one error tree. Raised in services; `web.errors` alone turns a Refusal into an answer.

Refusal
├── Malformed 400 · WrongMedia 415 · TooLarge 413
├── NotSignedIn 401 · NotAllowed 403       readable, not yours to change
├── Missing 404                            absent, or you may not know that it exists: the same words
├── Invalid 422                            errors: {field: [text]}
├── Conflict 409 · Stale 412
├── TooMany 429                            retry_after_seconds
└── Unavailable 503                        a neighbour (issuer, mail, Redis) failed; `neighbour` says which,
                                           retry_after_seconds when to come back, if that is known
"""

from __future__ import annotations

from typing import Any


def N_(text: str) -> str:  # noqa: N802 - the marker that gettext's tools look for
    """Mark `text` for the catalogues; it is translated where it is answered, in the reader's language."""
    return text


class Refusal(Exception):
    """A request that is answered with a problem: `code` for programs, `message` for a person to act on.

    `message` is marked with N_() and may hold %(name)s places, filled from `detail` after translation.
    """

    status = 400
    code = "malformed"
    retry_after_seconds: int | None = None
    message = N_("This request could not be read.")

    def __init__(self, message: str | None = None, *, code: str | None = None, **detail: Any) -> None:
        self.message = message or type(self).message
        self.code = code or type(self).code
        self.detail = detail
        super().__init__(f"{self.code}: {self.message}")


class Malformed(Refusal):
    """The body, or the request line, is not what it says it is (400)."""


class WrongMedia(Refusal):
    """The content type is not one that this address reads (415)."""

    status, code = 415, "media_type"
    message = N_("Send this as application/json.")


class TooLarge(Refusal):
    """The body is larger than 1 MB (413)."""

    status, code = 413, "too_large"
    message = N_("This is more than 1 MB. Send less at a time.")


class NotSignedIn(Refusal):
    """No token, or one that is dead (401)."""

    status, code = 401, "sign_in_needed"
    message = N_("Sign in to read and answer.")


class NotAllowed(Refusal):
    """Readable, but not yours to change (403)."""

    status, code = 403, "not_allowed"
    message = N_("You may read this, but not change it.")


class Missing(Refusal):
    """Absent, or not for this reader to know about: the same words (404)."""

    status, code = 404, "missing"
    message = N_("This is not here, or not for you to see.")


class Invalid(Refusal):
    """Fields at fault (422); `errors` is {field: [message, …]}, messages marked like `message`."""

    status, code = 422, "invalid"
    message = N_("Something in this cannot be accepted.")

    def __init__(
        self,
        message: str | None = None,
        *,
        errors: dict[str, list[str]] | None = None,
        code: str | None = None,
        **detail: Any,
    ) -> None:
        super().__init__(message, code=code, **detail)
        self.errors = errors or {}


class Conflict(Refusal):
    """It stands already, or differently (409)."""

    status, code = 409, "conflict"
    message = N_("This was done already, in another way.")


class Stale(Refusal):
    """Somebody changed it since it was read (412)."""

    status, code = 412, "stale"
    message = N_("This was changed in the meantime. Look at the newest version, then try again.")


class TooMany(Refusal):
    """Too much in too short a time (429)."""

    status, code = 429, "too_many"
    message = N_("That is a lot in a short time. Try again in %(retry_after_seconds)s seconds.")

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(retry_after_seconds=retry_after_seconds)
        self.retry_after_seconds = retry_after_seconds


class Unavailable(Refusal):
    """A neighbour failed, or has too much to do (503); `neighbour` says which."""

    status, code = 503, "unavailable"
    message = N_("%(neighbour)s cannot be reached at this moment. Try again in a minute.")

    def __init__(self, neighbour: str, message: str | None = None, retry_after_seconds: int | None = None) -> None:
        super().__init__(message, neighbour=neighbour, retry_after_seconds=retry_after_seconds)
        self.neighbour, self.retry_after_seconds = neighbour, retry_after_seconds
