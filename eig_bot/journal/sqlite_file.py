"""How a SQLite file is opened and made, and told from another one of its name."""

from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from eig_bot.journal import schema

MAKING = 5.0
"""Seconds that the making of tables waits for another process that does the same."""


def engine_of(path: Path, wait: float) -> Engine:
    """Return a way to connect to a file; nothing is opened yet.

    Args:
        path: of the file; it is made at the first connection.
        wait: seconds that a statement waits for other programs.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": wait},
        pool_size=10,
        max_overflow=90,  # more than there are threads
        pool_timeout=wait,
        pool_use_lifo=True,  # the last one to write knows the pages as they are; any other reads them anew
    )
    event.listen(engine, "connect", _prepare)
    return engine


def bring_up_to_date(engine: Engine, to: str = schema.LAST) -> None:
    """Make the tables of a file, or bring them up to date; nothing is written when they are.

    Args:
        engine: of the file.
        to: the version wanted.

    Raises:
        NewerError: they are of a version that this bot does not know.
    """
    with engine.begin() as connection:
        if schema.is_up_to_date(connection):
            return
    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # which the driver leaves out before a change of tables
        schema.migrate(connection, to)


def make(path: Path, version: str = schema.LAST) -> None:
    """Make a file with tables of a version, for its owner's eyes alone, or bring one there; nothing is left beside it.

    Args:
        path: of the file.
        version: of the tables.
    """
    path.touch(mode=0o600)
    engine = engine_of(path, MAKING)
    try:
        bring_up_to_date(engine, version)
    finally:
        engine.dispose()


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that comes into its place; None when there is none.

    Args:
        path: of the file.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_lost_but_for_its_wal(path: Path) -> bool:
    """Return whether nothing is left of a file but what SQLite keeps beside it, and would throw away.

    Args:
        path: of the file.
    """
    wal = Path(f"{path}-wal")
    return path.is_file() and wal.is_file() and path.stat().st_size == 0 < wal.stat().st_size


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    """Readers and the writer do not wait for each other (WAL); a power cut loses no more than the last moments."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
