"""A knowledge folder -> a `KnowledgeBase`, again and again: a running bot keeps the last good version of a bad file.

`Library.refresh` looks at the folder and reads anew only what changed. It is called at the start, and then by whoever
watches the folder (`eig_bot.answers.live`).
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from eig_bot.clock import Clock, clock
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge import calls
from eig_bot.knowledge.addresses import Addresses, address_of
from eig_bot.knowledge.extras import NAMES, Extras, read_extras
from eig_bot.knowledge.last_good import LastGood, NothingKept, Version
from eig_bot.knowledge.outline import Outline
from eig_bot.knowledge.outline_reader import outline
from eig_bot.knowledge.page import MAX_BYTES, OpenPage, decode, open_page, read_page, read_text
from eig_bot.knowledge.passage import KnowledgeBase, Page, Passage, RefusedPage
from eig_bot.knowledge.posts import with_posts
from eig_bot.knowledge.refused import may_tell_of_call
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages

Fingerprint = tuple[int, int, int]
"""Modification time in ns, size, inode: editors and `git` may replace a file within the same second."""


class Library:
    """A knowledge folder that is read again when it changes."""

    def __init__(self, folder: Path, now: Clock = clock(None), kept: LastGood = NothingKept()) -> None:  # noqa: B008 - without state
        """Take the folder; nothing is read yet.

        Args:
            folder: its path.
            now: tells the moment at which a page must be published to be served.
            kept: the last good versions that an earlier process has left, and this one leaves; by default, none.
        """
        self._folder = folder
        self._now = now
        self._kept = kept
        self._published: frozenset[str] = frozenset()
        """Paths of the pages that were served when last looked at."""
        self._refused: dict[str, RefusedPage] = {}
        self._seen: dict[str, Fingerprint] = {}
        self._pages: dict[str, Page] = {}
        self._good: dict[str, Page] = {}
        self._addresses: Addresses = {}
        self._written: dict[str, datetime] = {}
        """When each of these was written."""
        self._extras = Extras()

    def load(self, *, allow_empty: bool = False) -> KnowledgeBase:
        """Read what changed since the last call and return all that the folder says.

        Raises:
            KnowledgeError: there is no such folder, or, unless `allow_empty`, no page in it can be served.
        """
        knowledge = self.refresh() or self._knowledge()
        if not knowledge.passages and not allow_empty:
            first = next((str(problem) for problem in knowledge.problems if problem.is_error), None)
            if knowledge.unpublished:
                first = first or messages.all_unpublished(knowledge.unpublished)
            raise KnowledgeError(messages.nothing_to_serve(str(self._folder), first))
        return knowledge

    def refresh(self) -> KnowledgeBase | None:
        """Return the folder's new content, or None when nothing changed since the last call.

        Raises:
            KnowledgeError: there is no such folder.
        """
        if not self._folder.is_dir():
            raise KnowledgeError(messages.no_such_folder(str(self._folder)))
        found = dict(_files(self._folder))
        changed = {path for path, fingerprint in found.items() if self._seen.get(path) != fingerprint}
        gone = self._seen.keys() - found.keys()
        if not changed and not gone:
            return self._knowledge() if self._published_now() != self._published else None
        if (changed | gone) & NAMES and self._read_extras({name: found[name] for name in found.keys() & NAMES}):
            changed = set(found)
        for path in gone:
            self._pages.pop(path, None)
            self._good.pop(path, None)
            self._refused.pop(path, None)
        opened = self._opened(changed - NAMES)
        addresses = self._addresses_with(opened, found.keys() - NAMES)
        if addresses != self._addresses:  # other pages may lead there
            opened |= self._opened(found.keys() - NAMES - changed)
            self._addresses = addresses
        for path, page in opened.items():
            if isinstance(page, OpenPage):
                self._take_in(read_text(page, self._extras.site, addresses), found[path], page.text)
            else:
                self._take_in(page, found[path])
        self._seen = found
        self._forget_deleted()
        return self._knowledge()

    def _take_in(self, page: Page, fingerprint: Fingerprint, text: str = "") -> None:
        self._pages[page.path] = page
        if page.is_served:
            version = Version(text, _written_at(fingerprint))
            self._serve(page, version.written)
            self._refused.pop(page.path, None)
            self._kept.keep(page.path, version)
            return
        self._refused[page.path] = RefusedPage(page.path, may_tell_of_call(page.path, _any_bytes(self._folder, page.path)))
        if page.path not in self._good:
            self._restore(page.path)

    def _serve(self, page: Page, written: datetime) -> None:
        self._good[page.path] = page
        self._written[page.path] = written

    def _restore(self, path: str) -> None:
        """Serve a page that is refused as an earlier process could last read it."""
        version = self._kept.read(path)
        page = read_page(path, version.text.encode(), self._extras.site, self._addresses) if version else None
        if version and page and page.is_served:
            self._serve(page, version.written)

    def _forget_deleted(self) -> None:
        """Keep no version of what is there no more; a folder without any page is out of reach rather than emptied."""
        if self._good:
            for path in self._kept.paths() - self._seen.keys():
                self._kept.forget(path)

    def outlines(self) -> dict[str, Outline]:
        """Return what stands where in each file that is read without an error; for `check`, which reads them once more."""
        refused = {problem.path for problem in self._knowledge().problems if problem.is_error}
        unpublished = self._good.keys() - self._published_now()
        found = {}
        for path in sorted(self._seen.keys() - refused - unpublished):
            try:
                found[path] = outline(path, decode(_bytes(self._folder, path)))
            except FieldError:  # it was changed meanwhile
                continue
        return found

    def _opened(self, paths: Iterable[str]) -> dict[str, OpenPage | Page]:
        """Read the front matter of files; one that cannot be read is a page already, of which nothing is served."""
        opened: dict[str, OpenPage | Page] = {}
        for path in sorted(paths):
            try:
                opened[path] = open_page(path, _bytes(self._folder, path))
            except FieldError as error:
                opened[path] = Page(path, problems=(error.problem(path),))
        return opened

    def _addresses_with(self, opened: Mapping[str, OpenPage | Page], present: Collection[str]) -> Addresses:
        """Return the addresses of all pages that are there; one that cannot be read keeps the address that it had."""
        site = self._extras.site
        new = {path: address_of(path, page.front, site) for path, page in opened.items() if isinstance(page, OpenPage)}
        return {path: address for path, address in {**self._addresses, **new}.items() if path in present}

    def _read_extras(self, present: Mapping[str, Fingerprint]) -> bool:
        """Return whether every page must be read again, since addresses depend on what `site.yml` says."""
        sources: dict[str, str | FieldError] = {}
        for name in present:
            try:
                sources[name] = decode(_bytes(self._folder, name))
            except FieldError as error:
                sources[name] = error
        before, self._extras = self._extras, read_extras(sources, self._last_extras())
        bad = {problem.path for problem in self._extras.problems}
        for name, source in sources.items():
            if isinstance(source, str) and name not in bad:
                self._kept.keep(name, Version(source, _written_at(present[name])))
        return before.site != self._extras.site

    def _last_extras(self) -> Extras:
        """Return what the optional files said before; at the start, in an earlier process."""
        if self._seen:
            return self._extras
        versions = {name: version for name in NAMES if (version := self._kept.read(name))}
        return read_extras({name: version.text for name, version in versions.items()}, Extras())

    def _published_now(self) -> frozenset[str]:
        now = self._now()
        return frozenset(path for path, page in self._good.items() if page.publication.holds(now))

    def _knowledge(self) -> KnowledgeBase:
        self._published = self._published_now()
        pages = with_posts([self._good[path] for path in sorted(self._published, key=_reading_order)])
        unpublished = self._good.keys() - self._published
        shown = [page for path, page in self._pages.items() if path not in unpublished or not page.is_served]
        problems = [problem for page in shown for problem in page.problems]
        audiences = calls.audiences(pages)
        return KnowledgeBase(
            passages=tuple(_for_audience(passage, audiences) for page in pages for passage in page.passages),
            calls=calls.with_dates(pages),
            site=self._extras.site,
            lexicon=self._extras.lexicon,
            off_topic=self._extras.off_topic,
            problems=tuple(sorted([*problems, *self._extras.problems], key=lambda item: (item.path, item.line, item.column))),
            files=len(pages),
            unpublished=len(unpublished),
            refused=tuple(self._refused[path] for path in sorted(self._refused)),
            written={path: self._written[path] for path in self._published},
        )


def _files(folder: Path) -> Iterator[tuple[str, Fingerprint]]:
    """Yield (path within the folder, fingerprint) of each page and optional file; hidden ones are not ours."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        away = {name for name in folders if Path(place, name).is_symlink() and _leaves(folder, Path(place, name))}
        for name in sorted([*names, *away]):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            if name.startswith(".") or not (name.endswith(".md") or name in away or relative in NAMES):
                continue
            try:
                status = path.lstat() if path.is_symlink() and not path.exists() else path.stat()
            except OSError:  # it went away since the folder was listed
                continue
            yield relative, (status.st_mtime_ns, status.st_size, status.st_ino)


