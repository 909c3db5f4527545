"""Damaged journals, set aside whole beside the one that took their place: nobody can tell whose the texts in them are."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

MARK = ".damaged-"
"""What stands between the name of the journal and the moment, in UTC, at which it was set aside."""
_MOMENT = "%Y-%m-%d-%H%M%S"
_WAL, _SHM = "-wal", "-shm"
"""What SQLite keeps beside a file: what is not in it yet, and an index of that."""


def set_aside(path: Path, new: Path, now: datetime) -> Path:
    """Put a journal in the place of a damaged one, which keeps its bytes under another name, for its owner's eyes alone.

    At no moment is there no journal, and what belongs to the old one is never beside the new one.

    Args:
        path: of the damaged one.
        new: of the other one, in the same folder, with nothing beside it.
        now: the moment, which becomes a part of the name.

    Returns:
        The damaged one's new path.

    Raises:
        OSError: the folder cannot be written.
    """
    aside = _free_name(path, now)
    os.link(path, aside)
    aside.chmod(0o600)
    with suppress(FileNotFoundError):
        Path(f"{path}{_WAL}").rename(f"{aside}{_WAL}")
    Path(f"{path}{_SHM}").unlink(missing_ok=True)
    new.replace(path)
    return aside


def all_set_aside(path: Path) -> tuple[Path, ...]:
    """Return the damaged journals that were set aside, the oldest first.

    Args:
        path: of the journal that took their place.
    """
    return tuple(sorted(found for found in _files(path) if not found.name.endswith((_WAL, _SHM))))


def delete_set_aside(path: Path, before: datetime | None = None) -> None:
    """Delete damaged journals, with what belongs to them.

    Args:
        path: of the journal that took their place.
        before: a moment; only what was set aside before it; None for all.
    """
    for found in _files(path):
        moment = _moment(path, found)
        if before is None or moment is None or moment < before:
            found.unlink(missing_ok=True)


def _files(path: Path) -> Iterator[Path]:
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    return (found for found in beside if found.name.startswith(f"{path.name}{MARK}"))


def _free_name(path: Path, now: datetime) -> Path:
    name = f"{path.name}{MARK}{now.astimezone(UTC):{_MOMENT}}"
    return next(
        found for number in count(1) if not (found := path.with_name(name if number == 1 else f"{name}-{number}")).exists()
    )


def _moment(path: Path, found: Path) -> datetime | None:
    """Return when it was set aside; None when its name does not say so."""
    told = found.name.removeprefix(f"{path.name}{MARK}")[: len("2026-05-14-101233")]
    with suppress(ValueError):
        return datetime.strptime(told, _MOMENT).replace(tzinfo=UTC)
    return None
