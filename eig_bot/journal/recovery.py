"""What can still be read of a damaged journal, row by row.

Where reading a table in order fails, it is read backwards from its end, and what lies between is halved again and again, so
that little more is lost than the rows of the damaged pages. Each row is looked at before it is taken: its values must be such
as the bot writes.
"""

import heapq
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, DateTime, Float, Integer, String, Table, TypeDecorator

from eig_bot.journal.tables import metadata

HEADER = 100
"""Bytes at the beginning of a SQLite file, which say how the rest is to be read."""
PAGE = 4_096
"""Bytes of a page, as SQLite makes them unless it is told otherwise."""
MAX_FAILURES = 20_000
"""Reads of one table that may fail, each within microseconds: what is left after them is given up."""
_LAST_ROW = 2**63 - 1
_PAGES = 28
"""Where the header counts the pages, before the first that is free and how many are."""


def tables_version(damaged: Path) -> str | None:
    """Return the version of a damaged journal's tables; None when it cannot be read.

    Args:
        damaged: what SQLite keeps beside it is read too; nothing of it is changed.
    """
    with closing(_connected(damaged)) as source:
        found = next(_rows(source, "alembic_version", ["version_num"]), None)
    return found[0].decode(errors="replace") if found and isinstance(found[0], bytes) else None


def recover(damaged: Path, into: Path) -> int:
    """Copy what can be read of a journal into another one, and return how many rows that were.

    Args:
        damaged: what SQLite keeps beside it is read too; nothing of it is changed.
        into: a new journal of the same version, with empty tables, alone in a folder in which there is room for copies.
    """
    if _can_be_read(damaged):
        return _copied(damaged, into, is_kept=True)
    copies = list(_with_another_beginning(damaged, into, into.parent))
    best = max(copies, key=lambda copy: _copied(copy, into, is_kept=False))
    return _copied(best, into, is_kept=True)


def _copied(damaged: Path, into: Path, *, is_kept: bool) -> int:
    with closing(_connected(damaged)) as source, closing(sqlite3.connect(into, isolation_level=None)) as target:
        target.execute("PRAGMA foreign_keys=ON")
        target.execute("BEGIN")
        taken = sum(_take(table, source, target) for table in metadata.sorted_tables)
        target.execute("COMMIT" if is_kept else "ROLLBACK")
    return taken


def _take(table: Table, source: sqlite3.Connection, target: sqlite3.Connection) -> int:
    columns = _columns(table, source) & _columns(table, target)
    names = [column.name for column in table.columns if column.name in columns]
    places = ", ".join("?" * len(names))
    statement = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - our own names
    taken = 0
    for row in _rows(source, table.name, names) if names else ():
        with suppress(ValueError, sqlite3.IntegrityError):  # a row of a damaged page, or one that belongs to a lost one
            values = [_sound(table.columns[name], value) for name, value in zip(names, row, strict=True)]
            taken += target.execute(statement, values).rowcount
    return taken


def _columns(table: Table, connection: sqlite3.Connection) -> set[str]:
    try:
        found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
    except sqlite3.Error:
        return set()
    return {name if isinstance(name, str) else name.decode(errors="replace") for _, name, *_ in found}


def _sound(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return a value as it was written; ValueError says that the bot never writes such a one there."""
    if value is None and column.nullable:
        return None
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, Integer | Float):
        if isinstance(value, int | float):
            return value
    elif isinstance(value, bytes):
        text = value.decode()
        if isinstance(kind, DateTime):
            datetime.fromisoformat(text)
        if "\0" not in text and (not isinstance(kind, String) or kind.length is None or len(text) <= kind.length):
            return text
    raise ValueError(column.name)


def _rows(source: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield each row that can be read, once."""
    wanted = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid "  # noqa: S608 - likewise
    failures, ranges = 0, [(0, 1, _LAST_ROW)]
    while ranges and failures < MAX_FAILURES:
        _, low, high = heapq.heappop(ranges)  # the widest: what is left between two damaged pages comes last
        try:
            for rowid, *values in source.execute(f"{wanted} ASC", (low, high)):
                yield tuple(values)
                low = rowid + 1
            continue
        except sqlite3.Error:
            failures += 1
        try:
            for rowid, *values in source.execute(f"{wanted} DESC", (low, high)):
                yield tuple(values)
                high = rowid - 1
            continue
        except sqlite3.Error:
            failures += 1
        if low < high:
            middle = (low + high) // 2
            for begin, end in ((low, middle), (middle + 1, high)):
                heapq.heappush(ranges, (begin - end, begin, end))


def _can_be_read(path: Path) -> bool:
    try:
        with closing(_connected(path)) as source:
            return path.stat().st_size > 0 and source.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    except sqlite3.Error:
        return False


def _connected(path: Path) -> sqlite3.Connection:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    source.text_factory = bytes  # what is no text any more is found out row by row
    source.execute("PRAGMA writable_schema=ON")  # else a file that was cut off is not read at all
    return source


def _with_another_beginning(damaged: Path, sound: Path, folder: Path) -> Iterator[Path]:
    """Make copies of a file whose beginning is lost: with the header of a sound journal, and with all of its first page.

    That page says where each table begins: where it did when the tables were made, or, once SQLite has put a file in order
    (VACUUM), where they begin in any such file.
    """
    in_order = folder / "in-order.sqlite"
    shutil.copyfile(sound, in_order)
    with closing(sqlite3.connect(in_order, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode=WAL")
    content = damaged.read_bytes()
    for number, (template, length) in enumerate(((sound, HEADER), (sound, PAGE), (in_order, PAGE))):
        copy = folder / f"{number}.sqlite"
        copy.write_bytes(_begun_as(template.read_bytes()[:length], content))
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{damaged}-wal", f"{copy}-wal")
        yield copy


def _begun_as(beginning: bytes, content: bytes) -> bytes:
    """Return the bytes of a file with another beginning, which counts its pages, and no longer those that are free."""
    whole = beginning + content[len(beginning) :].ljust(PAGE - len(beginning), b"\0")
    pages = (len(whole) // PAGE).to_bytes(4, "big")
    return whole[:_PAGES] + pages + bytes(8) + whole[_PAGES + 12 :]
