"""A damaged journal is set aside, and one with all that can be read of it comes into its place."""

import fcntl
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from eig_bot.clock import Clock
from eig_bot.journal import schema
from eig_bot.journal.leftovers import WORKPLACE
from eig_bot.journal.recovery import recover, tables_version
from eig_bot.journal.set_aside import set_aside
from eig_bot.journal.sqlite_file import identity_of, make

log = logging.getLogger(__name__)


def mend(path: Path, damaged: tuple[int, int] | None, now: Clock) -> None:
    """Put another journal in the place of a damaged one, unless another process was faster.

    Args:
        path: of the file; nobody in this process reads or writes it meanwhile.
        damaged: what `identity_of` said of it when it was found damaged.
        now: the clock that dates it.

    Raises:
        OSError: the folder cannot be written.
        sqlite3.Error: the other journal cannot be made.
    """
    with _alone_in(path.parent):
        if identity_of(path) != damaged:
            return
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=WORKPLACE) as folder:
            new = Path(folder) / path.name
            version = _version_of(path)
            make(new, version)
            rows = recover(path, new)
            make(new)
            aside = set_aside(path, new, now())
    log.error("damaged journal set aside, what can be read is taken over", extra={"file": aside.name, "rows": rows})


def _version_of(path: Path) -> str:
    with suppress(sqlite3.Error):
        version = tables_version(path)
        if version in schema.versions():
            return version
    return schema.LAST


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process mends a journal of a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
