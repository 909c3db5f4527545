"""One file -> a `Page`: its passages, its calls for projects, and what is wrong with it.

Steps of `read_page`:

1. decode and split the front matter (`front_matter.py`);
2. collect sections: text held by front-matter keys of a site's page (`_Collector`), then the body's Markdown;
3. open a section for each heading, each titled entry of the front matter, each bold lead;
4. turn sections into passages, which inherit the front matter.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote

import yaml
from rapidfuzz import fuzz, process

from eig_bot.knowledge.front_matter import FieldError, FrontMatter, PassageEntry, read_ours, split
from eig_bot.knowledge.markdown import Block, Resolver, clean, one_line, parse, resolver
from eig_bot.knowledge.passage import CallForProjects, Page, Passage, Problem, Site
from eig_bot.messages import knowledge as messages

MAX_BYTES = 1_000_000
"""A page of a million characters is no page: the longest of the programme's site has twenty thousand."""
MAX_LEAD = 100
"""Characters of a bold lead that opens a passage; a longer one is a sentence that someone stressed."""


def read_page(path: str, source: bytes, site: Site) -> Page:
    """Return what a file says.

    Args:
        path: path within the folder, with slashes.
        source: the file's bytes.
        site: against whose address relative links resolve.

    Returns:
        The page; with an error among its `problems` it has no passage: never half a file.
    """
    try:
        return _read(path, source, site)
    except FieldError as error:
        return Page(path, problems=(Problem(path, error.line + 1, str(error), column=error.column + 1),))


def fold(text: str) -> str:
    """Return a heading in the form in which two spellings of it are compared."""
    return re.sub(r"\W+", " ", one_line(text).casefold().replace("’", "'")).strip()


def _read(path: str, source: bytes, site: Site) -> Page:
    text = decode(source)
    parts = split(text)
    if parts is None:
        raise FieldError(0, messages.NO_FRONT_MATTER)
    front_line = parts[1]
    try:
        return _read_parts(path, text, parts, site)
    except FieldError as error:
        raise FieldError(error.line + front_line, str(error), error.column) from error


def _read_parts(path: str, text: str, parts: tuple[str, int, str, int], site: Site) -> Page:
    front_source, front_line, body, body_line = parts
    front = read_ours(front_source)
    title = one_line(front.title)
    if not title:
        raise FieldError(0, messages.NO_TITLE)
    url = _page_url(path, front, site)
    resolve = resolver(site.address, url)
    root = _Section(title, line=0)
    collector = _Collector(resolve, text.split("\n"), front_line)
    collector.mapping(list(front.content.items()), root)
    collector.markdown(body, body_line, root)
    sections = list(_preorder(_tidied(root, with_leads=not front.has_phrasings), ()))
    passages = _passages(path, sections, front, url, site)
    problems = () if passages else (Problem(path, 1, messages.NO_TEXT, is_error=False),)
    return Page(path, passages, _calls(path, front, site), problems)


def decode(source: bytes) -> str:
    """Return a file's text.

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


def _page_url(path: str, front: FrontMatter, site: Site) -> str | None:
    """A site's page without `url:` stands at its path; a file of ours without one has no official page."""
    if front.url is not None:
        return resolver(site.address)(front.url)
    if site.address is None or not front.is_site_page:
        return None
    place = PurePosixPath(path).with_suffix("")
    parts = place.parts[:-1] if place.name in {"_index", "index"} else place.parts
    return "/".join([site.address, *(quote(part, errors="surrogateescape") for part in parts), ""])


# --- sections ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Section:
    """A heading and what stands under it, while the page is read."""

    heading: str
    line: int
    anchor: str | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list["_Section"] = field(default_factory=list)
    link: str | None = None
    """Where an entry that is a link alone leads."""

    def open(self, heading: str, line: int, anchor: str | None = None) -> "_Section":
        """Return the section of a heading below this one; an entry that repeats this heading is this section."""
        if fold(heading) == fold(self.heading):
            return self
        child = _Section(heading, line, anchor)
        self.children.append(child)
        return child


