"""Sealing: AES-256-GCM, bound to the row that holds it.

    sealed = version (1 byte, 01) + nonce (12 bytes, fresh) + ciphertext and tag
    associated data = "walletcard v1 KIND row " + hash of the row's lookup id (32 bytes)
    plaintext = content + one byte 80 + bytes 00 up to a size class

A size class is a power of two, so that lengths tell little: one line and a full page of answers
look the same.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from walletcard.sharing.secret import Secret

VERSION = b"\x01"
NONCE_BYTES = 12
LEAST_BYTES = 4096
END = b"\x80"


class SealBroken(Exception):
    """The row was changed, cut or moved since it was sealed."""


def seal(secret: Secret, content: bytes) -> bytes:
    """Encrypt content for the holder of the secret; the nonce is new, so no two results agree."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(secret.key).encrypt(nonce, _padded(content), _bound_to(secret))


def unseal(secret: Secret, sealed: bytes) -> bytes:
    """Decrypt content that was sealed with this secret. Raises `SealBroken`."""
    start = len(VERSION) + NONCE_BYTES
    version, nonce, ciphertext = sealed[:1], sealed[1:start], sealed[start:]
    if version != VERSION:
        raise SealBroken
    try:
        padded = AESGCM(secret.key).decrypt(nonce, ciphertext, _bound_to(secret))
    except (InvalidTag, ValueError):  # ValueError: the nonce is too short
        raise SealBroken from None
    return padded.rstrip(b"\0").removesuffix(END)


def _bound_to(secret: Secret) -> bytes:
    return f"walletcard v1 {secret.kind} row ".encode("ascii") + secret.id_hash


def _padded(content: bytes) -> bytes:
    needed = len(content) + len(END)
    size = max(LEAST_BYTES, 1 << (needed - 1).bit_length())
    return (content + END).ljust(size, b"\0")
