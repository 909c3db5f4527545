"""Commits made on the newest state of the forge, and pushed; never forced, rebased or merged. Begin at `Pen.opened`.

Each attempt has a small copy of its own, which is thrown away: no lock and no half of anything outlives a stop, and the disk
does not grow. The copy is shallow and without the content of files: those that are read are fetched one by one, and
`git write-tree` is told not to ask for the others.
"""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from eig_bot.git.command import Git
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.forge_words import merge_request_of

PREFIX = "push-"
FORGOTTEN = 3_600.0
"""Seconds after which a copy belongs to a process that was killed: an attempt takes some, and each command 30 at most."""
FILES = frozenset({"100644", "100755"})
"""Modes of what can be written: a link or a submodule stays alone."""
NEW_FILE = "100644"
NO_REPLY = "eig-bot@noreply.invalid"
"""An address that can never be anybody's (RFC 2606)."""
_STALE = re.compile(
    r"fetch first|non-fast-forward|stale info|already exists|failed to update ref|cannot lock ref|incorrect old value|"
    r"failed to lock|fetch-first"
)
"""What is said, by git here or on the forge, of a push that somebody else was faster than."""


class StalePushError(Exception):
    """Somebody has pushed meanwhile: what was to be pushed must be made again on that."""


class RefusedPushError(Exception):
    """The forge does not take commits on that branch: it is protected, or a rule of the forge speaks against them."""


class NotAFileError(Exception):
    """A path leads to a link, a folder or a submodule, which is not written."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push that was taken."""

    address: str | None
    """Where a person opens or finds the merge request, as the forge prints it; None where it prints none."""


