"""The last good version of each file of a folder, kept where it outlives the process.

A page that is refused when the bot starts is served as it was when it could last be read. `LastGood` is all that the library
knows of the place; `LastGoodFolder` is a copy of the files beside what the bot writes, each with the time of its version.
"""

import hashlib
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from eig_bot.files import whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was."""

    text: str
    """All of it, as `decode` gives it."""
    written: datetime
    """When it was written, UTC."""


class LastGood(Protocol):
    """Where versions are kept, by the path of their file within the folder; one that cannot be reached keeps none."""

    def paths(self) -> frozenset[str]:
        """Return the files of which there is a version."""

    def read(self, path: str) -> Version | None:
        """Return the version of the file at a `path`; None where there is none."""

    def keep(self, path: str, version: Version) -> None:
        """Keep a `version` of the file at a `path`, in the place of the one before."""

    def forget(self, path: str) -> None:
        """Keep no version of the file at a `path` any more."""


class NothingKept:
    """For who reads a folder once and serves nobody."""

    def paths(self) -> frozenset[str]:
        """Return no path."""
        return frozenset()

    def read(self, path: str) -> Version | None:  # noqa: ARG002 - as in `LastGood`
        """Return None, whatever the `path`."""
        return None

    def keep(self, path: str, version: Version) -> None:
        """Keep nothing of `path` and `version`."""

    def forget(self, path: str) -> None:
        """Have nothing to forget of a `path`."""


class LastGoodFolder:
    """Versions as files; safe to share between processes, since each is written whole."""

    def __init__(self, place: Path, folder: Path) -> None:
        """Take where versions are kept; it is made at the first write.

        Args:
            place: for the versions of all knowledge folders that are ever read.
            folder: the knowledge folder; its absolute path tells its versions from those of others.
        """
        name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
        self._place = place / name

    def paths(self) -> frozenset[str]:
        """Return the files of which there is a version."""
        files = (file for file in self._place.rglob("*") if not file.name.startswith(".") and file.is_file())
        return frozenset(file.relative_to(self._place).as_posix() for file in files)

    def read(self, path: str) -> Version | None:
        """Return the version of the file at a `path`; None where there is none that can be read."""
        try:
            with (self._place / path).open(encoding="utf-8", newline="") as stream:
                return Version(stream.read(), datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime_ns / 1e9, UTC))
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, path: str, version: Version) -> None:
        """Keep a `version` of the file at a `path`; what cannot be written is not kept, and the log says so."""
        file = self._place / path
        try:
            if self._has(file, version):
                return
            file.parent.mkdir(parents=True, exist_ok=True)
            with whole(file) as draft:
                draft.write_text(version.text, encoding="utf-8", newline="")
                os.utime(draft, ns=(_nanoseconds(version),) * 2)
        except OSError as error:
            log.info("last good version not kept: %s", error.strerror)

    def forget(self, path: str) -> None:
        """Keep no version of the file at a `path` any more."""
        try:
            (self._place / path).unlink(missing_ok=True)
        except OSError as error:
            log.info("last good version not forgotten: %s", error.strerror)

    def _has(self, file: Path, version: Version) -> bool:
        try:
            status = file.stat()
        except OSError:
            return False
        return status.st_mtime_ns == _nanoseconds(version) and status.st_size == len(version.text.encode())


def _nanoseconds(version: Version) -> int:
    """Whole microseconds, which a `datetime` and a file's time both hold exactly."""
    return round(version.written.timestamp() * 1_000_000) * 1_000
