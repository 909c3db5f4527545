"""Copies of a journal that is a file, taken and put back while bots write to it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from eig_bot.errors import InputError
from eig_bot.files import WritePolicy, whole
from eig_bot.journal.database import Database
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import journal as messages


def back_up(database: Database, target: Path) -> None:
    """Copy a database while it is in use, whole or not at all; what it refuses raises `JournalError`.

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
        with (
            database.read() as connection,
            whole(target, WritePolicy.DURABLE) as draft,
            closing(sqlite3.connect(draft)) as copy,
        ):
            driver = connection.connection.driver_connection
            driver.backup(copy)  # type: ignore[union-attr]  # SQLAlchemy does not know which driver it is
    except (OSError, sqlite3.Error) as error:
        raise InputError(cli_messages.cannot_write(str(target))) from error


def restore(database: Database, source: Path) -> None:
    """Put a copy in the place of all that is in a database, while it is in use; an older one is brought up to date.

    What the database refuses raises `JournalError`.

    Args:
        database: of a file.
        source: what `back_up` wrote, here or for another bot.

    Raises:
        InputError: the database is on a server, or the copy is not one of a journal.
    """
    _file(database)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as copy:
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
            with closing(database.engine.raw_connection()) as connection:
                copy.backup(connection.driver_connection)  # type: ignore[arg-type]  # likewise
    except sqlite3.Error as error:
        raise InputError(messages.no_backup(str(source))) from error
    database.was_replaced()
    database.erase()


def _file(database: Database) -> Path:
    if database.path is None:
        raise InputError(messages.BACKUP_OF_A_SERVER)
    return database.path
