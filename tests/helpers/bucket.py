"""A store that speaks S3, from npm."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers import npm
from tests.helpers.service import free_port, is_listening, until

SOURCE = Path(__file__).parents[1] / "process" / "bucket"
KEY = "S3RVER"  # name and secret of the only account it has


@contextmanager
def running(folder: Path, bucket: str) -> Iterator[dict[str, str]]:
    """Give the settings that name a bucket, for the block; what it holds lies in `folder`."""
    port = free_port()
    program = npm.installed(SOURCE) / "node_modules" / "s3rver" / "bin" / "s3rver.js"
    words = ["node", str(program), "--directory", str(folder), "--address", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen([*words, "--silent", "--no-vhost-buckets", "--configure-bucket", bucket])
    try:
        until(lambda: is_listening(port), "the store answers")
        yield {
            "s3_endpoint": f"http://127.0.0.1:{port}",
            "s3_bucket": bucket,
            "s3_access_key": KEY,
            "s3_secret_key": KEY,
        }
    finally:
        process.terminate()
        process.wait()
