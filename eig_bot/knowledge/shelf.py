"""The pages of a folder while it is followed: each as it is now, and the last good version of one that is refused.

`Library` puts on it what it has read. What is served of it depends on the moment, too: a page may have a day on which it is
published, and one on which it is no more.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from eig_bot.knowledge.last_good import LastGood, Version
from eig_bot.knowledge.passage import Page, Problem, RefusedPage

Reader = Callable[[str, Version], Page]
"""Reads an earlier version of the file at a path."""


class Shelf:
    """Pages by the path of their file, and what is kept of them over a restart."""

    def __init__(self, kept: LastGood) -> None:
        """Take the place where the last good versions of an earlier process are, and those of this one go; it begins empty."""
        self._kept = kept
        self._pages: dict[str, Page] = {}
        self._good: dict[str, Page] = {}
        self._written: dict[str, datetime] = {}
        self._refused: dict[str, RefusedPage] = {}

    def put(self, page: Page, version: Version) -> None:
        """Put a page that can be read in the place of what was known of it.

        Args:
            page: that is served.
            version: the file that it comes from, to be kept.
        """
        self._pages[page.path] = self._good[page.path] = page
        self._written[page.path] = version.written
        self._refused.pop(page.path, None)
        self._kept.keep(page.path, version)

    def refuse(self, page: Page, refused: RefusedPage, read: Reader) -> None:
        """Take note of a page that cannot be read as it is; its last good version stays, or comes from an earlier process.

        Args:
            page: with what is wrong with it.
            refused: the same page.
            read: reads a version that was kept; where it cannot be served any more, there is none.
        """
        self._pages[page.path] = page
        self._refused[page.path] = refused
        if page.path in self._good:
            return
        version = self._kept.read(page.path)
        good = read(page.path, version) if version else None
        if version and good and good.is_served:
            self._good[page.path] = good
            self._written[page.path] = version.written

    def drop(self, path: str) -> None:
        """Forget the page at a `path`, which is no page of the folder any more."""
        for known in (self._pages, self._good, self._written, self._refused):
            known.pop(path, None)

    def forget_all_but(self, present: Collection[str]) -> None:
        """Keep no version of what was deleted; a folder without any page is out of reach rather than emptied.

        Args:
            present: paths of the files that are there.
        """
        if self._good:
            for path in self._kept.paths() - frozenset(present):
                self._kept.forget(path)

    def published(self, now: datetime) -> frozenset[str]:
        """Return the paths of the pages that are served at a moment, `now`, with its time zone."""
        return frozenset(path for path, page in self._good.items() if page.publication.holds(now))

    def unpublished(self, now: datetime) -> frozenset[str]:
        """Return the paths of the pages that could be served and are not published at a moment, `now`."""
        return frozenset(self._good) - self.published(now)

    def page(self, path: str) -> Page:
        """Return the last good version of the page at a `path`, which has one."""
        return self._good[path]

    def written(self, path: str) -> datetime:
        """Return when the last good version of the page at a `path` was written."""
        return self._written[path]

    @property
    def refused(self) -> tuple[RefusedPage, ...]:
        """The pages that cannot be read as they are, by their paths."""
        return tuple(self._refused[path] for path in sorted(self._refused))

    def problems(self, but: Collection[str]) -> list[Problem]:
        """Return what is wrong with the pages as they are.

        Args:
            but: paths of pages of which only errors are told.
        """
        shown = (page for path, page in self._pages.items() if path not in but or not page.is_served)
        return [problem for page in shown for problem in page.problems]
