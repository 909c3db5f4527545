"""A page of the programme's site, read as the bot reads it, with what its folder says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from eig_bot.errors import InputError
from eig_bot.knowledge import calls
from eig_bot.knowledge.extras import SITE_FILE, read_site
from eig_bot.knowledge.front_matter import FrontMatter, read_ours
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.opening import MAX_BYTES, decode
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Site
from eig_bot.knowledge.split_file import split
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import importing as messages

INDEXES = ("_index.md", "index.md")
"""Pages that stand for their folder: the topmost folder around a page that has one is the site."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the site, read."""

    place: str
    """Its path within the site, as far as that is known."""
    front: FrontMatter
    passages: tuple[Passage, ...]
    calls: tuple[CallForProjects, ...]
    audience: str | None
    url: str | None
    """None when unknown."""


def read_source(path: Path, site: Site) -> SourcePage:
    """Return a page of the site.

    Args:
        path: the file.
        site: against whose address links resolve; also the page's own, where it stands in a copy of the whole site.

    Raises:
        InputError: it cannot be read, says nothing, or is a knowledge file already.
    """
    source = _bytes(path)
    whole = path.resolve()
    root = _site_folder(whole)
    place = whole.relative_to(root).as_posix() if root else whole.name
    page = read_page(place, source, site)
    for problem in page.problems:
        raise InputError(str(replace(problem, path=str(path))))
    front = read_ours(split(decode(source)).front)
    if front.has_phrasings:
        raise InputError(messages.already_knowledge(str(path)))
    url = (page.passages[0].url or "").partition("#")[0] or None
    if url and not root and not front.url:
        page, url = _without_address(page, url), None
    pages = [page, *(_neighbours(whole, place, site, front) if root else ())]
    return SourcePage(
        place=place,
        front=front,
        passages=page.passages,
        calls=tuple(call for call in calls.with_dates(pages) if call.page == place),
        audience=front.audience or calls.audiences(pages).get(str(PurePosixPath(place).parent)),
        url=url,
    )


def site_of(folder: Path) -> Site:
    """Return what the `site.yml` of a knowledge folder says; nothing without one.

    Args:
        folder: the knowledge folder, which need not be there.

    Raises:
        InputError: it cannot be read.
    """
    path = folder / SITE_FILE
    if not path.exists():
        return Site()
    try:
        return read_site(decode(_bytes(path)))
    except FieldError as error:
        raise InputError(str(error.problem(str(path)))) from error


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than the limit at most."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(cli_messages.cannot_read(str(path))) from error


def _site_folder(path: Path) -> Path | None:
    """Return the folder of the site in which a page stands; None for a page that stands alone."""
    has_page = [any((folder / name).is_file() for name in INDEXES) for folder in path.parents]
    if True not in has_page:
        return None
    first = has_page.index(True)
    end = has_page.index(False, first) if False in has_page[first:] else len(has_page)
    return path.parents[end - 1]


def _neighbours(path: Path, place: str, site: Site, front: FrontMatter) -> Iterator[Page]:
    """The dates of a page's call may stand beside it, and another page may say to whom its folder speaks."""
    for other in sorted(path.parent.glob("*.md")):
        if other.name == path.name or not other.is_file():
            continue
        source = _bytes(other)
        if front.open is not None or re.search(rb"^open:", source, re.MULTILINE):
            yield read_page(str(PurePosixPath(place).with_name(other.name)), source, site)


def _without_address(page: Page, guessed: str) -> Page:
    """A page that stands alone has no known address: take out what was derived from its file's name."""

    def is_guessed(url: str | None) -> bool:
        return url is not None and url.partition("#")[0] == guessed

    def known(passage: Passage) -> Passage:
        text = LINK.sub(lambda link: link[1] if is_guessed(link[2]) else link[0], passage.text)
        return replace(passage, text=text, url=None if is_guessed(passage.url) else passage.url)

    return replace(page, passages=tuple(map(known, page.passages)))
