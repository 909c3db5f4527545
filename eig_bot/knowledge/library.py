"""A knowledge folder -> a `KnowledgeBase`, again and again: a running bot keeps the last good version of a bad file.

`Library.refresh` looks at the folder and reads anew only what changed. It is called at the start, and then by whoever
watches the folder (`eig_bot.answers.live`).
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from eig_bot.errors import KnowledgeError
from eig_bot.knowledge import calls
from eig_bot.knowledge.addresses import address_of
from eig_bot.knowledge.extras import NAMES, Extras, read_extras
from eig_bot.knowledge.folder import Fingerprint, FolderContent, content_of, read_bytes
from eig_bot.knowledge.generators.find import generator_of, is_configuration
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.left_out import LeftOut
from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses
from eig_bot.knowledge.outline import Outline
from eig_bot.knowledge.outline_reader import outline
from eig_bot.knowledge.page import MAX_BYTES, OpenPage, as_meant, decode, open_page, read_text
from eig_bot.knowledge.passage import KnowledgeBase, Page, Passage, Site
from eig_bot.knowledge.selection import select
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import knowledge as messages


class Library:
    """A knowledge folder that is read again when it changes."""

    def __init__(self, folder: Path) -> None:
        """Take the folder's path; nothing is read yet."""
        self._folder = folder
        self._content: FolderContent | None = None
        """What stood in the folder when it was last looked at; None before."""
        self._paths: frozenset[str] = frozenset()
        """Of the files that are pages."""
        self._left_out: tuple[LeftOut, ...] = ()
        self._pages: dict[str, Page] = {}
        self._good: dict[str, Page] = {}
        self._addresses = NO_ADDRESSES
        self._written: dict[str, datetime] = {}
        """When each of these was written."""
        self._extras = Extras()
        self._generator = Generator()

    def load(self, *, allow_empty: bool = False) -> KnowledgeBase:
        """Read what changed since the last call and return all that the folder says.

        Raises:
            KnowledgeError: there is no such folder, or, unless `allow_empty`, no page in it can be served.
        """
        knowledge = self.refresh() or self._knowledge()
        if not knowledge.passages and not allow_empty:
            first = next((str(problem) for problem in knowledge.problems if problem.is_error), None)
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
            return None
        site = self._site
        self._content = content
        self._read_site(content, changed | gone)
        pages, self._left_out = select(content.pages, content.documents, self._generator, self._site.ignore)
        new = pages & changed if site == self._site else pages  # addresses depend on what is said of the site
        self._read_pages(content, pages, new | (pages - self._paths))
        return self._knowledge()

    def _read_pages(self, content: FolderContent, pages: frozenset[str], new: frozenset[str]) -> None:
        """Read what is new, and all that may lead to an address that changed; what is no page any more goes."""
        for path in self._paths - pages:
            self._pages.pop(path, None)
            self._good.pop(path, None)
        opened = self._opened(new)
        addresses = self._addresses_with(opened, pages)
        if addresses != self._addresses:
            opened |= self._opened(pages - new)
        self._paths, self._addresses = pages, addresses
        for path, page in opened.items():
            read = page if isinstance(page, Page) else read_text(page, self._site, addresses)
            self._take_in(read, content.files[path])

    def _take_in(self, page: Page, fingerprint: Fingerprint) -> None:
        self._pages[page.path] = page
        if page.is_served:
            self._good[page.path] = page
            self._written[page.path] = datetime.fromtimestamp(fingerprint[0] / 1e9, UTC)

    def outlines(self) -> dict[str, Outline]:
        """Return what stands where in each file, as far as it can be read; for `check`, which reads them once more."""
        refused = {problem.path for problem in self._knowledge().problems if problem.is_error}
        extras = NAMES & self._content.files.keys() if self._content else set()
        found = {}
        for path in sorted((self._paths | extras) - (refused & NAMES)):
            with suppress(FieldError):  # it is no text, or was changed meanwhile
                text = self._text(path)
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
        new = {path: address_of(path, page.front, self._site) for path, page in opened.items() if isinstance(page, OpenPage)}
        return Addresses({path: address for path, address in {**self._addresses, **new}.items() if path in present})

    @property
    def _site(self) -> Site:
        return self._generator.site(self._extras.site)

    def _read_site(self, content: FolderContent, changed: Collection[str]) -> None:
        """Read the optional files and the configurations, where any of them came, changed or went."""
        if NAMES.intersection(changed):
            sources: dict[str, str | FieldError] = {}
            for name in NAMES & content.files.keys():
                try:
                    sources[name] = self._text(name)
                except FieldError as error:
                    sources[name] = error
            self._extras = read_extras(sources, self._extras)
        if any(map(is_configuration, changed)) or not self._generator.name:
            self._generator = generator_of(self._configurations(content), content.pages)

    def _configurations(self, content: FolderContent) -> dict[str, str]:
        """Return the text of each; one that is empty or cannot be read still tells by its name which tool it is of."""
        found = dict.fromkeys(filter(is_configuration, content.files), "")
        for path in found:
            with suppress(FieldError):
                found[path] = self._text(path)
        return found

    def _text(self, path: str) -> str:
        return decode(read_bytes(self._folder, path, MAX_BYTES))

    def _knowledge(self) -> KnowledgeBase:
        pages = [self._good[path] for path in sorted(self._good, key=_reading_order)]
        problems = [problem for page in self._pages.values() for problem in page.problems]
        audiences = calls.audiences(pages)
        return KnowledgeBase(
            passages=tuple(_for_audience(passage, audiences) for page in pages for passage in page.passages),
            calls=calls.with_dates(pages),
            site=self._site,
            lexicon=self._extras.lexicon,
            off_topic=self._extras.off_topic,
            problems=tuple(sorted([*problems, *self._extras.problems], key=lambda item: (item.path, item.line, item.column))),
            files=len(pages),
            addresses=self._addresses,
            written={path: self._written[path] for path in self._good},
            left_out=self._left_out,
        )


def _reading_order(path: str) -> tuple[int, str]:
    """Pages nearest to the folder's root come first, as the more general ones."""
    return len(PurePosixPath(path).parts), path


def _for_audience(passage: Passage, audiences: dict[str, str]) -> Passage:
    audience = audiences.get(str(PurePosixPath(passage.page).parent))
    return replace(passage, audience=audience) if audience and passage.audience is None else passage
