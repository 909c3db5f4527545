"""A knowledge folder -> a `KnowledgeBase`, again and again: a running bot keeps the last good version of a bad file.

`Library.refresh` looks at the folder and reads anew only what changed. It is called at the start, and then by whoever
watches the folder (`eig_bot.answers.live`).
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from eig_bot.clock import Clock, clock
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge import calls
from eig_bot.knowledge.addresses import address_of
from eig_bot.knowledge.extras import NAMES
from eig_bot.knowledge.folder import FolderContent, content_of, read_bytes, written_at
from eig_bot.knowledge.last_good import LastGood, NothingKept, Version
from eig_bot.knowledge.left_out import LeftOut
from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses
from eig_bot.knowledge.opening import MAX_BYTES, OpenPage, as_meant, open_page
from eig_bot.knowledge.outline import Outline
from eig_bot.knowledge.outline_reader import outline
from eig_bot.knowledge.page import read_page, read_text
from eig_bot.knowledge.passage import KnowledgeBase, Page, Passage, RefusedPage
from eig_bot.knowledge.posts import with_posts
from eig_bot.knowledge.refused import may_tell_of_call
from eig_bot.knowledge.selection import select
from eig_bot.knowledge.shelf import Shelf
from eig_bot.knowledge.site_files import SiteFiles
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages


class Library:
    """A knowledge folder that is read again when it changes."""

    def __init__(self, folder: Path, now: Clock = clock(None), kept: LastGood = NothingKept()) -> None:  # noqa: B008 - stateless
        """Take the folder; nothing is read yet.

        Args:
            folder: its path.
            now: tells the moment at which a page must be published to be served.
            kept: the last good versions that an earlier process has left, and this one leaves; by default, none.
        """
        self._folder = folder
        self._now = now
        self._kept = kept
        self._content: FolderContent | None = None
        """What stood in the folder when it was last looked at; None before."""
        self._paths: frozenset[str] = frozenset()
        """Of the files that are pages."""
        self._left_out: tuple[LeftOut, ...] = ()
        self._shelf = Shelf(kept)
        self._published: frozenset[str] = frozenset()
        """Of the pages that were served when last looked at."""
        self._addresses = NO_ADDRESSES
        self._files = SiteFiles(folder, kept)

    def load(self, *, allow_empty: bool = False) -> KnowledgeBase:
        """Read what changed since the last call and return all that the folder says.

        Raises:
            KnowledgeError: there is no such folder, or, unless `allow_empty`, no page in it can be served.
        """
        knowledge = self.refresh() or self._knowledge()
        if not knowledge.passages and not allow_empty:
            first = next((str(problem) for problem in knowledge.problems if problem.is_error), None)
            if first and any(problem.message == messages.SITE_UNKNOWN for problem in knowledge.problems):
                first = f"{first} {messages.SITE_UNKNOWN.capitalize()}"
            if knowledge.unpublished:
                first = first or messages.all_unpublished(len(knowledge.unpublished))
            raise KnowledgeError(messages.nothing_to_serve(str(self._folder), first, list(map(str, self._left_out))))
        return knowledge

    def refresh(self) -> KnowledgeBase | None:
        """Return the folder's new content, or None when nothing changed since the last call.

        Raises:
            KnowledgeError: there is no such folder.
        """
        if not self._folder.is_dir():
            raise KnowledgeError(messages.no_such_folder(str(self._folder)))
        content = content_of(self._folder)
        before = self._content.files if self._content else {}
        changed = {path for path, fingerprint in content.files.items() if before.get(path) != fingerprint}
        gone = before.keys() - content.files.keys()
        if self._content and not changed and not gone:
            return None if self._shelf.published(self._now()) == self._published else self._knowledge()
        site = self._files.site
        self._files.refresh(content, changed | gone)
        self._content = content
        pages, self._left_out = select(content.pages, content.documents, self._files.generator, self._files.site.ignore)
        new = pages & changed if site == self._files.site else pages  # addresses depend on what is said of the site
        self._read_pages(content, pages, new | (pages - self._paths))
        self._shelf.forget_all_but(pages | (NAMES & content.files.keys()))
        return self._knowledge()

    def _read_pages(self, content: FolderContent, pages: frozenset[str], new: frozenset[str]) -> None:
        """Read what is new, and all that may lead to an address that changed; what is no page any more goes."""
        for path in self._paths - pages:
            self._shelf.drop(path)
        opened = self._opened(new)
        addresses = self._addresses_with(opened, pages)
        if addresses != self._addresses:
            opened |= self._opened(pages - new)
        self._paths, self._addresses = pages, addresses
        for path, page in opened.items():
            read = page if isinstance(page, Page) else read_text(page, self._files.site, addresses)
            if isinstance(page, OpenPage) and read.is_served:
                self._shelf.put(read, Version(page.text, written_at(content.files[path])))
            else:
                refused = RefusedPage(path, may_tell_of_call(path, self._any_bytes(path)))
                self._shelf.refuse(read, refused, self._as_it_was)

    def _as_it_was(self, path: str, version: Version) -> Page:
        return read_page(path, version.text.encode(), self._files.site, self._addresses)

    def outlines(self) -> dict[str, Outline]:
        """Return what stands where in each file, as far as it can be read; for `check`, which reads them once more."""
        refused = {problem.path for problem in self._knowledge().problems if problem.is_error}
        pages = self._paths - self._shelf.unpublished(self._now())
        extras = NAMES & self._content.files.keys() if self._content else set()
        found = {}
        for path in sorted((pages | extras) - (refused & NAMES)):
            with suppress(FieldError):  # it is no text, or was changed meanwhile
                text = self._files.text(path)
                found[path] = outline(path, as_meant(text) if path in refused else text)
        return found

    def _opened(self, paths: Iterable[str]) -> dict[str, OpenPage | Page]:
        """Read the front matter of files; one that cannot be read is a page already, of which nothing is served."""
        opened: dict[str, OpenPage | Page] = {}
        for path in sorted(paths):
            try:
                opened[path] = open_page(path, read_bytes(self._folder, path, MAX_BYTES))
            except FieldError as error:
                opened[path] = Page(path, problems=error.problems(path))
        return opened

    def _addresses_with(self, opened: Mapping[str, OpenPage | Page], present: Collection[str]) -> Addresses:
        """Return the addresses of all pages that are there; one that cannot be read keeps the address that it had."""
        new = {
            path: address_of(path, page.front, self._files.site) for path, page in opened.items() if isinstance(page, OpenPage)
        }
        return Addresses({path: address for path, address in {**self._addresses, **new}.items() if path in present})

    def _any_bytes(self, path: str) -> bytes | None:
        """Return what can be had of a file; None where that is nothing."""
        try:
            return read_bytes(self._folder, path, MAX_BYTES)
        except FieldError:
            return None

    def _knowledge(self) -> KnowledgeBase:
        now = self._now()
        self._published, unpublished = self._shelf.published(now), self._shelf.unpublished(now)
        pages = with_posts([self._shelf.page(path) for path in sorted(self._published, key=_reading_order)])
        problems = [*self._shelf.problems(unpublished), *self._files.extras.problems]
        audiences = calls.audiences(pages)
        return KnowledgeBase(
            passages=tuple(_for_audience(passage, audiences) for page in pages for passage in page.passages),
            calls=calls.with_dates(pages),
            site=self._files.site,
            lexicon=self._files.extras.lexicon,
            off_topic=self._files.extras.off_topic,
            problems=tuple(sorted(problems, key=lambda item: (item.path, item.line, item.column))),
            files=len(pages),
            addresses=self._addresses,
            unpublished=tuple(sorted(unpublished)),
            refused=self._shelf.refused,
            written={path: self._shelf.written(path) for path in self._published},
            left_out=self._left_out,
        )


def _reading_order(path: str) -> tuple[int, str]:
    """Pages nearest to the folder's root come first, as the more general ones."""
    return len(PurePosixPath(path).parts), path


def _for_audience(passage: Passage, audiences: dict[str, str]) -> Passage:
    audience = audiences.get(str(PurePosixPath(passage.page).parent))
    return replace(passage, audience=audience) if audience and passage.audience is None else passage
