"""A page of the programme's site -> draft knowledge files, which the team completes (`eig-bot import`).

Steps of `drafts`: read the page as the bot does, with its folder (`page.py`); lay its passages out under their headings
(`sections.py`); write front matter and Markdown (`front_matter.py`, `markdown.py`); read the draft again, so that no word is
lost on the way. `save` writes drafts beside what is there, never over it; `import_pages` does both for the command line.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from os.path import lexists
from pathlib import Path

from eig_bot.errors import InputError
from eig_bot.files import WritePolicy, whole
from eig_bot.importing.front_matter import front_matter
from eig_bot.importing.markdown import body
from eig_bot.importing.page import read_source, site_of
from eig_bot.importing.sections import DraftSection, parts_of
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Site
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import importing as messages
from eig_bot.search.analyzer import fold

MAX_NAME = 60
"""Characters of a file's name: a title of a blog has up to 150."""
MODE = 0o644
"""Others than the bot read the folder too: whoever edits it, and Git."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A knowledge file to be."""

    name: str
    text: str
    passages: int
    """How many passages it has."""


def import_pages(
    pages: Sequence[Path], knowledge: Path, target: Path | None, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what to tell of each page that was imported, and what to tell of each that was not.

    Args:
        pages: the pages, each imported or refused by itself.
        knowledge: the folder whose `site.yml` tells the site's address.
        target: the folder to write to; None to return the drafts themselves.
        now: the moment.

    Raises:
        InputError: `site.yml` cannot be read.
    """
    site = site_of(knowledge)
    found: list[Draft] = []
    told: list[str] = []
    refused: list[str] = []
    for page in pages:
        try:
            made = drafts(page, site, now)
            if target:
                places = save(made, target)
                told += [messages.written(str(at), draft.passages) for at, draft in zip(places, made, strict=True)]
            found += made
        except InputError as error:
            refused.append(str(error))
    if target:
        return (*told, *([messages.IMPORT_NEXT] if found else [])), tuple(refused)
    if len(found) == 1:
        return (found[0].text.rstrip("\n"),), tuple(refused)
    return tuple(f"{messages.named(draft.name)}\n{draft.text}" for draft in found), tuple(refused)


def drafts(path: Path, site: Site, now: datetime) -> tuple[Draft, ...]:
    """Return the files that a page becomes.

    Args:
        path: the page.
        site: against whose address links resolve; also the page's own, where it stands in a copy of the whole site.
        now: the moment, which tells whether a date of a call has passed.

    Raises:
        InputError: the page cannot be read, says nothing, is a knowledge file already, or would lose words.
    """
    source = read_source(path, site)
    found: dict[str, Draft] = {}
    for part in parts_of(source.passages):
        text = front_matter(source, part, now, is_first=not found) + "\n" + "\n\n".join(body(part)) + "\n"
        if not _says_the_same(text, part, site):
            raise InputError(messages.import_loses(str(path)))
        name = _name(part[0].name or part[0].heading)
        while name in found:
            name = f"{name.removesuffix('.md')}-{len(found) + 1}.md"
        found[name] = Draft(name, text, sum(bool(section.lines) for section in part))
    return tuple(found.values())


def save(found: Sequence[Draft], folder: Path) -> tuple[Path, ...]:
    """Write the drafts of one page: all or none, and never over a file.

    Args:
        found: the drafts.
        folder: where to write; it is made when it is not there.

    Returns:
        Where each of them is.

    Raises:
        InputError: a file of that name is there, or the folder cannot be written.
    """
    targets = tuple(folder / draft.name for draft in found)
    _refuse_taken(targets)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as waiting:
            for draft, target in zip(found, targets, strict=True):
                waiting.enter_context(_new_file(target, written)).write_text(draft.text, encoding="utf-8")
    except OSError as error:
        for path in written:
            path.unlink()
        _refuse_taken(targets)
        raise InputError(cli_messages.cannot_write(str(folder))) from error
    return targets


def _refuse_taken(targets: Sequence[Path]) -> None:
    if taken := next(filter(lexists, targets), None):
        raise InputError(messages.file_is_there(str(taken)))


@contextmanager
def _new_file(target: Path, written: list[Path]) -> Iterator[Path]:
    """Give a draft to write into, as `whole` does, and remember the file once it has its name."""
    with whole(target, WritePolicy.FIRST_WINS, mode=MODE) as draft:
        yield draft
    written.append(target)


def _says_the_same(text: str, part: Sequence[DraftSection], site: Site) -> bool:
    """Tell whether a draft reads as what it was made of: the same headings, and under each the same words."""
    page = read_page(_name(part[0].heading), text.encode(), site)
    read = [(passage.section, passage.text.split()) for passage in page.passages if not passage.is_outline]
    meant = [(section.heading, " ".join(section.lines).split()) for section in part if section.lines]
    return not page.problems and read == meant


def _name(title: str) -> str:
    """Return a file's name: the words of its title, as Decap CMS does too."""
    name = ""
    for word in re.findall(r"[a-z0-9]+", fold(title)):
        if len(name) + len(word) > MAX_NAME:
            break
        name += f"-{word}" if name else word
    return f"{name or 'page'}.md"
