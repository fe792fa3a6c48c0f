"""Certificates for https on names of this machine, by an authority of the tests' own."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of Weerklank's tests")])
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM: the authority, the certificate that it gave to `names` and to 127.0.0.1, and the key to that."""

    names: tuple[str, ...]
    authority: Path
    certificate: Path
    key: Path

    def server(self) -> ssl.SSLContext:
        """Give what a server of ours listens with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def client(self) -> ssl.SSLContext:
        """Give what a caller checks with: this authority, and no other."""
        return ssl.create_default_context(cafile=str(self.authority))

    def words(self) -> list[str]:
        """Give the words with which `weerklank serve` listens with the certificate."""
        return ["--certificate", str(self.certificate), "--key", str(self.key)]

    def environment(self) -> dict[str, str]:
        """Give the environment in which a process trusts the authority."""
        return {"SSL_CERT_FILE": str(self.authority)}


def certify(folder: Path, *names: str) -> Certificates:
    """Write an authority and its certificate for `names` into `folder`."""
    ours, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    found = Certificates(names, *(folder / f"{each}.pem" for each in ("authority", "certificate", "key")))
    said = [x509.DNSName(name) for name in names] + [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    authority = _draft(AUTHORITY, ours).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    certificate = (
        _draft(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])]), theirs)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(said), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    for path, draft in ((found.authority, authority), (found.certificate, certificate)):
        path.write_bytes(draft.sign(ours, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    found.key.write_bytes(theirs.private_bytes(*plain))
    return found


def _draft(subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return x509.CertificateBuilder(
        AUTHORITY, subject, key.public_key(), x509.random_serial_number(), now - DAY, now + 30 * DAY
    )
