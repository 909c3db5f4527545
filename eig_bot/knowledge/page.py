"""One file -> a `Page`: its passages, its calls for projects, and what is wrong with it.

Steps of `read_page`:

1. decode the file, split the front matter off and read our keys (`front_matter.py`): `open_page`;
2. with the addresses of all pages (`addresses.py`), open a section for each heading, each titled entry of the front matter,
   each bold lead (`sections.py`);
3. turn sections into passages, which inherit the front matter.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from eig_bot.knowledge import notion
from eig_bot.knowledge.address_rule import INDEX_NAMES
from eig_bot.knowledge.addresses import address_of
from eig_bot.knowledge.calls import shows_a_call
from eig_bot.knowledge.conflicts import without_conflicts
from eig_bot.knowledge.front_matter import FrontMatter, PassageEntry, read_ours
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import clean, one_line, parse
from eig_bot.knowledge.namesakes import names_of
from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Problem, Site
from eig_bot.knowledge.posts import is_post
from eig_bot.knowledge.publication import ALWAYS
from eig_bot.knowledge.sections import PageSection, sections_of
from eig_bot.knowledge.split_file import SplitFile, split
from eig_bot.knowledge.told_calls import with_calls
from eig_bot.knowledge.yaml_nodes import BrokenYamlError, Faults, FieldError, compose
from eig_bot.messages import knowledge as messages

MAX_BYTES = 1_000_000
"""A page of a million characters is no page: the longest of the programme's site has twenty thousand."""

