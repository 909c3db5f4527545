"""What the errors of SQLite mean for a journal."""

import sqlite3
from enum import Enum, auto

_UNDECODABLE = "Could not decode to UTF-8"
"""How an error begins that Python itself raises, which has no code: the bytes of a text were changed."""


class Trouble(Enum):
    """What is wrong with a file."""

    HELD = auto()
    """Another program writes to it, or keeps it to itself."""
    FULL = auto()
    """The disk is full, or does not do what it is told; both may pass."""
    DAMAGED = auto()
    """It is no database, or no longer a whole one."""
    OTHER = auto()
    """It cannot be opened or written, or another program's tables are in it."""


_BY_CODE = {
    sqlite3.SQLITE_BUSY: Trouble.HELD,
    sqlite3.SQLITE_LOCKED: Trouble.HELD,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FULL,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}


def trouble_of(error: BaseException | None) -> Trouble:
    """Return what an error means.

    Args:
        error: of SQLAlchemy, or of the driver; anything else is `OTHER`.
    """
    original = getattr(error, "orig", error)
    if isinstance(original, sqlite3.Error) and str(original).startswith(_UNDECODABLE):
        return Trouble.DAMAGED
    return _BY_CODE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF, Trouble.OTHER)
