"""A mail server of the tests' own: a real one, on this machine, that can be down, or die with a mail in its hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.helpers.service import free_port


@dataclass
class MailServer:
    """Keeps what it takes. `answer` is said instead to each recipient, `dies` closes after a mail without a word."""

    port: int
    taken: list[EmailMessage] = field(default_factory=list)
    answer: str = ""
    dies: bool = False

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def subjects(self) -> list[str]:
        """What the mails it took are about."""
        return [str(message["Subject"]) for message in self.taken]

    @property
    def ids(self) -> set[str]:
        """The different mails it took."""
        return {str(message["Message-ID"]) for message in self.taken}

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Take a recipient, or not."""
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        """Keep a mail."""
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        if self.dies:
            server.transport.abort()
        return "250 OK"

    @contextmanager
    def up(self) -> Iterator[MailServer]:
        """Take mail during the block."""
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


def mail_server() -> MailServer:
    """Give a server that is not up yet."""
    return MailServer(free_port())


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Give a body of a mail."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())
