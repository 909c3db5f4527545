"""A copy of the branch's last commit: a bare repository, deleted and made anew at need.

It is a partial copy: commits and trees come with a fetch, the files of the knowledge folder with its archive, and pictures
beside it never. A server that knows no such copies gives all of it; where one takes part of the request and then gives no files
(an sshd that does not let GIT_PROTOCOL pass), the copy is made anew as a whole one.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from eig_bot.git.command import Git
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git_settings import GitSettings

NEXT = "refs/eig/next"
"""What the last fetch brought."""
PACKS = 200
"""Files of objects, three a commit, after which the copy is made anew: git never deletes what a partial copy once fetched."""
LOCK_WAIT = 30.0
"""Seconds to wait for another process: as long as git may take; a killed one's git ends by then, too."""
ATTRIBUTES = "* -export-ignore -export-subst -ident -text -filter -working-tree-encoding\n"
"""Files come as they were committed, and all of them: what the repository says of releases and of checkouts is not for us."""
_LASTING = frozenset(
    {
        *(GitFault.ABSENT, GitFault.SLOW, GitFault.BUSY, GitFault.STOPPED, GitFault.HOST, GitFault.REFUSED, GitFault.MOVED),
        *(
            GitFault.ABSENT_REPOSITORY,
            GitFault.ABSENT_BRANCH,
            GitFault.ABSENT_FOLDER,
            GitFault.CERTIFICATE,
            GitFault.UNREACHABLE,
        ),
    }
)
"""What a copy made anew would not mend."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, as far as it matters here."""

    sha: str
    at: datetime
    """When it was made, UTC, by the clock of who made it."""


class Mirror:
    """The copy; one process at a time works on it, between `locked`."""

    def __init__(self, git: Git, settings: GitSettings, place: Path) -> None:
        """Take where it goes; nothing is made yet.

        Args:
            git: runs commands.
            settings: of the repository.
            place: a folder of its own, which is made at need.
        """
        self.git = git
        self.repository = place / "repository.git"
        self._lock_file = place / "lock"
        self._branch = f"refs/heads/{settings.branch}"
        self.folder = settings.folder
        self._held: tuple[int, ...] = ()
        self.packs = PACKS
        self._is_partial = True

    @contextmanager
    def locked(self, wait: float = LOCK_WAIT) -> Iterator[None]:
        """Let no other process, and no other thread, work on the copy meanwhile.

        Args:
            wait: seconds for another one to end.

        Raises:
            GitError: it took longer, or the disk cannot be written.
        """
        with _told_of_disk():
            self._lock_file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle, wait)
            self._held = (handle,)
            yield
        finally:
            self._held = ()
            os.close(handle)

    def head(self) -> str:
        """Return the last commit of the branch, as the forge names it.

        Raises:
            GitError: it does not say; there may be no such branch.
        """
        said = self.git.run("ls-remote", "--quiet", self.git.address, self._branch).out.decode(errors="replace")
        found = (line.partition("\t") for line in said.splitlines())
        sha = next((sha for sha, _, name in found if name == self._branch), None)
        if sha is None:
            raise GitError(GitFault.ABSENT_BRANCH)
        return sha

    def fetch(self) -> Commit:
        """Fetch the last commit of the branch, whatever its history is; call it between `locked`.

        Raises:
            GitError: it could not; a copy that may be damaged is deleted, so that the next call makes it anew.
        """
        with self._deleted_if_damaged():
            self._ready()
            partly = ("--filter=blob:none",) if self._is_partial else ()
            self._run("fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", *partly, "origin",
                      f"+{self._branch}:{NEXT}")  # fmt: skip
            sha, seconds = self._run("log", "-1", "--format=%H %ct", NEXT).split()
        return Commit(sha, datetime.fromtimestamp(min(int(seconds), int(time.time())), UTC))

    def archive(self, sha: str, into: IO[bytes]) -> None:
        """Write the knowledge folder of a commit as a tar file; call it between `locked`.

        With a colon, no other file of the repository is fetched for it.

        Args:
            sha: of a commit that was fetched.
            into: an open file.

        Raises:
            GitError: the commit has no such folder (`ABSENT_FOLDER`), or its files could not be fetched.
        """
        try:
            self._archive(sha, into)
        except GitError as error:
            if error.fault is not GitFault.UNSERVED or not self._is_partial:
                raise
            self._is_partial = False
            self.fetch()
            into.truncate(0)
            self._archive(sha, into)

    def _archive(self, sha: str, into: IO[bytes]) -> None:
        with self._deleted_if_damaged():
            if self.folder and not self._run("ls-tree", "-d", sha, "--", self.folder):
                raise GitError(GitFault.ABSENT_FOLDER)
            self.git.run("archive", "--format=tar", f"{sha}:{self.folder}", folder=self.repository, into=into, held=self._held)

    def _ready(self) -> None:
        """Make the copy where there is none or it has grown too large; take away what a killed process left in it."""
        for left in (*self.repository.rglob("*.lock"), *self.repository.glob("objects/pack/*tmp_*")):
            left.unlink(missing_ok=True)
        if len(list((self.repository / "objects" / "pack").glob("*.pack"))) > self.packs:
            self._delete()
        if (self.repository / "HEAD").is_file():
            self._is_partial = "promisor" in (self.repository / "config").read_text(encoding="utf-8", errors="replace")
        else:
            self._delete()
            self.git.run("init", "--quiet", "--bare", str(self.repository.absolute()), held=self._held)
            if self._is_partial:
                for name, value in {"promisor": "true", "partialclonefilter": "blob:none"}.items():
                    self._run("config", f"remote.origin.{name}", value)
            (self.repository / "info").mkdir(exist_ok=True)
            (self.repository / "info" / "attributes").write_text(ATTRIBUTES, encoding="utf-8")
        self._run("config", "remote.origin.url", self.git.address)

    def _run(self, *arguments: str) -> str:
        done = self.git.run(*arguments, folder=self.repository, held=self._held)
        return done.out.decode(errors="replace").strip()

    def _delete(self) -> None:
        if self.repository.exists():
            shutil.rmtree(self.repository)

    @contextmanager
    def _deleted_if_damaged(self) -> Iterator[None]:
        try:
            with _told_of_disk():
                yield
        except GitError as error:
            if error.fault not in _LASTING:
                shutil.rmtree(self.repository, ignore_errors=True)
            raise


@contextmanager
def _told_of_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise GitError(GitFault.DISK, error.strerror or "") from error


def _lock(handle: int, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise GitError(GitFault.BUSY) from error
            time.sleep(0.05)
        else:
            return
