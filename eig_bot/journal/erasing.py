"""How what was deleted is taken out of a SQLite file, and out of what SQLite keeps beside it.

SQLite overwrites what is deleted (`secure_delete`), but first beside the file, where all that was written lately can be read;
and where it moves rows from page to page, pieces of them may stay in pages that are in use. So the file is written anew
(VACUUM), and what is beside it emptied.
"""

import time
from collections.abc import Callable

from sqlalchemy import Connection

DAY = 86_400
SHARE = 20
"""A file is written anew for one part of the time in so many: one that holds a year of 2,000 questions a day takes seconds."""
OLD, OF_A_PERSON = 1, 2
"""What SQLite's `user_version` says was deleted, until the file is written anew; that outlives the process."""


class Eraser:
    """Knows what is still to be done for one file."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing to do but what the file says.

        Args:
            now: gives seconds that never go back.
        """
        self._now = now
        self._not_before = {OLD: 0.0, OF_A_PERSON: 0.0}
        self.is_wal_left = False
        """Whether what is beside the file could not be emptied when it was to be."""

    def note(self, connection: Connection, *, of_a_person: bool) -> None:
        """Keep in the file that it is to be written anew.

        Args:
            connection: with the transaction that deletes.
            of_a_person: True when somebody asked for it; False when it was old.
        """
        deleted = max(_deleted(connection), OF_A_PERSON if of_a_person else OLD)
        connection.exec_driver_sql(f"PRAGMA user_version = {deleted}")

    def erase(self, connection: Connection) -> bool:
        """Write the file anew when that is due (at once for a person, once a day for what was old), and empty the rest.

        Args:
            connection: without a transaction; what SQLite refuses leaves all else to be done later.

        Returns:
            False when something is still to be done, since another program reads.
        """
        self.is_wal_left = True
        self._write_anew(connection)
        self.empty_wal(connection)
        return not self.is_wal_left and not _deleted(connection)

    def empty_wal(self, connection: Connection) -> None:
        """Move what is beside the file into it, unless another program still reads from there.

        Args:
            connection: without a transaction.
        """
        self.is_wal_left = bool(connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar())

    def _write_anew(self, connection: Connection) -> None:
        deleted, began = _deleted(connection), self._now()
        if not deleted or began < self._not_before.get(deleted, 0):
            return
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if connection.exec_driver_sql("PRAGMA data_version").scalar() == before:  # else another process may have deleted more
            connection.exec_driver_sql("PRAGMA user_version = 0")
        connection.exec_driver_sql("COMMIT")
        ended = self._now()
        self._not_before = {OLD: ended + DAY, OF_A_PERSON: ended + SHARE * (ended - began)}


def _deleted(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
