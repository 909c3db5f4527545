"""How a file is written whole: under a name of its own first, so that no reader and no stop ever meets half of it.

::

    policy       when the name is taken        after a power cut
    CHEAP        the new file replaces it      may be gone: what can be made again, or is also kept elsewhere
    DURABLE      the new file replaces it      is there: what a person has written
    FIRST_WINS   FileExistsError               is there: what must be made once, whoever is faster
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path


class WritePolicy(Enum):
    """What must hold of a file that is written; see the table of this module."""

    CHEAP = auto()
    DURABLE = auto()
    FIRST_WINS = auto()


@contextmanager
def whole(path: Path, policy: WritePolicy = WritePolicy.CHEAP, *, mode: int = 0o600) -> Iterator[Path]:
    """Give a draft beside a file to write into; it takes the file's name when the block ends well, else it is gone.

    Args:
        path: the file to be, in a folder that is there.
        policy: what holds when the name is taken, and after a power cut.
        mode: permissions of a file that was not there; one that is replaced keeps its own.

    Raises:
        FileExistsError: `FIRST_WINS`, and the name is taken.
        OSError: the folder cannot be written, or the disk is full.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        if policy is not WritePolicy.CHEAP:
            _flush(draft)
        if policy is WritePolicy.FIRST_WINS:
            draft.chmod(mode)
            os.link(draft, path)
            return
        if path.exists():
            shutil.copymode(path, draft)
        else:
            draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file for its owner's eyes alone, whole or not at all, in as few calls to the system as that takes.

    Each call lets other threads run, and may wait for them: `whole` makes three times as many.

    Args:
        path: a name that nobody else gives to anything, in a folder that is there.
        content: all of it; a power cut may cost it.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    draft = path.with_name(f".{path.name}.tmp")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
        draft.rename(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _flush(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
