"""Fingerprints of answers, which a page carries to tell whether they changed."""

import hmac
import json
from hashlib import sha256
from typing import Any


def fingerprint_of(answers: Any, key: bytes) -> str:
    """A fingerprint of answers, by which a page knows whether they changed since it was made.

    Keyed, since a plain hash of few possible answers would tell them.
    """
    written = json.dumps(answers, sort_keys=True, default=str).encode()
    return hmac.digest(key, b"answers " + written, sha256).hex()[:32]
