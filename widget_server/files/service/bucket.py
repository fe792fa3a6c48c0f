"""A bucket of a store that speaks S3, as a place for the bytes of files: Amazon's, MinIO, Ceph, Garage.

Three calls and their signatures need no library: boto3 brings a model of all of Amazon, smaller ones hold a whole file
in memory or bring a client of their own, past `safehttp`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from widget_server.core import clock, safehttp
from widget_server.files.policy import MAX_BYTES
from widget_server.files.service.stores import CHUNK_BYTES, place_of

TIMEOUT_SECONDS = 30.0
NOTHING = hashlib.sha256(b"").hexdigest()
SIGNED = "host;x-amz-content-sha256;x-amz-date"
USUAL_PORTS = {"https": ":443", "http": ":80"}


@dataclass(frozen=True, slots=True)
class Keys:
    """By what a store knows us, and for which region."""

    access: str
    secret: str
    region: str


class Bucket:
    """A bucket; its address is `endpoint/bucket` (path style, which all of them answer to)."""

    def __init__(self, endpoint: str, bucket: str, keys: Keys) -> None:
        parts = urlsplit(endpoint)
        self.host = parts.netloc.removesuffix(USUAL_PORTS[parts.scheme])
        self.root, self.path, self.keys = f"{parts.scheme}://{parts.netloc}", f"/{bucket}", keys
        limits = safehttp.Limits(TIMEOUT_SECONDS, MAX_BYTES, in_pieces=True)
        self._session = safehttp.new_session([safehttp.host_port(endpoint)], limits)

    def put(self, name: str, source: Path) -> None:
        """Keep what a file holds: read twice, for its digest and for the way, never held whole."""
        with source.open("rb") as body:
            digest = hashlib.file_digest(body, "sha256").hexdigest()
            body.seek(0)
            self._ask("PUT", name, digest, body if source.stat().st_size else b"").close()

    def read(self, name: str) -> Iterator[bytes]:
        """Give the bytes in pieces."""
        return _pieces(self._ask("GET", name))

    def delete(self, name: str) -> None:
        """Delete it; of one that is not there, a store says the same."""
        self._ask("DELETE", name).close()

    def _ask(self, method: str, name: str, digest: str = NOTHING, body: object = None) -> Any:
        path = f"{self.path}/{place_of(name)}"
        headers = {"Host": self.host, **signed(method, self.host + path, digest, self.keys)}
        answer = self._session.request(method, self.root + path, data=body, headers=headers, stream=True)  # type: ignore[arg-type]
        if answer.status_code >= 300:
            raise OSError(f"the bucket answered {answer.status_code}")
        return answer


def signed(method: str, address: str, digest: str, keys: Keys, at: datetime | None = None) -> dict[str, str]:
    """Give the headers that sign a request, `address` its host, path and query (AWS Signature Version 4).

    "Authenticating Requests: Using the Authorization Header", Amazon S3 API Reference. Nothing of ours needs encoding.
    """
    moment = f"{at or clock.now():%Y%m%dT%H%M%SZ}"
    parts = urlsplit(f"//{address}")
    sent = f"host:{parts.netloc}\nx-amz-content-sha256:{digest}\nx-amz-date:{moment}\n"
    asked = "\n".join((method, parts.path, parts.query, sent, SIGNED, digest))
    scope = f"{moment[:8]}/{keys.region}/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    key = f"AWS4{keys.secret}".encode()
    for part in (*scope.split("/"), text):
        key = hmac.digest(key, part.encode(), "sha256")
    said = f"AWS4-HMAC-SHA256 Credential={keys.access}/{scope}, SignedHeaders={SIGNED}, Signature={key.hex()}"
    return {"x-amz-date": moment, "x-amz-content-sha256": digest, "Authorization": said}


def _pieces(answer: Any) -> Iterator[bytes]:
    with answer:
        yield from answer.iter_content(CHUNK_BYTES)
