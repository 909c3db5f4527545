"""What was fitted for one content, kept on disk: a new process is ready in half a second instead of three.

An entry is named by a hash of the knowledge base and of this package's own search code and data, so that a change of either
is a new entry. It holds arrays only (never pickled objects) and their digest: what is corrupt or foreign is not read.
"""

import hashlib
import logging
import os
import time
import zipfile
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.files import whole
from eig_bot.knowledge.passage import KnowledgeBase

KEPT = 5
"""Entries on disk: the last four contents, as edits come and are taken back, and what is the same for all."""
FORGOTTEN = 3_600
"""Seconds after which nobody writes on a draft any more: it takes one."""
Arrays = dict[str, NDArray[Any]]

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error)
"""What NumPy and `zipfile` raise on a file with any of its bytes changed."""

log = logging.getLogger(__name__)


class Cache:
    """A folder of fitted arrays; where it cannot be read or written, things are fitted anew."""

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        """Take the folder, which is made at the first write, and how many entries are `kept` in it."""
        self._folder = folder
        self._kept = kept

    def has(self, knowledge: KnowledgeBase) -> bool:
        """Return whether there is an entry for a `knowledge` base, to be trusted or not."""
        return self._path(key_of(knowledge)).exists()

    def name_of(self, knowledge: KnowledgeBase) -> str:
        """Return the name of what is fitted on a `knowledge` base, wherever it is kept."""
        return key_of(knowledge)

    def read(self, knowledge: KnowledgeBase) -> bytes | None:
        """Return the entry for a `knowledge` base as it stands on disk, to be kept elsewhere; None where there is none."""
        try:
            return self._path(key_of(knowledge)).read_bytes()
        except OSError:
            return None

    def write(self, knowledge: KnowledgeBase, content: bytes) -> bool:
        """Keep a `content` that `read` has given elsewhere, for the same `knowledge` base.

        Returns:
            False when it is not to be trusted, or cannot be written.
        """
        key = key_of(knowledge)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole(self._path(key)) as draft:
                draft.write_bytes(content)
            self._prune()
        except OSError as error:
            log.info("cache not written: %s", error.strerror)
            return False
        if self.load(key) is None:
            self._path(key).unlink(missing_ok=True)
            return False
        return True

    def load(self, key: str) -> Arrays | None:
        """Return what was kept under a `key`, or None when there is nothing to trust; what is used is pruned last."""
        try:
            os.utime(self._path(key))
            with self._path(key).open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
                arrays: Arrays = {name: stored[name] for name in stored.files}
        except FileNotFoundError:
            return None
        except _UNREADABLE:
            log.info("cache entry unreadable, fitted anew")
            return None
        digest = arrays.pop("digest", None)
        if digest is None or digest.tobytes() != _digest(key, arrays):
            log.info("cache entry not ours, fitted anew")
            return None
        return arrays

    def save(self, key: str, arrays: Arrays) -> None:
        """Keep `arrays` under a `key`, whole or not at all; what cannot be written is fitted anew the next time."""
        digest = np.frombuffer(_digest(key, arrays), dtype=np.uint8)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole(self._path(key)) as draft, draft.open("wb") as stream:
                np.savez_compressed(stream, digest=digest, **arrays)  # type: ignore[arg-type]  # the stub takes names for its own flag
            self._prune()
        except OSError as error:
            log.info("cache not written: %s", error.strerror)

    def _path(self, key: str) -> Path:
        return self._folder / f"index-{key[:32]}.npz"

    def _prune(self) -> None:
        for draft in self._folder.glob(".*.tmp"):  # of a process that was killed while it wrote
            if draft.stat().st_mtime < time.time() - FORGOTTEN:
                draft.unlink(missing_ok=True)
        entries = sorted(self._folder.glob("index-*.npz"), key=os.path.getmtime, reverse=True)
        for entry in entries[self._kept :]:
            entry.unlink(missing_ok=True)


def key_of(knowledge: KnowledgeBase) -> str:
    """Return the name of what is fitted on a `knowledge` base by this very code: 64 hexadecimal digits."""
    content = (knowledge.passages, knowledge.calls, knowledge.site, knowledge.lexicon, knowledge.off_topic)
    return hashlib.sha256(_code_digest() + repr(content).encode(errors="surrogatepass")).hexdigest()


def key_for_all(name: str) -> str:
    """Return the key of what this very code fits on the package's own lists, whatever the folder; `name` tells which it is."""
    return hashlib.sha256(_code_digest() + name.encode()).hexdigest()


def text_to_array(lines: list[str]) -> NDArray[np.uint8]:
    """Return `lines`, words without line breaks, as the bytes of one array."""
    return np.frombuffer("\n".join(lines).encode(errors="surrogatepass"), dtype=np.uint8)


def array_to_text(array: NDArray[np.uint8]) -> list[str]:
    """Return the lines of which `text_to_array` made an `array`."""
    return array.tobytes().decode(errors="surrogatepass").split("\n")


@cache
def _code_digest() -> bytes:
    found = hashlib.sha256(np.__version__.encode())
    for package in ("eig_bot.search", "eig_bot.search.data"):
        for file in sorted(files(package).iterdir(), key=lambda entry: entry.name):
            if file.is_file():
                found.update(file.read_bytes())
    return found.digest()


def _digest(key: str, arrays: Arrays) -> bytes:
    found = hashlib.sha256(key.encode())
    for name in sorted(arrays):
        found.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode())
        found.update(np.ascontiguousarray(arrays[name]).data)
    return found.digest()
