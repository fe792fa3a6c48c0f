"""Real processes of sign-in: the service as an operator runs it, the provider from npm, and people on its pages."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from tests.helpers import npm, service
from tests.helpers.provider import answering
from tests.helpers.service import Service, free_port, run
from tests.identity.walk import Answer, Jar, over_http

PROVIDER = Path(__file__).with_name("provider")
SECRET = "s3cret-of-the-tests"


@contextmanager
def provider(port: int, service_url: str) -> Iterator[str]:
    """Start the provider from npm for the service at `service_url`; gives its issuer."""
    issuer = f"http://127.0.0.1:{port}"
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = ["node", "server.mjs", str(port), service_url]
    with answering(command, f"{issuer}/.well-known/openid-configuration", cwd=npm.installed(PROVIDER), **silent):
        yield issuer


@contextmanager
def serving(data: Path, port: int, **settings: str) -> Iterator[Service]:
    """Start the service on `port`, its site `intranet` set up."""
    made = run(
        "site", "add", "intranet", "De Vries BV", "--origin", "http://intranet.localhost:8080", data=data, **settings
    )
    assert made.returncode == 0, made.stderr
    taken, service.free_port = service.free_port, lambda: port
    try:
        with service.serving(data, **settings) as running:
            yield running
    finally:
        service.free_port = taken


def settings_of(port: int, issuer: str, host: str = "127.0.0.1") -> dict[str, str]:
    """Give the settings of a service on `port` that signs in at `issuer`."""
    return {
        "public_url": f"http://{host}:{port}",
        "oidc_issuer": issuer,
        "oidc_client_id": "weerklank",
        "oidc_client_secret": SECRET,
    }


@dataclass
class Person:
    """Somebody with a browser at the npm provider, who fills in its pages; signed in there, it asks no more."""

    login: str
    jar: Jar = field(default_factory=Jar)
    pages: list[str] = field(default_factory=list)

    def __call__(self, url: str) -> str:
        """Do what the pages ask; give the address of the service that they lead to."""
        home = urlsplit(url).netloc
        answer = self._get(url)
        for _ in range(12):
            if 300 <= answer.status < 400:
                url = urljoin(url, answer.leads_to)
                if urlsplit(url).netloc != home:
                    return url
                answer = self._get(url)
            else:
                url, answer = self._fill_in(url, answer)
        raise AssertionError(f"No way out of the provider's pages: {answer.text}")

    def _fill_in(self, url: str, page: Answer) -> tuple[str, Answer]:
        assert page.status == 200, (page.status, page.text)
        self.pages.append(page.text)
        action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        assert action, page.text
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        if 'name="login"' in page.text:
            fields |= {"login": self.login, "password": "x"}
        if 'value="yes"' in page.text:
            fields |= {"logout": "yes"}
        target = urljoin(url, html.unescape(action[1]))
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | self.jar.header()
        return target, self.jar.keep(over_http("POST", target, urlencode(fields), sent))

    def _get(self, url: str) -> Answer:
        return self.jar.keep(over_http("GET", url, None, self.jar.header()))


__all__ = ["Person", "free_port", "provider", "serving", "settings_of"]
