"""Applications that start quickly, because what each would make anew is made once.

Nearly every test of the web starts one of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from unittest.mock import patch

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import event
from werkzeug.routing import Rule

from walletcard import create_app
from walletcard.settings import Settings
from walletcard.sharing.store import FILE, Store
from walletcard.web.site.current import NAME


class Compiled(BytecodeCache):
    """Templates as the first application compiled them."""

    def __init__(self) -> None:
        self._code: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, unless its text is another one now."""
        bucket.code = self._code.get(f"{bucket.key} {bucket.checksum}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code for the next application."""
        self._code[f"{bucket.key} {bucket.checksum}"] = bucket.code


Builder = Callable[..., tuple[str, str]]


class CompiledRule(Rule):
    """An address, with the function that builds it as the first application compiled it."""

    _built: dict[tuple[str, str, bool], Builder] = {}  # noqa: RUF012 - of all addresses

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002
        key = self.rule, repr(self.defaults), append_unknown
        if key not in self._built:
            self._built[key] = super()._compile_builder(append_unknown)
        return self._built[key]


COMPILED = Compiled()


def application(settings: Settings) -> Flask:
    """The application as it starts with some settings."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(Flask, "url_rule_class", CompiledRule))
        if _put_empty_database(settings):
            stack.enter_context(patch.object(Store, "migrate"))
        app = create_app(settings)
    app.jinja_env.bytecode_cache = COMPILED
    event.listen(app.extensions[NAME].store._engine, "connect", _do_not_wait_for_disk)  # noqa: SLF001
    return app


def _do_not_wait_for_disk(connection: sqlite3.Connection, _: object) -> None:
    """Without it, only a machine that crashes in the middle of a test would lose anything."""
    connection.execute("PRAGMA synchronous=OFF")


def _put_empty_database(settings: Settings) -> bool:
    """Put a database there that needs no migration, unless there is one; returns whether it did."""
    file = settings.instance / FILE
    if settings.database_url or file.exists() or not settings.instance.is_dir():
        return False
    file.touch(0o600)
    file.write_bytes(_empty_database())
    return True


@cache
def _empty_database() -> bytes:
    """The file of an application that has just started."""
    with TemporaryDirectory() as folder:
        Store(None, Path(folder)).prepare()
        return (Path(folder) / FILE).read_bytes()
