"""What may happen to a journal's file, and what it looks like from outside."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PAGE = 4_096


@contextmanager
def held(path: Path, *, against_readers: bool = False) -> Iterator[None]:
    """Hold a journal as a browser on the database does, until the block ends."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if against_readers:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        if against_readers:
            other.execute("DELETE FROM claims")
            other.execute("COMMIT")
            other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def read_by_another(path: Path) -> Iterator[None]:
    """Read a journal in one transaction, so that what SQLite keeps beside it cannot be emptied until the block ends."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM questions").fetchone()
        yield


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE + 700)


def spoil_header(path: Path) -> None:
    spoil(path, 0, 100)


def spoil_first_page(path: Path) -> None:
    spoil(path, 0, PAGE)


def spoil_middle(path: Path) -> None:
    spoil(path, path.stat().st_size // 2 // PAGE * PAGE, 2 * PAGE)


def spoil_all(path: Path) -> None:
    spoil(path, 0, path.stat().st_size)


def zero_all(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def spoil(path: Path, at: int, length: int) -> None:
    """Write garbage over a part of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(random.Random(at).randbytes(length))  # noqa: S311 - the same garbage each time


def raw_files(folder: Path) -> bytes:
    """Return the bytes of every file of a folder, whatever it is called."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
