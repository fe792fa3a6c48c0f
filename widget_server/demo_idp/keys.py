"""The key with which the demo's provider signs: made once, kept in the data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

KEY_FILE = "demo-idp-key.json"
ALGORITHM = "ES256"


def load(data: Path) -> Any:
    """Give the signing key, made on first use and readable by its owner only."""
    from joserfc.jwk import ECKey  # here: only a demo needs it, and only when somebody signs in

    file = data / KEY_FILE
    if file.is_file():
        return ECKey.import_key(json.loads(file.read_text("utf-8")))
    key = ECKey.generate_key("P-256", private=True)
    data.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        json.dump(key.as_dict(private=True) | {"kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}, opened)
    temporary.replace(file)  # of two at once, one wins and both read it
    return ECKey.import_key(json.loads(file.read_text("utf-8")))
