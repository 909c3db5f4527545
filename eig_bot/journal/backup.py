"""Copies of a journal that is a file, taken and put back while bots write to it."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select

from eig_bot.errors import InputError, JournalError
from eig_bot.files import WritePolicy, whole
from eig_bot.journal import schema
from eig_bot.journal.database import Database
from eig_bot.journal.tables import forgotten
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import journal as messages

_FORGOTTEN = select(func.count(), func.max(forgotten.c.at))


PATIENCE = 5.0
"""Seconds that a copy waits for another program which holds the journal."""


def back_up(database: Database, target: Path) -> None:
    """Copy a database while it is in use, whole or not at all; what it refuses raises `JournalError`.

    When somebody is forgotten meanwhile, it is copied again: they are not in the copy either.

    Args:
        database: of a file.
        target: where the copy goes, in a folder that is there; never in the place of another file.

    Raises:
        InputError: the database is on a server, the target is there already, or cannot be written.
    """
    source = _file(database)
    if target.resolve() == source.resolve():
        raise InputError(cli_messages.cannot_write(str(target)))
    if target.is_file():
        raise InputError(messages.backup_exists(str(target)))
    try:
        with whole(target, WritePolicy.DURABLE) as draft, closing(sqlite3.connect(draft)) as copy:
            while _copy(database, copy) != _forgotten_by_now(database):
                continue
    except (OSError, sqlite3.Error) as error:
        raise InputError(cli_messages.cannot_write(str(target))) from error


def restore(database: Database, source: Path, patience: float = PATIENCE) -> None:
    """Put a copy in the place of all that is in a database, while it is in use; an older one is brought up to date.

    What the database refuses raises `JournalError`.

    Args:
        database: of a file.
        source: what `back_up` wrote, here or for another bot.
        patience: seconds to wait for another program.

    Raises:
        InputError: the database is on a server, or the copy is not a whole one of a journal, or of a later version.
        JournalError: another program holds the database.
    """
    _file(database)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as copy:
            _check(copy, source)
            with closing(database.engine.raw_connection()) as connection:
                target: Any = connection.driver_connection  # SQLAlchemy does not know which driver it is
                copy.backup(target, progress=_not_for_ever(patience))
    except sqlite3.Error as error:
        raise InputError(messages.no_backup(str(source))) from error
    database.was_replaced()
    database.erase()


def _copy(database: Database, copy: sqlite3.Connection) -> object:
    """Make a copy of all, and return who was forgotten then."""
    with database.read() as connection:
        found = tuple(connection.execute(_FORGOTTEN).one())
        source: Any = connection.connection.driver_connection  # as above
        source.backup(copy, progress=_not_for_ever(PATIENCE))
    return found


def _not_for_ever(patience: float) -> Callable[[int, int, int], None]:
    """Return what Python tells of each try to copy, and which ends it: by itself it would go on trying."""
    until = time.monotonic() + patience

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > until:
            raise JournalError("held")

    return progress


def _forgotten_by_now(database: Database) -> object:
    with database.read() as connection:
        return tuple(connection.execute(_FORGOTTEN).one())


def _check(copy: sqlite3.Connection, source: Path) -> None:
    (version,) = copy.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    if version is not None and version not in schema.versions():
        raise InputError(messages.newer_journal(version, schema.versions()[0]))
    if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise InputError(messages.no_backup(str(source)))


def _file(database: Database) -> Path:
    if database.path is None:
        raise InputError(messages.BACKUP_OF_A_SERVER)
    return database.path
