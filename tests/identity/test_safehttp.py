"""The one way out: which addresses may be called, and that the one that was checked is the one that is called."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from widget_server.core import addresses, safehttp

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::",
    "2001:0:a00:1::f5ff:fffe",
    "2001:db8::1",
    "localhost",
    "rubbish",
    "",
]
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_taken(address: str) -> None:
    assert addresses.is_public(address)


def resolving(*found: str) -> Any:
    """Give a name server that answers `found` to everything."""
    return lambda _host, port, *_args, **_kwargs: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, port)) for at in found
    ]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolving("1.1.1.1", "10.0.0.1"))
    with pytest.raises(addresses.Blocked, match=r"10\.0\.0\.1"):
        addresses.checked_addresses("two.example", 443)


def test_an_exception_is_for_its_exact_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolving("10.0.0.1"))
    assert addresses.checked_addresses("idp.example", 443, ["idp.example:443"]) == ["10.0.0.1"]
    for host, port in (("idp.example", 8443), ("x.idp.example", 443), ("idp.example.evil", 443)):
        with pytest.raises(addresses.Blocked):
            addresses.checked_addresses(host, port, ["idp.example:443"])


@pytest.mark.parametrize("host", ["localhost", "weerklank.localhost", "a.b.LOCALHOST", "localhost."])
def test_names_below_localhost_are_this_machine(host: str) -> None:
    assert addresses.checked_addresses(host, 80, [f"{host.lower()}:80"]) == ["127.0.0.1", "::1"]
    with pytest.raises(addresses.Blocked):
        addresses.checked_addresses(host, 80)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://idp.example/x", "idp.example:443"),
        ("http://IDP.example", "idp.example:80"),
        ("http://[::1]:8000/x", "::1:8000"),
        ("ftp://x", ""),
        ("https://x:99999", ""),
        ("", ""),
    ],
)
def test_host_and_port_are_written_in_one_way(url: str, written: str) -> None:
    assert safehttp.host_port(url) == written


class Echo(http.server.BaseHTTPRequestHandler):
    """Says back what it was asked."""

    def do_GET(self) -> None:
        """Answer with the Host header, or at /who with the password that came along."""
        body = str(self.headers["Authorization" if "who" in self.path else "Host"]).encode()
        self.send_response(302 if "away" in self.path else 200)
        for name, value in {"Location": "http://169.254.169.254/", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_the_checked_address_is_called_by_the_name_that_was_asked(echo: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def once(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return resolving("127.0.0.1")(host, *args)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", once)
    session = safehttp.new_session([f"idp.example:{echo}"])
    assert session.get(f"http://idp.example:{echo}/x").text == f"idp.example:{echo}"
    assert asked.count("idp.example") == 1  # a second answer, of another address, would have no effect


def test_a_private_server_is_not_called(echo: int) -> None:
    with pytest.raises(OSError, match="not an address of the public internet"):
        safehttp.new_session().get(f"http://127.0.0.1:{echo}/")


def test_a_redirect_is_not_followed(echo: int) -> None:
    with pytest.raises(safehttp.Redirected) as caught:
        safehttp.new_session([f"127.0.0.1:{echo}"]).get(f"http://127.0.0.1:{echo}/away", allow_redirects=True)
    assert caught.value.location == "http://169.254.169.254/"


def test_a_proxy_of_the_environment_is_not_asked(echo: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    session = safehttp.new_session([f"127.0.0.1:{echo}"])
    assert session.get(f"http://127.0.0.1:{echo}/", proxies={"http": "http://127.0.0.1:9"}).status_code == 200


def test_no_password_of_the_machine_goes_along(echo: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login service password geheim")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert safehttp.new_session([f"127.0.0.1:{echo}"]).get(f"http://127.0.0.1:{echo}/who").text == "None"


def test_a_schema_that_is_not_http_goes_nowhere() -> None:
    for url in ("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"):
        with pytest.raises(OSError, match="No connection adapters"):
            safehttp.new_session().get(url)


def test_a_certificate_is_verified_by_the_name_and_cannot_be_waved_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import subprocess

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    words += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=idp.localhost"]
    subprocess.run([*words, "-addext", "subjectAltName=DNS:idp.localhost"], check=True, capture_output=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    excepted = [f"idp.localhost:{port}", f"other.localhost:{port}"]
    try:
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            safehttp.new_session(excepted).get(f"https://idp.localhost:{port}/", verify=False)
        from widget_server.core import safeadapter

        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(safeadapter, "_trust", lambda: trusting)
        session = safehttp.new_session(excepted)
        assert session.get(f"https://idp.localhost:{port}/").text == f"idp.localhost:{port}"
        with pytest.raises(OSError, match=r"doesn't match|Hostname mismatch"):
            session.get(f"https://other.localhost:{port}/")
    finally:
        server.shutdown()
        server.server_close()
