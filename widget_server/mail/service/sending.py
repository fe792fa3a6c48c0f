"""Hand a message to the company's mail server. What only mail needs is imported here, when there is mail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from widget_server.core.errors import N_, Unavailable

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

TIMEOUT_SECONDS = 20.0  # for each step of the conversation
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
DOWN = N_("The mail server does not take mail at this moment: %(reason)s.")


class NoSuchAddress(Exception):
    """The mail server will never take mail for this address."""


def send(url: str, message: EmailMessage) -> None:
    """Send a message (RFC 5321). Raises Unavailable when it must be tried again, NoSuchAddress when it must not."""
    import smtplib

    try:
        with connected(url) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as fault:
        codes = {code for code, _ in fault.recipients.values()}
        if all(code >= 500 for code in codes):
            raise NoSuchAddress() from fault
        raise _down(f"{min(codes)} for the recipient") from fault
    except smtplib.SMTPResponseException as fault:
        raise _down(f"{fault.smtp_code} from the server") from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise _down(type(fault).__name__) from fault


@contextmanager
def connected(url: str) -> Iterator[smtplib.SMTP]:
    """Give a conversation with the server at `url`, signed in. Raises SMTPException, OSError.

    The server's place is the administrator's word: it may be any address, by exact host and port.
    """
    import smtplib
    import ssl

    parts = urlsplit(url)
    place = (parts.hostname or "", parts.port or PORTS[parts.scheme])
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS)
    try:
        if parts.scheme == "starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
    finally:
        _part(server)


def _part(server: smtplib.SMTP) -> None:
    """Say goodbye; a server that is gone already took what it took."""
    import smtplib

    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def _down(reason: str) -> Unavailable:
    fault = Unavailable("mail", DOWN)
    fault.detail["reason"] = reason
    return fault
