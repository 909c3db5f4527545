"""What must not be lost while it is under way: a question is on this machine's disk before Slack is told that it came.

Each process has a folder of its own, which it holds with a lock that ends with the process, however it ends: whoever gets the
lock of another one's folder inherits what is in it. Files are numbered, so that their order does not depend on the clock.
"""

import fcntl
import itertools
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eig_bot.files import WritePolicy, whole, write_new
from eig_bot.journal.disk import PROBE, wants_room
from eig_bot.journal.keys import Keys
from eig_bot.journal.repository import new_id

LOCK = "lock"
ASIDE = "set-aside"
"""Folder of what could not be handled, beside those of the processes."""

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the spool."""

    path: Path
    content: Content


class Spool:
    """Files of this process, and those that others have left; safe to share between threads."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        """Take a folder, in which this process makes its own; later, where the disk is full.

        Args:
            folder: that all processes of one data folder share.
            keys: what its files are sealed with.

        Raises:
            OSError: it cannot be written.
        """
        self._root = folder
        self._keys = keys
        self._own = folder / new_id()
        self._making = threading.Lock()
        self._lock: int | None = None
        self._numbers = itertools.count(1)
        self.owner = new_id()
        """Name of the data folder, by which its processes know what one of them has left; any, where it cannot be kept."""
        try:
            self._make()
            self.owner = _name_of(folder)
        except OSError as error:
            if not wants_room(error):
                raise

    def write(self, content: Content) -> Path:
        """Put something in the spool, whole or not at all, and return its file.

        Args:
            content: as JSON can hold it; it is sealed. A power cut may cost it, as it costs what it is about.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        self._make()
        path = self._own / f"{next(self._numbers):012}"
        write_new(path, self._keys.seal(json.dumps(content)).encode())
        return path

    def remove(self, path: Path) -> None:
        """Take something out of the spool, if it is still there.

        Args:
            path: what `write` returned, or of an entry.
        """
        path.unlink(missing_ok=True)

    def remove_if(self, is_so: Callable[[object], bool], *, is_aside: bool = False) -> None:
        """Take out of the spool what something is so of: of this process, of others, and of those that have ended.

        Args:
            is_so: says it of an entry's content; what another secret has sealed is not asked about.
            is_aside: True for what was set aside alone.
        """
        for path in self._root.glob(f"{ASIDE if is_aside else '*'}/[!.]*"):
            with suppress(OSError, ValueError):  # done or taken over meanwhile; no entry
                content = self._keys.unseal(path.read_text(encoding="ascii"))
                if content is not None and is_so(json.loads(content)):
                    path.unlink()

    def entries(self) -> Iterator[Entry]:
        """Return what this process has in the spool, in order; what cannot be read (another secret) is taken out."""
        for path in sorted(self._own.glob("[0-9]*[0-9]")):
            content = self.read(path)
            if content is not None:
                yield Entry(path, content)

    def read(self, path: Path) -> Content | None:
        """Return one entry; None when it is done meanwhile, or cannot be read (another secret), which takes it out.

        Args:
            path: what `write` returned, or of an entry.
        """
        try:
            read = self._keys.unseal(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        if read is None:
            self.remove(path)
            return None
        content: Content = json.loads(read)
        return content

    def set_aside(self, path: Path) -> None:
        """Put out of the way what cannot be handled, if it is still there: it is not tried again.

        Args:
            path: what `write` returned, or of an entry.
        """
        folder = self._root / ASIDE
        folder.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            path.rename(folder / new_id())

    def count(self) -> int:
        """Return how much this process has in the spool."""
        return sum(1 for _ in self._own.glob("[0-9]*[0-9]"))

    def count_aside(self) -> int:
        """Return how much was set aside, by any process."""
        return sum(1 for _ in (self._root / ASIDE).glob("*"))

    def purge(self, before: datetime) -> None:
        """Delete what was set aside and is old.

        Args:
            before: what was written before this moment.
        """
        for path in (self._root / ASIDE).glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    self.remove(path)

    def inherit(self) -> int:
        """Take what processes that have ended left behind; return how many files.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        self._make()
        taken = 0
        for folder in sorted(path for path in self._root.glob("[!.]*") if path != self._own and path.name != ASIDE):
            with _lock_of_the_dead(folder) as is_dead:
                if not is_dead:
                    continue
                for path in sorted(folder.glob("[0-9]*[0-9]")):
                    with suppress(FileNotFoundError):  # forgotten meanwhile
                        path.rename(self._own / f"{next(self._numbers):012}")
                        taken += 1
                for path in folder.iterdir():
                    path.unlink(missing_ok=True)
                folder.rmdir()
        return taken

    def problem(self) -> str | None:
        """Return None when something can be written, else why not."""
        probe = self._own / f"probe-{new_id()}"
        try:
            self._make()
            write_new(probe, PROBE)
            probe.unlink(missing_ok=True)
        except OSError as error:
            return f"the data folder cannot be written ({error.strerror})"
        return None

    def close(self) -> None:
        """Let go of the folder; what is in it is for the next process."""
        if self._lock is not None:
            os.close(self._lock)

    def _make(self) -> None:
        """Make the folder of this process, once."""
        with self._making:
            if self._lock is not None:
                return
            draft = self._own.with_name(f".{self._own.name}")
            draft.mkdir(parents=True, exist_ok=True)
            lock = _locked(draft)
            draft.rename(self._own)  # now that it is locked, nobody can take it for one that was left behind
            self._lock = lock


def _name_of(root: Path) -> str:
    path = root / ".name"
    with suppress(FileExistsError), whole(path, WritePolicy.FIRST_WINS) as draft:
        draft.write_text(new_id(), encoding="ascii")
    return path.read_text(encoding="ascii") or new_id()


def _locked(folder: Path) -> int:
    """Return what holds the lock of a folder until it is closed."""
    lock = os.open(folder / LOCK, os.O_CREAT | os.O_WRONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


@contextmanager
def _lock_of_the_dead(folder: Path) -> Iterator[bool]:
    """Give True while holding the lock of a folder whose process has ended."""
    try:
        lock = _locked(folder)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        os.close(lock)
