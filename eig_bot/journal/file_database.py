"""A journal in a SQLite file.

Another program may hold the file (a browser on the database, a copy being made): who writes waits for it once, for a moment,
and is then refused until a little later, as while a server is away. Who reads does not wait. What was deleted is taken out of
the file, and out of what SQLite keeps beside it, at once or as soon as nobody reads it any more. A file that turns out to be
damaged is set aside, and what can be read of it taken over (`recovery.py`), while the bot goes on answering.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from eig_bot.clock import Clock, utc_now
from eig_bot.errors import DamagedError, InputError, JournalError, NewerError, SettingsError
from eig_bot.journal.database import AWAY, Database
from eig_bot.journal.disk import is_full
from eig_bot.journal.erasing import Eraser
from eig_bot.journal.leftovers import remove_leftovers
from eig_bot.journal.mending import mend
from eig_bot.journal.set_aside import all_set_aside, delete_set_aside
from eig_bot.journal.sqlite_errors import Trouble, trouble_of
from eig_bot.journal.sqlite_file import bring_up_to_date, engine_of, identity_of, is_lost_but_for_its_wal
from eig_bot.messages import journal as messages

FILE = "journal.sqlite"
WAIT = 0.4
"""Seconds that an answer waits for another program that writes, once."""
COMMAND_WAIT = 5.0
"""Seconds that a command waits: nobody in Slack waits for it."""
AGAIN = 0.0
"""Seconds that a write waits where the one before it has waited in vain."""
MEND_AGAIN = 20.0
"""Seconds after which a file is set aside again, if it could not be, or another one is damaged too."""
log = logging.getLogger(__name__)


class FileDatabase(Database):
    """A database in a file, which other programs may read and write too."""

    def __init__(self, path: Path, wait: float = WAIT, *, mends: bool = True, now: Clock = utc_now, away: float = AWAY) -> None:
        """Take the file; nothing is opened yet, see `open`.

        Args:
            path: of the file.
            wait: seconds that a write waits for another program's.
            mends: whether a damaged file is set aside.
            now: the clock that dates it.
            away: seconds for which a file that another program holds is not asked again.
        """
        super().__init__(engine_of(path, wait), away)
        self._path = path
        self._wait = wait
        self._mends = mends
        self._now = now
        # Threads that write to one file would find it busy, and ask again at ever longer intervals.
        self._turn = threading.RLock()
        self._turns = 0
        """How many have come to their end."""
        self._is_held = False
        self._eraser = Eraser()
        self._closed_until = 0.0
        self._identity: tuple[int, int] | None = None
        self._mending = threading.Lock()
        self._mend_after = 0.0

    @classmethod
    def open(cls, path: Path, wait: float = WAIT, *, mends: bool = True, now: Clock = utc_now) -> Self:
        """Open a file, which is made when it is not there.

        A bot also starts where another program holds the file, or the disk is full; a damaged file is set aside.

        Args:
            path: of the file; its folder is made too.
            wait: seconds that a write waits for another program's.
            mends: True for a bot; False for a command, which changes nothing beside a bot.
            now: the clock that dates what is set aside.

        Raises:
            SettingsError: the file cannot be opened or written, is another program's, or of a later version.
            InputError: it is damaged, or cannot be read now, and a command asks for it.
        """
        database = cls(path, wait, mends=False, now=now)
        try:
            database._start(mends=mends)
        except (SettingsError, InputError):
            database.close()
            raise
        return database

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def notes(self) -> tuple[str, ...]:
        """Names the damaged files that were set aside."""
        return tuple(f"the journal was damaged: it is set aside as {path.name}" for path in all_set_aside(self._path))

    def note_deletion(self, connection: Connection, *, of_a_person: bool) -> None:
        """Keep in the file that it is to be written anew; see `Database.note_deletion`.

        Args:
            connection: with its transaction.
            of_a_person: True when somebody asked for it; False when it was old.
        """
        self._eraser.note(connection, of_a_person=of_a_person)

    def erase(self) -> bool:
        """Take what was deleted out of the file and out of what is beside it (`erasing.py`); see `Database.erase`."""
        with (
            suppress(JournalError),
            self._told(),
            self._in_turn(),
            self._connected(self._wait, is_autocommit=True) as connection,
        ):
            return self._eraser.erase(connection)
        self._eraser.is_wal_left = True
        return False

    def forget_damaged(self, before: datetime | None = None) -> None:
        """Delete the damaged files that were set aside, and what a killed process left; see `Database.forget_damaged`.

        Args:
            before: a moment; only what was set aside before it; None for all.
        """
        delete_set_aside(self._path, before)
        remove_leftovers(self._path.parent)

    # --- transactions

    @contextmanager
    def _writing(self, *, is_long: bool) -> Iterator[Connection]:  # noqa: ARG002 - a server has limits for what is long
        with self._in_turn():
            with self._connected(AGAIN if self._is_held else self._wait) as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                self._is_held = False
                yield connection
            if self._eraser.is_wal_left:
                with suppress(SQLAlchemyError), self._connected(0, is_autocommit=True) as connection:
                    self._eraser.empty_wal(connection)

    @contextmanager
    def _reading(self, *, is_long: bool) -> Iterator[Connection]:  # noqa: ARG002 - likewise
        self._refuse_while_mended()
        if time.monotonic() < self._closed_until:
            raise JournalError("held")
        try:
            self._be_ready()
            with self._connected(self._wait) as connection:
                yield connection
        except SQLAlchemyError as error:
            if trouble_of(error) is Trouble.HELD:  # which says that not even reading is allowed
                self._closed_until = time.monotonic() + self._away
            raise

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Wait until no other thread writes."""
        self._refuse_while_mended()
        self._refuse_while_away()
        self._wait_for_turn()
        try:
            self._refuse_while_away()  # found held by the thread before this one
            self._be_ready()
            yield
        finally:
            self._turns += 1
            self._turn.release()

    def _wait_for_turn(self) -> None:
        """Wait for the threads before this one while they take turns: many who write are no program that holds the file."""
        seen = self._turns
        while not self._turn.acquire(timeout=self._wait):
            if self._turns == seen:
                self._went_away()
                raise JournalError("held")
            seen = self._turns

    @contextmanager
    def _connected(self, wait: float, *, is_autocommit: bool = False) -> Iterator[Connection]:
        """Give a connection that waits so many seconds for other programs, with a transaction unless it is to have none."""
        engine = self.engine.execution_options(isolation_level="AUTOCOMMIT") if is_autocommit else self.engine
        with engine.begin() as connection:
            if wait == self._wait:
                yield connection
                return
            connection.exec_driver_sql(_busy_timeout(wait))
            try:
                yield connection
            finally:
                connection.exec_driver_sql(_busy_timeout(self._wait))

    def _problem(self, error: SQLAlchemyError) -> JournalError:
        match trouble_of(error):
            case Trouble.HELD:
                self._is_held = True
                self._went_away()
                return JournalError("held")
            case Trouble.DAMAGED:
                self._begin_to_mend()
                return DamagedError(type(error).__name__)
        return JournalError(type(error).__name__)

    # --- the file

    def _start(self, *, mends: bool) -> None:
        try:
            self._look_through(is_bot=mends)
        except NewerError as error:
            raise SettingsError(messages.newer_journal(error.found, error.known)) from error
        except DamagedError as error:
            if not mends:
                raise InputError(messages.damaged_journal(str(self._path))) from error
            self._mend()
        except JournalError as error:
            may_pass = trouble_of(error.__cause__) in {Trouble.HELD, Trouble.FULL} or is_full(self._path.parent)
            if may_pass and not mends:
                raise InputError(messages.JOURNAL_HELD) from error
            if not may_pass:
                raise SettingsError(messages.no_journal(str(self._path.parent))) from error
            log.warning("journal out of reach, the bot answers without it: %s", error)
        self._mends = mends

    def _look_through(self, *, is_bot: bool) -> None:
        """Find out what can be found out before anybody asks."""
        if is_bot and is_lost_but_for_its_wal(self._path):  # which SQLite would throw away
            raise DamagedError("empty")
        self.check()
        if not is_bot:
            return
        with self.read() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DamagedError("quick_check")
        with self.begin():
            pass  # who may not write cannot begin

    def _be_ready(self) -> None:
        """Bring the tables up to date, once for each file that comes into this place."""
        if self._ready.is_set() and identity_of(self._path) == self._identity:
            return
        with self._readying:
            if self._ready.is_set() and identity_of(self._path) == self._identity:
                return
            self._ready.clear()
            self.engine.dispose()
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch(mode=0o600)
            except OSError as error:
                raise JournalError(type(error).__name__) from error
            self._identity = identity_of(self._path)
            bring_up_to_date(self.engine)
            self._ready.set()

    def _refuse_while_mended(self) -> None:
        if self._mending.locked():
            raise DamagedError("being mended")

    def _begin_to_mend(self) -> None:
        """Mend the file in a thread of its own, unless that is under way, or has just failed."""
        is_ours = self._mends and time.monotonic() >= self._mend_after and self._mending.acquire(blocking=False)
        if is_ours:
            threading.Thread(target=self._mend_beside, name="mend", daemon=True).start()

    def _mend_beside(self) -> None:
        try:
            self._mend()
        finally:
            self._mending.release()

    def _mend(self) -> None:
        """Set the file aside, with another one in its place."""
        with self._turn, self._readying:
            self._mend_after = time.monotonic() + MEND_AGAIN
            self.engine.dispose()
            try:
                mend(self._path, self._identity or identity_of(self._path), self._now)
            except (OSError, sqlite3.Error, SQLAlchemyError) as error:
                log.error("damaged journal not set aside", extra={"error": type(error).__name__})  # noqa: TRY400 - its place says nothing
            self._ready.clear()


def _busy_timeout(seconds: float) -> str:
    return f"PRAGMA busy_timeout = {round(1000 * seconds)}"
