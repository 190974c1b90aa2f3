"""Settings: frozen, from the environment, complete or refused.

A default may stand here only if it is right in production and may be public. The server secret is
neither, so it is made at the first start and kept in the instance folder.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECRET_BYTES = 32


class SettingsInvalid(Exception):
    """A setting is missing or wrong; the message says which, and what to do."""


@dataclass(frozen=True)
class Settings:
    """What the server needs to know: `instance` is the folder of everything it keeps."""

    instance: Path
    server_secret: str

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Settings from the environment: `WALLETCARD_INSTANCE` (default: `instance` here).

        Raises `SettingsInvalid` if the folder or the secret in it cannot be used.
        """
        instance = Path(environ.get("WALLETCARD_INSTANCE", "instance")).absolute()
        return cls(instance, _server_secret(instance))


def _server_secret(instance: Path) -> str:
    """The secret in the instance folder, made (readable by its owner alone) if there is none."""
    file = instance / "server-secret"
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        secret = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(
            f"The server secret {file} cannot be read or made ({error}). "
            "Set WALLETCARD_INSTANCE to a folder that this user may write."
        ) from error
    if len(secret) < 2 * SECRET_BYTES:
        raise SettingsInvalid(f"The server secret {file} is too short. Delete it and start again.")
    return secret


def _make(file: Path) -> None:
    """Write a new secret whole or not at all; of two workers at once, one wins and both read it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_hex(SECRET_BYTES))
            opened.flush()
            os.fsync(opened.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