class _Collector:
    """Gathers sections from front-matter nodes and Markdown."""

    def __init__(self, resolve: Resolver, lines: Sequence[str], front_line: int) -> None:
        self._resolve = resolve
        self._lines = lines
        self._front_line = front_line

    def mapping(self, items: Sequence[tuple[str, yaml.Node]], section: _Section) -> None:
        """Add what the keys of a mapping hold, in their order."""
        for key, node in items:
            if key.lower() in _TECHNICAL:
                continue
            if isinstance(node, yaml.MappingNode):
                self._entry(node, section)
            elif isinstance(node, yaml.SequenceNode):
                self._sequence(node, section)
            elif _is_text(node):
                self.markdown(node.value, node.start_mark.line + self._front_line, section)

    def markdown(self, source: str, line: int, section: _Section) -> None:
        """Add a Markdown text: its headings open sections, within `section`."""
        open_sections: list[tuple[int, _Section]] = [(0, section)]
        for block in parse(source, self._resolve):
            at = self._line_of(block.text, line + block.line, line)
            if not block.heading_level:
                open_sections[-1][1].blocks.append(_at(block, at))
                continue
            while open_sections[-1][0] >= block.heading_level:
                open_sections.pop()
            child = open_sections[-1][1].open(block.text, at, block.anchor)
            open_sections.append((block.heading_level, child))

    def _entry(self, node: yaml.MappingNode, section: _Section) -> None:
        """A mapping with a title is a section; its link is part of its text, or all of it."""
        items = [(str(key.value), value) for key, value in node.value]
        titles = {key: value for key, value in items if key.endswith(_TITLE_KEYS) and _is_filled(value)}
        title_key = next((key for key in _TITLE_KEYS if key in titles), None)
        line = node.start_mark.line + self._front_line
        if title_key is not None:
            section = section.open(one_line(titles[title_key].value), line)
        links = _links(items)
        labels = {label_key for label_key, _ in links.values() if label_key != "title"}
        self.mapping([(key, value) for key, value in items if key not in {title_key, *links, *labels}], section)
        for label_key, href in links.values():
            name = one_line(titles[label_key].value) if label_key in titles else section.heading
            target = self._resolve(href)
            section.blocks.append(Block(f"[{name}]({target})" if target else name, line))
            section.link = target

    def _sequence(self, node: yaml.SequenceNode, section: _Section) -> None:
        """Titled items are sections; an item of a few short texts ("date", "desc") is one line of a list."""
        for item in node.value:
            if isinstance(item, yaml.MappingNode) and (block := self._line_item(item)):
                section.blocks.append(block)
            elif isinstance(item, yaml.MappingNode):
                self._entry(item, section)
            elif isinstance(item, yaml.ScalarNode) and item.tag.endswith(":str") and item.value.strip():
                line = item.start_mark.line + self._front_line
                section.blocks.append(Block(one_line(item.value), line, depth=1, marker="• "))

    def _line_item(self, node: yaml.MappingNode) -> Block | None:
        texts = [value for key, value in node.value if _is_text(value) and str(key.value) not in _TECHNICAL]
        keys = {str(key.value) for key, _ in node.value}
        if not texts or keys & {*_TITLE_KEYS} or any(_LINK_KEY.fullmatch(key) for key in keys):
            return None
        blocks = [parse(text.value, self._resolve) for text in texts]
        if any(len(parts) != 1 or parts[0].heading_level for parts in blocks):
            return None
        text = "\u00a0: ".join(parts[0].text for parts in blocks)
        return Block(text, node.start_mark.line + self._front_line, depth=1, marker="• ")

    def _line_of(self, text: str, guess: int, start: int) -> int:
        """YAML folds lines, so a block that is not where it should be is looked for: the first line that opens like it."""
        opening = text.split("\n", maxsplit=1)[0][:16]
        guess = min(guess, len(self._lines) - 1)
        if not opening or opening in self._lines[guess]:
            return guess
        lines = range(start, min(len(self._lines), start + _LINES_SEARCHED))
        return next((number for number in lines if opening in self._lines[number]), guess)


_LINES_SEARCHED = 400
_TITLE_KEYS = ("title", "Title", "titre", "question", "heading", "sub", "subtitle", "label", "name")
_TECHNICAL = frozenset({
    "layout", "menu", "type", "slug", "image", "img", "icon", "photo", "logo", "ogimage", "picture", "thumbnail", "author",
    "authors", "css", "class", "id", "weight", "template", "published", "visible", "draft", "aliases", "permalink", "lang",
    "external", "redirect", "robots",
})  # fmt: skip
"""Keys of a site's page that nobody reads."""
_LINK_KEY = re.compile(r"(.*?)(?:url|link|href|lien)$", re.IGNORECASE)
_FILE = re.compile(r"\S+[./]\S*|[a-z][a-z0-9_-]*|.*\.(?:png|jpe?g|svg|gif|webp|pdf|mp4)", re.IGNORECASE)


def _is_text(node: yaml.Node) -> bool:
    """Text is what a person reads: not a flag, a path, a picture, or a one-word setting (`layout: admins`)."""
    if not _is_filled(node) or not node.tag.endswith((":str", ":int", ":float")):
        return False
    return not _FILE.fullmatch(node.value.strip())


