"""A page of the programme's site -> draft knowledge files, which the team completes (`eig-bot import`).

Steps of `drafts`: read the page as the bot does, with its folder; lay its passages out under their headings; write front matter
and Markdown; read the draft again, so that no word is lost on the way. `save` writes drafts beside what is there, never over it.

A page becomes one file, or, where every top heading would fill a message by itself, one file for each of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from os.path import lexists
from pathlib import Path
from typing import Any

import yaml

from eig_bot import messages
from eig_bot.errors import InputError
from eig_bot.knowledge import calls
from eig_bot.knowledge.extras import SITE_FILE, read_site
from eig_bot.knowledge.front_matter import END_OF_DAY, FieldError, FrontMatter, read_ours, split
from eig_bot.knowledge.lint import ONE_MESSAGE
from eig_bot.knowledge.markdown import LINK, clean, parse, resolver
from eig_bot.knowledge.page import MAX_BYTES, decode, fold, read_page
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Problem, Site
from eig_bot.search.analyzer import fold as plain

MAX_NAME = 60
"""Characters of a file's name: a title of the site's blog has up to 150."""
INDEXES = ("_index.md", "index.md")
"""Pages that stand for their folder: the topmost folder that has one is the site."""
CARRIED = ("owner", "tags", "valid_until", "review_by")
"""Keys that a draft takes over as they are; a review is of what a person has read, so that `reviewed` is not."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A knowledge file to be."""

    name: str
    text: str
    passages: int
    """How many passages it has."""


def site_of(folder: Path) -> Site:
    """Return what the `site.yml` of a knowledge folder says; nothing without one.

    Raises:
        InputError: it cannot be read.
    """
    path = folder / SITE_FILE
    if not path.exists():
        return Site()
    try:
        return read_site(decode(_bytes(path)))
    except FieldError as error:
        raise InputError(str(Problem(str(path), error.line + 1, str(error)))) from error


def drafts(path: Path, site: Site, now: datetime) -> tuple[Draft, ...]:
    """Return the files that a page becomes.

    Args:
        path: the page.
        site: against whose address its links resolve, and its own address where the page stands in a copy of the site.
        now: the moment, which tells whether a date of a call has passed.

    Raises:
        InputError: the page cannot be read, says nothing, already is a knowledge file, or would lose words.
    """
    page = _read(path, site, now)
    return tuple(_draft(page, sections, site, path) for sections in _parts(_sections(page.passages)))


def save(found: Sequence[Draft], folder: Path) -> tuple[Path, ...]:
    """Write the drafts of one page, all or none, each whole at once.

    Raises:
        InputError: a file of that name is there, or the folder cannot be written.
    """
    targets = [folder / draft.name for draft in found]
    taken = next((target for target in targets if lexists(target)), None)
    if taken:
        raise InputError(messages.file_is_there(str(taken)))
    waiting = [target.with_name(f".{target.name}.tmp") for target in targets]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft, place in zip(found, waiting, strict=True):
            place.write_text(draft.text, encoding="utf-8")
        for target, place in zip(targets, waiting, strict=True):
            place.rename(target)
    except OSError as error:
        raise InputError(messages.cannot_write(str(folder))) from error
    finally:
        for place in waiting:
            place.unlink(missing_ok=True)
    return tuple(targets)


# --- the page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """A page of the site, read."""

    place: str
    """Its path within the site, as far as that is known."""
    front: FrontMatter
    passages: tuple[Passage, ...]
    calls: tuple[CallForProjects, ...]
    audience: str | None
    url: str | None
    """None when unknown."""
    now: datetime


def _read(path: Path, site: Site, now: datetime) -> _Source:
    root = _site_folder(path)
    place = path.relative_to(root).as_posix() if root else path.name
    try:
        source = _bytes(path)
    except FieldError as error:
        raise InputError(f"{path}:{error.line + 1}: {error}") from error
    page = read_page(place, source, site)
    if page.problems:
        problem = page.problems[0]
        raise InputError(str(Problem(str(path), problem.line, problem.message)))
    front = read_ours((split(decode(source)) or ("",))[0])
    if front.has_phrasings:
        raise InputError(messages.already_knowledge(str(path)))
    pages = [page, *(_neighbours(path, place, site, front) if root else ())]
    passages, guessed = page.passages, (page.passages[0].url or "").partition("#")[0]
    if not front.url and not root:
        passages, guessed = _without_guess(passages, guessed), ""
    folder = place.rpartition("/")[0]
    audience = front.audience or calls.audiences(pages).get(folder)
    dated = tuple(call for call in calls.with_dates(pages) if call.page == place)
    return _Source(place, front, passages, dated, audience, guessed or None, now)


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than the limit at most."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(messages.cannot_read(str(path))) from error


def _site_folder(path: Path) -> Path | None:
    """Return the folder of the site in which a page stands: the topmost one around it of those that have a page of their own."""
    has_page = [any((folder / name).is_file() for name in INDEXES) for folder in path.parents]
    if True not in has_page:
        return None
    first = has_page.index(True)
    last = next((number for number in range(first, len(has_page)) if not has_page[number]), len(has_page)) - 1
    return path.parents[last]


def _neighbours(path: Path, place: str, site: Site, front: FrontMatter) -> Iterator[Page]:
    """The dates of a page's call may stand beside it; whether its folder speaks to an audience, another page may say."""
    for other in sorted(path.parent.glob("*.md")):
        if other.name == path.name or not other.is_file():
            continue
        source = _bytes(other)
        if front.open is not None or re.search(rb"^open:", source, re.MULTILINE):
            page = read_page(Path(place).with_name(other.name).as_posix(), source, site)
            if page.is_served:
                yield page


def _without_guess(passages: Sequence[Passage], guessed: str) -> tuple[Passage, ...]:
    """A page that stands alone has no known address: what was derived from its name is taken out."""

    def is_known(url: str | None) -> bool:
        return bool(url and guessed and url.partition("#")[0] != guessed)

    def without(text: str) -> str:
        return LINK.sub(lambda link: link[0] if is_known(link[2]) else link[1], text) if guessed else text

    return tuple(
        Passage(passage.page, passage.line, passage.heading_path, without(passage.text), passage.url if is_known(passage.url) else None, is_outline=passage.is_outline)
        for passage in passages
    )
