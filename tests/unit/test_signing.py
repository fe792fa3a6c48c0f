"""Signatures of calls to a bucket, beside the examples that Amazon prints (S3 API Reference, header authentication)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from widget_server.files.service.bucket import NOTHING, Keys, signed

SOME_TIME = datetime(2013, 5, 24, tzinfo=UTC)
EXAMPLE = Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")


@pytest.mark.parametrize(
    ("query", "signature"),
    [
        ("lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)
def test_a_signature_is_the_one_that_amazon_prints(query: str, signature: str) -> None:
    said = signed("GET", f"examplebucket.s3.amazonaws.com/?{query}", NOTHING, EXAMPLE, SOME_TIME)
    assert said["Authorization"].endswith(f"Signature={signature}")


def test_it_names_the_key_its_scope_and_what_is_signed() -> None:
    said = signed("GET", "bucket.example.com/files/aa/name", NOTHING, EXAMPLE, SOME_TIME)
    before, _, _ = said["Authorization"].rpartition("=")
    assert said["x-amz-date"] == "20130524T000000Z"
    assert before == (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature"
    )
