"""When a page is published; `publication_keys.py` reads it from a front matter."""

from dataclasses import dataclass
from datetime import datetime


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


ALWAYS = Publication()
"""Of a page that says nothing of it."""