_NUMBER = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d{1,3})[-_. ]+(?=\D)")


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A file whose front matter is read, and whose text is not yet: it may lead to pages that are still to be opened."""

    path: str
    """Within the folder, with slashes."""
    text: str
    parts: SplitFile
    front: FrontMatter


def read_page(path: str, source: bytes, site: Site, addresses: Addresses = NO_ADDRESSES) -> Page:
    """Return what a file says; `open_page` and `read_text` in one.

    Args:
        path: path within the folder, with slashes.
        source: the file's bytes.
        site: against whose address relative links resolve.
        addresses: of the pages around it, for links to them.

    Returns:
        The page; with an error among its `problems` it has no passage: never half a file.
    """
    try:
        opened = open_page(path, source)
    except FieldError as error:
        return Page(path, problems=error.problems(path))
    return read_text(opened, site, addresses)


def open_page(path: str, source: bytes) -> OpenPage:
    """Read the front matter of a file.

    Args:
        path: within the folder, with slashes.
        source: the file's bytes.

    Raises:
        FieldError: it is no text, or its front matter cannot be read; the line is one of the file.
    """
    text, conflicts = without_conflicts(decode(source))
    faults = Faults(conflicts)
    with faults.gathered():
        opened = _opened(path, text)
    faults.told()
    return opened


def _opened(path: str, text: str) -> OpenPage:
    parts = split(text)
    parts = replace(parts, body=notion.without_properties(path, parts.body))
    try:
        return OpenPage(path, text, parts, read_ours(parts.front))
    except FieldError as error:
        raise error.below(parts.front_line) from error


def as_meant(text: str) -> str:
    """Return the text of a page as far as it can be read, line for line: without conflicts, and with its front matter mended.

    `check` looks at the rest of a page that is refused, so that one run tells of all that is wrong with it.

    Args:
        text: of a file.
    """
    text, _ = without_conflicts(text)
    try:
        parts = split(text)
        compose(parts.front)
    except BrokenYamlError as error:
        lines = text.split("\n")
        count = parts.front.count("\n")
        mended = (error.mended or "\n" * count).split("\n")[:count]
        return "\n".join([*lines[: parts.front_line], *mended, *lines[parts.front_line + count :]])
    except FieldError:
        return text
    return text


def read_text(opened: OpenPage, site: Site, addresses: Addresses = NO_ADDRESSES) -> Page:
    """Return what a file says, once it is opened.

    Args:
        opened: the file, as `open_page` gave it.
        site: against whose address relative links resolve.
        addresses: of the pages around it, and its own; a page that they do not know is where `address_of` finds it.

    Returns:
        The page; with an error among its `problems` it has no passage: never half a file.
    """
    path, front, parts = opened.path, opened.front, opened.parts
    title = one_line(front.title) or _first_heading(parts.body) or title_of_path(path)
    url = addresses[path] if path in addresses else address_of(path, front, site)
    sections = sections_of(title, front, parts, opened.text.split("\n"), resolver(site.address, url, path, addresses))
    try:
        passages = _passages(path, sections, front, url, site)
    except FieldError as error:  # of an entry of `passages:`, whose heading is not there
        return Page(path, problems=error.below(parts.front_line).problems(path))
    problems = () if passages else (Problem(path, 1, messages.NO_TEXT, is_error=False),)
    calls = _calls(path, title, front, site)
    if front.open is not None and not front.calls and not shows_a_call(path, title, passages):
        calls = ()
    return Page(path, with_calls(passages, calls), calls, problems, front.publication or ALWAYS, is_post(path, front))


def title_of_path(path: str) -> str:
    """Return the title of a page that gives itself none: its file's name, or its folder's where it stands for the folder.

    Args:
        path: within the folder, with slashes. Its extension, a number or a date in front ("01-", "2031-04-10-") and the id that
            Notion adds to a name are left out.
    """
    place = PurePosixPath(path)
    name = place.stem if place.stem.lower() not in INDEX_NAMES or len(place.parts) < 2 else place.parts[-2]
    bare = notion.ID.sub("", _NUMBER.sub("", name)) or name
    words = re.sub(r"[-_\s]+", " ", bare).strip()
    return words[:1].upper() + words[1:] if words else name


def _first_heading(body: str) -> str:
    """Return the first heading of the first level; empty where there is none."""
    found = (block.text for block in parse(body, resolver(None)) if block.heading_level == 1)
    return next(filter(None, map(one_line, found)), "")


def decode(source: bytes) -> str:
    """Return a file's text in NFC, with plain ends of lines.

    Args:
        source: its bytes; `MAX_BYTES` and one more tell that it is too large.

    Raises:
        FieldError: too large, not UTF-8, or empty.
    """
    if len(source) > MAX_BYTES:
        raise FieldError(0, messages.file_too_large(MAX_BYTES))
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        above, _, line = (b"\n" + source)[: error.start + 1].rpartition(b"\n")
        raise FieldError(above.count(b"\n"), messages.NOT_UTF8, len(line.decode("utf-8-sig", errors="ignore"))) from error
    if not text.strip():
        raise FieldError(0, messages.EMPTY_FILE)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


# --- passages ---------------------------------------------------------------------------------------------------------


def _passages(
    path: str,
    sections: Sequence[tuple[tuple[str, ...], PageSection]],
    front: FrontMatter,
    url: str | None,
    site: Site,
) -> tuple[Passage, ...]:
    names = names_of([section.heading for _, section in sections])
    entries = _entries_by_section(names, front.passages)
    first = next((number for number, (_, section) in enumerate(sections) if section.blocks or section.children), None)
    passages = []
    seen: set[tuple[str, ...]] = set()
    for number, (heading_path, section) in enumerate(sections):
        if not section.blocks and not section.children:
            continue
        entry = entries.get(number)
        is_first = number == first
        passages.append(
            Passage(
                page=path,
                line=section.line + 1,
                heading_path=heading_path,
                text=_text(section),
                url=_passage_url(section, entry, url, site),
                questions=(front.questions if is_first else ()) + (entry.questions if entry else ()),
                expect=(front.expect if is_first else ()) + (entry.expect if entry else ()),
                tags=front.tags + (entry.tags if entry else ()),
                audience=front.audience,
                reviewed=front.reviewed,
                review_by=front.review_by,
                valid_until=(entry.valid_until if entry else None) or front.valid_until,
                owner=front.owner,
                published=front.published,
                calls=tuple(map(clean, entry.call)) if entry else (),
                is_outline=not section.blocks,
                own_name=names[number] if names[number] != section.heading else None,
                is_repeated=heading_path in seen,
            )
        )
        seen.add(heading_path)
    return tuple(passages)


def _text(section: PageSection) -> str:
    if section.blocks:
        return "\n".join(map(str, section.blocks))
    return "\n".join(f"• {child.heading}" for child in section.children)


def _passage_url(section: PageSection, entry: PassageEntry | None, url: str | None, site: Site) -> str | None:
    if entry and entry.url:
        return resolver(site.address, url)(entry.url)
    if section.link and len(section.blocks) == 1 and not section.children:
        return section.link
    return f"{url}#{section.anchor}" if url and section.anchor and "#" not in url else url


def _entries_by_section(names: Sequence[str], entries: Sequence[PassageEntry]) -> dict[int, PassageEntry]:
    numbers: dict[str, int] = {}
    for number, name in enumerate(names):
        numbers.setdefault(normalized_heading(name), number)
    found: dict[int, PassageEntry] = {}
    faults = Faults()
    for entry in entries:
        wanted = normalized_heading(entry.heading)
        if wanted in numbers:
            found[numbers[wanted]] = entry
            continue
        nearest = process.extractOne(wanted, list(numbers), scorer=fuzz.ratio, score_cutoff=60)
        suggestion = names[numbers[nearest[0]]] if nearest else None
        with faults.gathered():
            raise FieldError.at(entry.named_at, messages.no_such_heading(entry.heading, suggestion))
    faults.told()
    return found


def _calls(path: str, title: str, front: FrontMatter, site: Site) -> tuple[CallForProjects, ...]:
    """The calls of `calls:`, or the one of a site's `open:`, whose dates are found once its folder is read (`calls.py`)."""
    if front.open is not None and not front.calls:
        return (CallForProjects(title, path, front.audience, declared_open=front.open),)
    return tuple(
        CallForProjects(
            clean(entry.name),
            path,
            entry.audience or front.audience,
            entry.opens,
            entry.closes,
            declared_open=False if front.open is False else None,
            results_url=resolver(site.address)(entry.results_url) if entry.results_url else None,
            results_from=entry.results_from,
        )
        for entry in front.calls
    )
