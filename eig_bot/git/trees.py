"""Commits of the knowledge folder as folders of files, and the one in service among them.

::

    trees/<commit>/…     the last two
    current              a link to the one in service: the knowledge folder of the running bot

A file that stays the same from one commit to the next is the same file (a hard link) with the same time, so that a change of
commit costs no more than the pages that changed.
"""

import errno
import os
import shutil
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from eig_bot.git.errors import GitError, GitFault
from eig_bot.knowledge.folder import DOCUMENTS, may_be_read
from eig_bot.knowledge.opening import MAX_BYTES

OUTSIDE = os.devnull
"""Where a link that leaves the folder leads here: the page is refused with that reason, wherever it led."""
SYNCED_ALONE = 200
"""New files that are written through to the disk one by one; more of them wait for the whole disk once."""


class Trees:
    """The folders; safe to share between threads."""

    def __init__(self, place: Path) -> None:
        """Take where they go.

        Args:
            place: a folder of its own, which is made at need.
        """
        self.current = place / "current"
        self._trees = place / "trees"
        self.switching = threading.Lock()
        """Held while another commit is put in service: who reads several files holds it too, to see those of one commit."""

    @property
    def served(self) -> str | None:
        """The commit in service; None where there is none, or its folder is gone."""
        try:
            sha = self.current.readlink().name
        except OSError:
            return None
        return sha if self.folder(sha).is_dir() else None

    @property
    def since(self) -> datetime:
        """When the commit in service was put there; the beginning of time where there is none."""
        try:
            return datetime.fromtimestamp(self.current.lstat().st_mtime, UTC)
        except OSError:
            return datetime.min.replace(tzinfo=UTC)

    def folder(self, sha: str) -> Path:
        """Return where the files of the commit `sha` are, if they are."""
        return self._trees / sha

    def unpack(self, sha: str, source: tarfile.TarFile, written: datetime | None, *, below: str = "") -> Path:
        """Write the files of a commit, unless they are there; return their folder.

        Args:
            sha: the commit.
            source: its knowledge folder; what the bot does not read is left out, other documents are left as empty files.
            written: when the commit was made, which is when a file that changed was written; None: as the tar file says.
            below: the folder within the tar file, with a slash at its end.

        Raises:
            GitError: the disk cannot be written, or the tar file not be read.
        """
        folder = self.folder(sha)
        if folder.is_dir():
            return folder
        draft = self._trees / f".{sha}.tmp"
        try:
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            _Writer(draft, self.current, written).write(source, below)
            draft.rename(folder)
        except OSError as error:
            raise GitError(GitFault.DISK, error.strerror or "") from error
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise GitError(GitFault.OTHER, type(error).__name__) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return folder

    def switch(self, sha: str) -> None:
        """Put a commit in service, and delete all but it and the one before.

        Args:
            sha: a commit that was unpacked.

        Raises:
            GitError: the disk cannot be written.
        """
        before = self.served
        link = self.current.with_name(".current.tmp")
        try:
            link.unlink(missing_ok=True)
            link.symlink_to(Path(self._trees.name, sha))
            with self.switching:
                link.replace(self.current)
        except OSError as error:
            raise GitError(GitFault.DISK, error.strerror or "") from error
        for other in self._trees.iterdir():
            if other.name not in {sha, before}:
                shutil.rmtree(other, ignore_errors=True)

    def discard(self, sha: str) -> None:
        """Delete the files of the commit `sha`, which is not put in service."""
        if sha != self.served:
            shutil.rmtree(self.folder(sha), ignore_errors=True)


class _Writer:
    """Writes the files of one commit."""

    def __init__(self, folder: Path, before: Path, written: datetime | None) -> None:
        self._folder = folder
        self._before = before
        self._written = written
        self._new: list[Path] = []

    def write(self, source: tarfile.TarFile, below: str) -> None:
        for member in source:
            path = member.name.removeprefix(below)
            if not member.name.startswith(below) or not _is_plain(path):
                continue
            try:
                self._write(source, member, path)
            except OSError as error:
                if error.errno != errno.ENAMETOOLONG:  # such a file cannot be here at all
                    raise
        if len(self._new) > SYNCED_ALONE:
            os.sync()
        else:
            for file in self._new:
                _flush(file)

    def _write(self, source: tarfile.TarFile, member: tarfile.TarInfo, path: str) -> None:
        is_read, file = may_be_read(path), self._folder / path
        if not is_read and not path.lower().endswith(DOCUMENTS):
            return
        if member.issym() and is_read:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.symlink_to(member.linkname if _stays(path, member.linkname) else OUTSIDE)
        elif member.isfile():
            stream = source.extractfile(member) if is_read else None
            content = stream.read(MAX_BYTES + 1) if stream else b""
            written = self._written.timestamp() if self._written else float(member.mtime)
            file.parent.mkdir(parents=True, exist_ok=True)
            if not self._link(path, content, None if self._written else written):
                file.write_bytes(content)
                os.utime(file, ns=(round(written * 1e6) * 1_000,) * 2)
                self._new.append(file)

    def _link(self, path: str, content: bytes, written: float | None) -> bool:
        """Take the file of the commit before, where it is the same; `written`: also only where that is its time."""
        known = self._before / path
        try:
            status = known.lstat()
            is_same = status.st_size == len(content) and not known.is_symlink() and known.read_bytes() == content
            if is_same and (written is None or abs(status.st_mtime - written) < 1e-3):
                os.link(known, self._folder / path)
                return True
        except OSError:
            pass  # there is none, or it can have no more links: it is written
        return False


def _is_plain(path: str) -> bool:
    """Return whether it names a file below a folder, in letters that everything else can write."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return bool(path) and not path.startswith("/") and ".." not in path.split("/") and "\0" not in path


def _stays(path: str, target: str) -> bool:
    within = os.path.normpath(os.path.join(os.path.dirname(path), target))  # noqa: PTH118, PTH120 - names, not files
    return not os.path.isabs(target) and not within.startswith("..")  # noqa: PTH117 - likewise


def _flush(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