def _is_filled(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null") and bool(node.value.strip())


def _links(items: Sequence[tuple[str, yaml.Node]]) -> dict[str, tuple[str, str]]:
    """Return the link keys of an entry -> (key of the label, address): `url` goes with `title`, `btnUrl` with `btnTitle`."""
    keys = {key for key, node in items if _is_filled(node)}
    found = {}
    for key, node in items:
        match = _LINK_KEY.fullmatch(key)
        if match and _is_filled(node):
            own_label = f"{match[1]}Title"
            found[key] = (own_label if own_label in keys else "title", node.value.strip())
    return found


def _at(block: Block, line: int) -> Block:
    return Block(block.text, line, 0, block.depth, block.marker, block.lead, block.is_all_lead, block.anchor)


def _tidied(section: _Section, *, with_leads: bool) -> _Section:
    """Open a section for each bold lead, and drop what says nothing."""
    children = [*(_leads(section) if with_leads else ()), *section.children]
    tidied = [_tidied(child, with_leads=with_leads) for child in children]
    kept = [child for child in tidied if child.blocks or child.children]
    if not section.blocks and len(kept) == 1 and fold(kept[0].heading) == fold(section.heading):
        return kept[0]
    return _Section(section.heading, section.line, section.anchor, section.blocks, kept, section.link)


def _leads(section: _Section) -> Iterator[_Section]:
    """A bold lead names what follows it: the rest of its paragraph or item, or, alone, all up to the next lead."""
    if sum(bool(block.lead) for block in section.blocks) == 1 and section.blocks[0].is_all_lead:
        return
    for number, block in enumerate(section.blocks):
        if not block.lead or len(block.lead) > MAX_LEAD or fold(block.lead) == fold(section.heading):
            continue
        following = list(_following(section.blocks, number))
        text = _without_lead(block)
        own = [Block(text, block.line)] if text else []
        if own or following:
            yield _Section(block.lead, block.line, blocks=own + following)


def _following(blocks: Sequence[Block], number: int) -> Iterator[Block]:
    lead = blocks[number]
    for block in blocks[number + 1 :]:
        if block.lead or not (lead.is_all_lead or block.depth > lead.depth):
            return
        if lead.depth and (block.depth < lead.depth or (block.depth == lead.depth and block.marker)):
            return
        yield block


def _without_lead(block: Block) -> str:
    """Return the text after "Lead :"; where the lead is part of the sentence, the whole sentence."""
    if block.is_all_lead:
        return ""
    after = re.match(re.escape(block.lead) + r"[\s.,;]*:\s*(.+)", block.text, re.DOTALL)
    return after[1] if after else block.text


def _preorder(section: _Section, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], _Section]]:
    path = (*above, section.heading)
    yield path, section
    for child in section.children:
        yield from _preorder(child, path)


# --- passages ---------------------------------------------------------------------------------------------------------


def _passages(
    path: str,
    sections: Sequence[tuple[tuple[str, ...], _Section]],
    front: FrontMatter,
    url: str | None,
    site: Site,
) -> tuple[Passage, ...]:
    entries = _entries_by_section(sections, front.passages)
    first = next((number for number, (_, section) in enumerate(sections) if section.blocks or section.children), None)
    passages = []
    for number, (heading_path, section) in enumerate(sections):
        if not section.blocks and not section.children:
            continue
        entry = entries.get(number)
        is_first = number == first
        passages.append(
            Passage(
                page=path,
                line=section.line + 1,
                heading_path=tuple(map(one_line, heading_path)),
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
                is_outline=not section.blocks,
            )
        )
    return tuple(passages)


def _text(section: _Section) -> str:
    if section.blocks:
        return "\n".join(map(str, section.blocks))
    return "\n".join(f"• {child.heading}" for child in section.children)


def _passage_url(section: _Section, entry: PassageEntry | None, url: str | None, site: Site) -> str | None:
    if entry and entry.url:
        return resolver(site.address, url)(entry.url)
    if section.link and len(section.blocks) == 1 and not section.children:
        return section.link
    return f"{url}#{section.anchor}" if url and section.anchor and "#" not in url else url


def _entries_by_section(
    sections: Sequence[tuple[tuple[str, ...], _Section]], entries: Sequence[PassageEntry]
) -> dict[int, PassageEntry]:
    numbers: dict[str, int] = {}
    for number, (_, section) in enumerate(sections):
        numbers.setdefault(fold(section.heading), number)
    found: dict[int, PassageEntry] = {}
    for entry in entries:
        wanted = fold(entry.heading)
        if wanted not in numbers:
            nearest = process.extractOne(wanted, list(numbers), scorer=fuzz.ratio, score_cutoff=60)
            suggestion = sections[numbers[nearest[0]]][1].heading if nearest else None
            raise FieldError.at(entry.named_at, messages.no_such_heading(entry.heading, suggestion))
        found[numbers[wanted]] = entry
    return found


def _calls(path: str, front: FrontMatter, site: Site) -> tuple[CallForProjects, ...]:
    """The calls of `calls:`, or the one of a site's `open:`, whose dates are found once its folder is read (`calls.py`)."""
    if front.open is not None and not front.calls:
        return (CallForProjects(one_line(front.title), path, front.audience, declared_open=front.open),)
    return tuple(
        CallForProjects(
            clean(entry.name),
            path,
            entry.audience or front.audience,
            entry.opens,
            entry.closes,
            declared_open=False if front.open is False else None,
            results_url=resolver(site.address)(entry.results_url) if entry.results_url else None,
        )
        for entry in front.calls
    )
