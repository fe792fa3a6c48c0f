"""What is wrong with mail, for `weerklank doctor`."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit

from widget_server.core.settings import Settings
from widget_server.mail.service.sending import connected
from widget_server.sessions.service.doctor import Finding

CHECK = "mail"


def examine(settings: Settings) -> Finding:
    """Look whether the mail server answers, and takes the sign-in; sends nothing."""
    import smtplib

    if not settings.smtp_url:
        return Finding(CHECK, True, "No mail server is configured: nobody is mailed.")
    parts = urlsplit(settings.smtp_url)
    where = f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"
    try:
        with connected(settings.smtp_url) as server:
            server.noop()
    except smtplib.SMTPAuthenticationError:
        todo = "Mend the name and the password in WEERKLANK_SMTP_URL; signs like @ and : are written as %40 and %3A."
        return Finding(CHECK, False, f"{where} refuses the sign-in.", todo)
    except ssl.SSLError as error:
        todo = "Let this machine trust the server's certificate; starttls:// speaks TLS on 587, smtps:// on 465."
        return Finding(CHECK, False, f"{where}: TLS fails ({error.reason or error}).", todo)
    except (smtplib.SMTPException, OSError) as error:
        todo = "Check WEERKLANK_SMTP_URL, that the server runs, and that it takes mail from this machine."
        return Finding(CHECK, False, f"{where} does not answer: {error}.", todo)
    if not settings.mail_from:
        todo = "Set WEERKLANK_MAIL_FROM to an address that the server may send from."
        return Finding(CHECK, False, f"{where} answers, but mail comes from nobody.", todo)
    return Finding(CHECK, True, f"{where} answers. Try a mail: weerklank mail test --to SOMEBODY")