class Pen:
    """Writes to one repository."""

    def __init__(self, git: Git, place: Path) -> None:
        """Take what runs git, and where there is room.

        Args:
            git: for the repository.
            place: folder for the copies of attempts, made when it is not there.
        """
        self._git = git
        self._place = place
        self._partly: tuple[str, ...] = ("--filter=blob:none",)

    def branches(self, pattern: str) -> Mapping[str, str]:
        """Return the branches of the forge with the commit at the end of each.

        Args:
            pattern: of their names, with `*` for any letters.

        Raises:
            GitError: the forge cannot be asked.
        """
        found = self._git.run("ls-remote", "--heads", "--", self._git.address, f"refs/heads/{pattern}").out.decode()
        pairs = (line.split("\t") for line in found.splitlines())
        return {ref.removeprefix("refs/heads/"): sha for sha, ref in pairs}

    @contextmanager
    def opened(self, branch: str) -> Iterator["Copy"]:
        """Give a fresh copy of the end of a branch, which goes with the block.

        Args:
            branch: of the forge.

        Raises:
            GitError: the forge cannot be reached, has no such branch, or there is no room.
            StalePushError: the forge gives no single files, to be told at the first one: the next copy is a whole one.
        """
        self._place.mkdir(parents=True, exist_ok=True)
        self._tidy()
        with tempfile.TemporaryDirectory(dir=self._place, prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            repository = Path(folder) / "copy.git"
            shallow = ("--bare", "--depth=1", *self._partly, "--no-tags", "--single-branch", "--template=", "--quiet")
            self._git.run("clone", *shallow, f"--branch={branch}", "--", self._git.address, str(repository))
            try:
                yield Copy(self._git, repository, branch, self._partly)
            except GitError as error:
                if error.fault is not GitFault.UNSERVED or not self._partly:
                    raise
                self._partly = ()  # a plain sshd lets GIT_PROTOCOL not pass; see `mirror.py`
                raise StalePushError from error

    def _tidy(self) -> None:
        for left in self._place.glob(f"{PREFIX}*"):
            with suppress(OSError):  # it has just gone
                if left.stat().st_mtime < time.time() - FORGOTTEN:
                    shutil.rmtree(left, ignore_errors=True)


class Copy:
    """The newest commits of a repository, and those that are made on them."""

    def __init__(self, git: Git, repository: Path, branch: str, partly: Sequence[str]) -> None:
        """Take a copy that `Pen.opened` has made, and the options that say how much of it there is."""
        self._git = git
        self._partly = partly
        self._repository = repository
        self.head = self._commit_of(f"refs/heads/{branch}")
        """The commit at the end of the branch."""

    def fetch(self, branch: str) -> str:
        """Return the commit at the end of another branch, which is there from now on.

        Args:
            branch: of the forge.

        Raises:
            GitError: it cannot be fetched.
        """
        ref = f"refs/heads/{branch}"
        self._run("fetch", "--depth=1", *self._partly, "--no-tags", "--quiet", "origin", f"+{ref}:{ref}")
        return self._commit_of(ref)

    def read(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file as they are in a commit; None where there is none.

        Args:
            commit: of this copy.
            path: within the repository, with slashes.

        Raises:
            NotAFileError: something else than a file has that name.
            GitError: it cannot be fetched.
        """
        found = self._entry(commit, path)
        if found is None:
            return None
        mode, sha = found
        if mode not in FILES:
            raise NotAFileError
        return self._run("cat-file", "blob", sha)

    def commit(self, parent: str, path: str, content: bytes, message: str, author: str) -> str:
        """Make a commit that changes one file, and return it; nobody else sees it before it is pushed.

        Args:
            parent: the commit that it stands on.
            path: of the file within the repository, whether it is there or not.
            content: all of the file.
            message: of the commit; its first line is its title.
            author: name of who speaks; a service, never a person.

        Raises:
            GitError: there is no room.
        """
        index = {"GIT_INDEX_FILE": str(self._repository / "next-index")}
        blob = self._run("hash-object", "-w", "--stdin", given=content).decode().strip()
        mode = (self._entry(parent, path) or (NEW_FILE, ""))[0]
        self._run("read-tree", parent, variables=index)
        self._run("update-index", "-z", "--index-info", given=f"{mode} {blob}\t{path}\0".encode(), variables=index)
        tree = self._run("write-tree", "--missing-ok", variables=index).decode().strip()
        who = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", author), ("EMAIL", NO_REPLY))
        }
        return self._run("commit-tree", tree, "-p", parent, given=message.encode(), variables=who).decode().strip()

    def push(self, commit: str, branch: str) -> Pushed:
        """Make a commit the end of a branch of the forge, if all that is there stays below it.

        Args:
            commit: that `commit` has made.
            branch: of the forge; it is made where it is not there.

        Raises:
            StalePushError: somebody was faster.
            RefusedPushError: the forge does not take it.
            GitError: the forge cannot be reached, or the token may only read.
        """
        to = f"refs/heads/{branch}"
        # Without --no-thin a push would first fetch the files that it could be told as differences to.
        arguments = ("push", "--porcelain", "--no-thin", "origin", f"{commit}:{to}")
        try:
            done = self._git.run(*arguments, folder=self._repository, codes=(0, 1))
        except GitError as error:  # a forge may repeat what a commit says, which is no matter for a log
            raise GitError(error.fault, f"fatal:{error.said.rpartition('fatal:')[2]}", code=error.code) from None
        line = next((line for line in done.out.decode(errors="replace").splitlines() if f":{to}\t" in line), "")
        if done.code == 0:
            return Pushed(merge_request_of(done.said, self._git.address))
        if not line.startswith("!"):
            raise GitError(GitFault.of(done.said), code=done.code)
        # A hook of the forge may say anything: what git itself says stands at the end of the line.
        raise StalePushError if _STALE.search(line.rpartition("\t")[2]) else RefusedPushError

    def _entry(self, commit: str, path: str) -> tuple[str, str] | None:
        listed = self._run("ls-tree", "-z", "--full-tree", commit, "--", path).decode(errors="replace")
        found = (entry.partition("\t") for entry in listed.split("\0"))
        head = next((head for head, _, name in found if name == path), None)
        if head is None:
            return None
        mode, _, sha = head.split(" ")
        return mode, sha

    def _commit_of(self, ref: str) -> str:
        return self._run("rev-parse", "--verify", f"{ref}^0").decode().strip()

    def _run(self, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
        return self._git.run(*arguments, folder=self._repository, given=given, variables=variables).out
