"""What the processes on one database agree on: the newest commit that any of them could load, and its pages.

A database that is away costs this alone: each process then goes by the forge.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from eig_bot.errors import JournalError
from eig_bot.git.packing import MOST, pack, unpack
from eig_bot.git.trees import Trees
from eig_bot.journal.knowledge_trees import KeptCommit, KnowledgeTrees
from eig_bot.knowledge.last_good import LastGood

log = logging.getLogger(__name__)


class SharedCommits:
    """The commits of one repository, branch and folder in the database."""

    def __init__(self, stored: KnowledgeTrees, source: str) -> None:
        """Take where they are.

        Args:
            stored: the table.
            source: which repository, branch and folder.
        """
        self._stored = stored
        self._source = source

    def newest(self) -> KeptCommit | None:
        """Return the newest commit that any process could load; None where there is none, or the database is away."""
        try:
            return next(iter(self._stored.commits(self._source)), None)
        except JournalError:
            return None

    def has(self, sha: str) -> bool:
        """Return whether a commit, `sha`, is one of the last that were shared."""
        try:
            return any(commit.sha == sha for commit in self._stored.commits(self._source))
        except JournalError:
            return False

    def give(self, sha: str, seen_at: datetime, folder: Path, refused: Iterable[str], kept: LastGood) -> None:
        """Share a commit; where the database is away, a later call does.

        Args:
            sha: the commit.
            seen_at: when the forge was asked, and named it as the last one of the branch.
            folder: its files.
            refused: paths of the files that are wrong in it.
            kept: holds their last good versions, which go along.
        """
        try:
            content = pack(folder, kept, refused)
            if len(content) > MOST:
                log.warning(
                    "too much to be kept in the database: a start without the forge needs its disk", extra={"commit": sha}
                )
                content = b""
            self._stored.keep(self._source, KeptCommit(sha, seen_at), content)
        except (JournalError, OSError) as error:
            log.info("commit not shared yet", extra={"commit": sha, "error": type(error).__name__})

    def take(self, sha: str, trees: Trees, kept: LastGood) -> Path | None:
        """Write the files of a shared commit, and return their folder.

        Args:
            sha: the commit.
            trees: gets its files.
            kept: gets last good versions that came along, where it has none.

        Returns:
            None where they are not kept, or the database is away.

        Raises:
            GitError: they cannot be read or written.
        """
        try:
            content = self._stored.content(self._source, sha)
        except JournalError:
            return None
        if not content:
            return None
        unpack(content, sha, trees, kept)
        return trees.folder(sha)
