"""Whether a commit can be served, before it is: its pages are read as the running bot would, and nothing is kept."""

from dataclasses import dataclass
from pathlib import Path

from eig_bot.clock import Clock
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge.last_good import LastGood, Version
from eig_bot.knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it."""

    is_served: bool
    """Some page of the commit itself can be served, now or once it is published."""
    refused: frozenset[str]
    """Paths of the files that are wrong; their last good versions would be served."""
    why: str | None = None
    """The first thing that is wrong, where nothing can be served."""


def tried(folder: Path, now: Clock, kept: LastGood) -> Verdict:
    """Read a commit's folder.

    Args:
        folder: with the files of the commit.
        now: tells the moment at which a page must be published to be served.
        kept: holds the last good versions, which this only reads.
    """
    try:
        knowledge = Library(folder, now, _ReadOnly(kept)).load(allow_empty=True)
    except KnowledgeError as error:
        return Verdict(is_served=False, refused=frozenset(), why=str(error))
    errors = [problem for problem in knowledge.problems if problem.is_error]
    refused = frozenset(problem.path for problem in errors)
    own = {*(passage.page for passage in knowledge.passages), *knowledge.unpublished} - refused
    return Verdict(bool(own), refused, None if own or not errors else str(errors[0]))


class _ReadOnly:
    """Last good versions that stay as they are."""

    def __init__(self, kept: LastGood) -> None:
        self._kept = kept

    def paths(self) -> frozenset[str]:
        return self._kept.paths()

    def read(self, path: str) -> Version | None:
        return self._kept.read(path)

    def keep(self, path: str, version: Version) -> None:
        """Keep nothing."""

    def forget(self, path: str) -> None:
        """Forget nothing."""
