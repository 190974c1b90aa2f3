"""Fingerprints of answers, by which a page tells whether they have changed."""

import hmac
import json
from hashlib import sha256
from typing import Any


def fingerprint_of(answers: Any, key: bytes) -> str:
    """A fingerprint of answers, by which a page tells whether they changed since it was filled in.

    It is keyed: a plain hash of few possible answers could be guessed.
    """
    written = json.dumps(answers, sort_keys=True, default=str).encode()
    return hmac.digest(key, b"answers " + written, sha256).hex()[:32]
