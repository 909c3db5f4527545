"""A knowledge folder that changes as a whole, as a commit does: no look at it falls into the middle of a change."""

import threading
from pathlib import Path

from eig_bot.clock import Clock
from eig_bot.knowledge.last_good import LastGood
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase


class SteadyLibrary(Library):
    """What reads such a folder."""

    def __init__(self, folder: Path, now: Clock, kept: LastGood, changing: threading.Lock) -> None:
        """Take the folder; nothing is read yet.

        Args:
            folder: its path.
            now: tells the moment at which a page must be published to be served.
            kept: the last good versions of pages.
            changing: held while the folder changes.
        """
        super().__init__(folder, now, kept)
        self._changing = changing

    def refresh(self) -> KnowledgeBase | None:
        """Return the folder's new content, as `Library` does."""
        with self._changing:
            return super().refresh()
