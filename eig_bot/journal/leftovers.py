"""What a process that was killed in the middle of a copy or a recovery has left beside the journal, with texts in it."""

import shutil
import time
from contextlib import suppress
from pathlib import Path

UNTOUCHED = 600.0
"""Seconds after which nobody is at it any more: who makes a copy writes to it all the time."""
WORKPLACE = ".recovery-"
"""How the name of a folder begins in which a journal is recovered."""
_DRAFT = ".tmp"


def remove_leftovers(folder: Path, untouched: float = UNTOUCHED) -> None:
    """Delete drafts (`files.whole`) and places of recovery that nobody has written to for a while.

    Args:
        folder: that of the journal.
        untouched: seconds.
    """
    with suppress(OSError):
        for path in folder.glob(".*"):
            is_old = time.time() - _touched(path) > untouched
            if is_old and path.name.startswith(WORKPLACE):
                shutil.rmtree(path, ignore_errors=True)
            elif is_old and path.suffix == _DRAFT and path.is_file():
                path.unlink(missing_ok=True)


def _touched(path: Path) -> float:
    inside = path.iterdir() if path.is_dir() else ()
    return max(float(found.stat().st_mtime) for found in (path, *inside))
