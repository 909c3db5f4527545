"""How a commit comes into service: from the forge or from the database, tried before it is served."""

import logging
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from eig_bot.clock import Clock
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.mirror import Commit, Mirror
from eig_bot.git.shared import SharedCommits
from eig_bot.git.state import Unusable
from eig_bot.git.trees import Trees
from eig_bot.git.trial import Verdict, tried
from eig_bot.journal.knowledge_trees import KeptCommit
from eig_bot.knowledge.last_good import LastGood
from eig_bot.messages import git as messages

log = logging.getLogger(__name__)


class Intake:
    """Takes commits of one branch; one thread at a time uses it."""

    def __init__(self, mirror: Mirror, trees: Trees, shared: SharedCommits, kept: LastGood, clock: Clock) -> None:
        """Take what commits go through.

        Args:
            mirror: fetches them.
            trees: holds their files, and which of them is in service.
            shared: those of the database.
            kept: the last good versions of pages.
            clock: tells the moment at which a page must be published to be served.
        """
        self._mirror = mirror
        self._trees = trees
        self._shared = shared
        self._kept = kept
        self._clock = clock
        self._refused: dict[str, frozenset[str]] = {}
        """What is wrong in the commit in service, where this process has tried it."""

    def from_forge(self) -> Unusable | None:
        """Fetch the last commit of the branch, and serve it; return why not where it cannot be.

        Raises:
            GitError: it could not be fetched, or not be written.
        """
        with self._mirror.locked():
            commit = self._mirror.fetch()
            try:
                folder = self._unpacked(commit)
            except GitError as error:
                if error.fault is not GitFault.ABSENT_FOLDER:
                    raise
                return self._unusable(commit.sha, messages.no_folder(self._mirror.folder))
            verdict = self._try(commit.sha, folder, "forge")
        return None if verdict.is_served else self._unusable(commit.sha, verdict.why)

    def from_database(self, sha: str) -> bool:
        """Serve a commit, `sha`, from the database; return whether it could be."""
        try:
            with self._mirror.locked():
                folder = self._shared.take(sha, self._trees, self._kept)
                return folder is not None and self._try(sha, folder, "database").is_served
        except GitError as error:
            log.warning("commit of the database not taken", extra={"commit": sha, "fault": str(error)})
            return False

    def share(self, head: str, asked_at: datetime) -> None:
        """Let other processes have the commit in service, unless they know that it is the last one.

        Args:
            head: that commit, which the forge has named as the last one of the branch.
            asked_at: when the forge was asked.
        """
        newest = self._shared.newest()
        if newest and newest.sha == head:
            return
        folder = self._trees.folder(head)
        refused = self._refused.get(head)
        if refused is None:
            refused = tried(folder, self._clock, self._kept).refused
        self._shared.give(head, asked_at, folder, refused, self._kept)

    def newer(self) -> KeptCommit | None:
        """Return the newest commit that any process could load, where this one serves an older one, or none."""
        newest, served = self._shared.newest(), self._trees.served
        if newest is None or newest.sha == served:
            return None
        if served is None or self._shared.has(served) or newest.seen_at > self._trees.since:
            return newest
        return None

    def is_shared(self, sha: str) -> bool:
        """Return whether a commit, `sha`, is the newest that any process could load."""
        newest = self._shared.newest()
        return newest is not None and newest.sha == sha

    def _unpacked(self, commit: Commit) -> Path:
        with tempfile.TemporaryFile(dir=self._mirror.repository.parent) as file:
            self._mirror.archive(commit.sha, file)
            file.seek(0)
            try:
                with tarfile.open(fileobj=file, mode="r:") as source:
                    return self._trees.unpack(commit.sha, source, commit.at)
            except tarfile.TarError as error:
                raise GitError(GitFault.OTHER, type(error).__name__) from error

    def _try(self, sha: str, folder: Path, origin: str) -> Verdict:
        """Serve a commit that can be served, and return whether it can."""
        verdict = tried(folder, self._clock, self._kept)
        if verdict.is_served:
            self._trees.switch(sha)
            self._refused = {sha: verdict.refused}
            log.info("commit in service", extra={"commit": sha, "from": origin, "refused": len(verdict.refused)})
        else:
            self._trees.discard(sha)
        return verdict

    def _unusable(self, sha: str, why: str | None) -> Unusable:
        log.error("commit cannot be served, the one before stays: %s", why or "no page", extra={"commit": sha})
        return Unusable(sha, why)
