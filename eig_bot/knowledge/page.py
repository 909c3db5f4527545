"""One file -> a `Page`: its passages, its calls for projects, and what is wrong with it.

Steps of `read_page`:

1. decode the file, split the front matter off and read our keys (`opening.py`);
2. with the addresses of all pages (`addresses.py`), open a section for each heading, each titled entry of the front matter,
   each bold lead (`sections.py`);
3. turn sections into passages, which inherit the front matter.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from eig_bot.knowledge.address_rule import INDEX_NAMES, stands_below
from eig_bot.knowledge.addresses import address_of, page_resolver
from eig_bot.knowledge.calls import shows_a_call
from eig_bot.knowledge.front_matter import FrontMatter
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import clean
from eig_bot.knowledge.namesakes import names_of
from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses
from eig_bot.knowledge.opening import OpenPage, open_page
from eig_bot.knowledge.our_keys import PassageEntry
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Problem, Site
from eig_bot.knowledge.posts import day_of, is_post, publication_of_day
from eig_bot.knowledge.sections import PageSection, sections_of
from eig_bot.knowledge.titles import title_of
from eig_bot.knowledge.told_calls import with_calls
from eig_bot.knowledge.yaml_nodes import Faults, FieldError
from eig_bot.messages import knowledge as messages


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
    title = title_of(front.title, parts.body, path)
    url = addresses[path] if path in addresses else address_of(path, front, site)
    sections = sections_of(title, front, parts, opened.text.split("\n"), page_resolver(path, url, site, addresses))
    try:
        passages = _passages(path, sections, front, url, site)
    except FieldError as error:  # of an entry of `passages:`, whose heading is not there
        return Page(path, problems=error.below(parts.front_line).problems(path))
    is_index = PurePosixPath(path).stem.lower() in INDEX_NAMES  # on its site, it lists what stands below it
    problems = () if passages or is_index else (Problem(path, 1, messages.NO_TEXT, is_error=False),)
    calls = _calls(path, title, front, site)
    if front.open is not None and not front.calls and not shows_a_call(path, title, passages):
        calls = ()
    publication = publication_of_day(path, front, site.dated_folders)
    return Page(path, with_calls(passages, calls), calls, problems, publication, is_post(path, front))


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
    is_entry = any(stands_below(path, folder) for folder in site.catalogues)
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
                published=day_of(path, front),
                calls=tuple(map(clean, entry.call)) if entry else (),
                is_outline=not section.blocks,
                own_name=names[number] if names[number] != section.heading else None,
                is_repeated=heading_path in seen,
                is_entry=is_entry,
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