def _written_at(fingerprint: Fingerprint) -> datetime:
    return datetime.fromtimestamp(fingerprint[0] / 1e9, UTC)


def _bytes(folder: Path, path: str) -> bytes:
    """Return a file's bytes, one more than the limit at most.

    Raises:
        FieldError: it cannot be read, or is a link to a place outside the folder.
    """
    file = folder / path
    if _leaves(folder, file):
        raise FieldError(0, messages.LINK_LEAVES_FOLDER)
    if not file.is_file():
        raise FieldError(0, messages.UNREADABLE)
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise FieldError(0, messages.UNREADABLE) from error


def _any_bytes(folder: Path, path: str) -> bytes | None:
    """Return what can be had of a file; None where that is nothing."""
    try:
        return _bytes(folder, path)
    except FieldError:
        return None


def _leaves(folder: Path, file: Path) -> bool:
    try:
        return not file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def _reading_order(path: str) -> tuple[int, str]:
    """Pages nearest to the folder's root come first, as the more general ones."""
    return len(PurePosixPath(path).parts), path


def _for_audience(passage: Passage, audiences: dict[str, str]) -> Passage:
    audience = audiences.get(str(PurePosixPath(passage.page).parent))
    return replace(passage, audience=audience) if audience and passage.audience is None else passage
