"""The last good commits of the knowledge: what a start without the forge serves, and what several processes agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from eig_bot.journal.repository import Repository, upsert
from eig_bot.journal.tables import knowledge_trees

KEPT = 2
"""Commits of each source: the one in service, and the one before it for who is still reading that."""


@dataclass(frozen=True, slots=True)
class KeptCommit:
    """A commit that some process could load."""

    sha: str
    seen_at: datetime
    """When the forge last said that it is the end of the branch; the newest by this is what all should serve."""


class KnowledgeTrees(Repository):
    """Trees of pages by source, a hash of repository, branch and folder; how one is packed is the caller's."""

    def commits(self, source: str) -> Sequence[KeptCommit]:
        """Return the commits of a `source` that are kept, the newest that any process could load first."""
        columns = knowledge_trees.c
        wanted = select(columns.sha, columns.seen_at).where(columns.source == source).order_by(columns.seen_at.desc())
        with self._database.read() as connection:
            return [KeptCommit(*row) for row in connection.execute(wanted)]

    def content(self, source: str, sha: str) -> bytes | None:
        """Return the packed tree of a commit.

        Args:
            source: whose commit.
            sha: its name.

        Returns:
            None where it is not kept any more.
        """
        columns = knowledge_trees.c
        with self._database.read(is_long=True) as connection:
            return connection.scalar(select(columns.content).where(columns.source == source, columns.sha == sha))

    def keep(self, source: str, commit: KeptCommit, content: bytes) -> None:
        """Keep the tree of a commit that could be loaded, and the one before; older ones go.

        Args:
            source: whose commit.
            commit: that the forge has at the end of the branch.
            content: the packed tree.
        """
        columns = knowledge_trees.c
        values = {"source": source, "sha": commit.sha, "seen_at": commit.seen_at, "content": content}
        newest = select(columns.sha).where(columns.source == source).order_by(columns.seen_at.desc()).limit(KEPT)
        with self._database.begin(is_long=True) as connection:
            upsert(connection, knowledge_trees, values)
            kept = list(connection.scalars(newest))
            connection.execute(delete(knowledge_trees).where(columns.source == source, columns.sha.not_in(kept)))
