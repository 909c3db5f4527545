"""When a page is published; `publication_keys.py` reads it from a front matter."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

DRAFTS = "_drafts"
"""Name of the folder whose pages are none yet."""


@dataclass(frozen=True, slots=True)
class Publication:
    """When a page is published."""

    is_draft: bool = False
    """True for one that is not, at any time."""
    starts: datetime | None = None
    """From when it is; None: ever since."""
    ends: datetime | None = None
    """Until when it is; None: for ever."""

    def holds(self, now: datetime) -> bool:
        """Return whether the page is published at a moment, `now`, with its time zone."""
        return not (self.is_draft or (self.starts and now < self.starts) or (self.ends and now >= self.ends))

    def within(self, path: str) -> "Publication":
        """Return the same for the page at a `path` within the folder: in a folder of drafts it is one."""
        return replace(self, is_draft=True) if DRAFTS in PurePosixPath(path).parts[:-1] else self


ALWAYS = Publication()
"""Of a page that says nothing of it."""
