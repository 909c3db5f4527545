"""What a page holds -> its sections: one for each heading, each titled entry of the front matter, each bold lead.

Steps of `sections_of`: text held by front-matter keys of a site's page, then the body's Markdown (`_Collector`); then a section
for each bold lead (`_leads`), and nothing that says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from eig_bot.knowledge.front_matter import FrontMatter
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.links import Resolver, from_top
from eig_bot.knowledge.markdown import TextBlock, one_line, parse
from eig_bot.knowledge.setting_keys import as_said, is_setting, says_something
from eig_bot.knowledge.split_file import SplitFile

MAX_LEAD = 100
"""Characters of a bold lead that opens a passage; a longer one is a sentence that someone stressed."""


@dataclass(slots=True)
class PageSection:
    """A heading and what stands under it, while the page is read."""

    heading: str
    line: int
    anchor: str | None = None
    blocks: list[TextBlock] = field(default_factory=list)
    children: list["PageSection"] = field(default_factory=list)
    link: str | None = None
    """Where an entry that is a link alone leads."""

    def open(self, heading: str, line: int, anchor: str | None = None) -> "PageSection":
        """Return the section of a heading below this one; an entry that repeats this heading is this section.

        Args:
            heading: on one line, without marks.
            line: of the file, from 0.
            anchor: the id that the source gives to it, if any.
        """
        if _is_same(heading, self.heading):
            return self
        child = PageSection(heading, line, anchor)
        self.children.append(child)
        return child


def sections_of(
    title: str, front: FrontMatter, parts: SplitFile, lines: Sequence[str], resolve: Resolver
) -> list[tuple[tuple[str, ...], PageSection]]:
    """Return the sections of a page in reading order, each with its headings from the page's title down to its own.

    Args:
        title: of the page, on one line: the first section, with what stands above all headings.
        front: the front matter, whose `content` is text on a page of the site.
        parts: the file that it comes from, whose body is the other text.
        lines: of that file, where a text that YAML has folded is looked for.
        resolve: makes the addresses of links absolute.
    """
    root = PageSection(title, line=0)
    collector = _Collector(resolve, lines, parts.front_line)
    collector.mapping(list(front.content.items()), root)
    collector.markdown(parts.body, parts.body_line, root)
    return list(_preorder(_tidied(root, with_leads=not front.has_phrasings), ()))


class _Collector:
    """Gathers sections from front-matter nodes and Markdown."""

    def __init__(self, resolve: Resolver, lines: Sequence[str], front_line: int) -> None:
        self._resolve = resolve
        self._lines = lines
        self._front_line = front_line

    def mapping(self, items: Sequence[tuple[str, yaml.Node]], section: PageSection, *, is_titled: bool = False) -> None:
        """Add what the keys of a mapping hold, in their order; under a title, also what is short."""
        for key, node in items:
            if is_setting(key):
                continue
            if isinstance(node, yaml.MappingNode):
                self._entry(node, section)
            elif isinstance(node, yaml.SequenceNode):
                self._sequence(node, section)
            elif is_titled and _is_text(node):
                self.markdown(node.value, node.start_mark.line + self._front_line, section)
            elif (_is_text(node) or _is_mailbox(node)) and says_something(key, node.value):
                self.markdown(as_said(key, node.value), node.start_mark.line + self._front_line, section)

    def markdown(self, source: str, line: int, section: PageSection) -> None:
        """Add a Markdown text: its headings open sections, within `section`."""
        open_sections: list[tuple[int, PageSection]] = [(0, section)]
        for block in parse(source, self._resolve):
            at = self._line_of(block.text, line + block.line, line)
            if not block.heading_level:
                open_sections[-1][1].blocks.append(_at(block, at))
                continue
            while open_sections[-1][0] >= block.heading_level:
                open_sections.pop()
            child = open_sections[-1][1].open(block.text, at, block.anchor)
            open_sections.append((block.heading_level, child))

    def _entry(self, node: yaml.MappingNode, section: PageSection) -> None:
        """A mapping with a title is a section; its link is part of its text, or all of it."""
        items = [(str(key.value), value) for key, value in node.value]
        filled = [(key, one_line(value.value)) for key, value in items if key.endswith(_TITLE_KEYS) and _is_filled(value)]
        titles = {key: text for key, text in filled if text}
        title_key = next((key for key in _TITLE_KEYS if key in titles), None)
        line = node.start_mark.line + self._front_line
        if title_key is not None:
            section = section.open(titles[title_key], line)
        links = _links(items)
        labels = {label_key for label_key, _ in links.values() if label_key != "title"}
        others = [(key, value) for key, value in items if key not in {title_key, *links, *labels}]
        self.mapping(others, section, is_titled=title_key is not None)
        for label_key, href in links.values():
            name = titles.get(label_key, section.heading)
            target = self._resolve(from_top(href))
            section.blocks.append(TextBlock(f"[{name}]({target})" if target else name, line))
            section.link = target

    def _sequence(self, node: yaml.SequenceNode, section: PageSection) -> None:
        """Titled items are sections; an item of a few short texts ("date", "desc") is one line of a list."""
        for item in node.value:
            if isinstance(item, yaml.MappingNode) and (block := self._line_item(item)):
                section.blocks.append(block)
            elif isinstance(item, yaml.MappingNode):
                self._entry(item, section)
            elif isinstance(item, yaml.ScalarNode) and item.tag.endswith(":str") and not _PATH.fullmatch(item.value.strip()):
                line = item.start_mark.line + self._front_line
                section.blocks.append(TextBlock(one_line(item.value), line, depth=1, marker="• "))

    def _line_item(self, node: yaml.MappingNode) -> TextBlock | None:
        said = [(str(key.value), value) for key, value in node.value if _is_text(value) and not is_setting(str(key.value))]
        texts = [value for key, value in said if value.tag.endswith(":str") or says_something(key, value.value)]
        keys = {str(key.value) for key, _ in node.value}
        if not texts or keys & {*_TITLE_KEYS} or any(_LINK_KEY.fullmatch(key) for key in keys):
            return None
        blocks = [parse(text.value, self._resolve) for text in texts]
        if any(len(parts) != 1 or parts[0].heading_level for parts in blocks):
            return None
        text = "\u00a0: ".join(parts[0].text for parts in blocks)
        return TextBlock(text, node.start_mark.line + self._front_line, depth=1, marker="• ")

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
_LINK_KEY = re.compile(r"(.*?)(?:url|link|href|lien)$", re.IGNORECASE)
_PATH = re.compile(r"|/\S*|\S+\.(?:md|html?|ya?ml|json|css|js|png|jpe?g|svg|webp)", re.IGNORECASE)
_FILE = re.compile(r"\S+[./]\S*|[a-z][a-z0-9_-]*|.*\.(?:png|jpe?g|svg|gif|webp|pdf|mp4)", re.IGNORECASE)


def _is_text(node: yaml.Node) -> bool:
    """Text is what a person reads: not a flag, a path, a picture, or a one-word setting (`layout: admins`)."""
    if not _is_filled(node) or not node.tag.endswith((":str", ":int", ":float")):
        return False
    return not _FILE.fullmatch(node.value.strip())


def _is_mailbox(node: yaml.Node) -> bool:
    return _is_filled(node) and re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", node.value.strip()) is not None


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


def _at(block: TextBlock, line: int) -> TextBlock:
    return TextBlock(block.text, line, 0, block.depth, block.marker, block.lead, block.is_all_lead, block.anchor)


def _tidied(section: PageSection, *, with_leads: bool) -> PageSection:
    """Open a section for each bold lead, and drop what says nothing."""
    children = [*(_leads(section) if with_leads else ()), *section.children]
    tidied = [_tidied(child, with_leads=with_leads) for child in children]
    kept = [child for child in tidied if child.blocks or child.children]
    if not section.blocks and len(kept) == 1 and _is_same(kept[0].heading, section.heading):
        return kept[0]
    return PageSection(section.heading, section.line, section.anchor, section.blocks, kept, section.link)


def _leads(section: PageSection) -> Iterator[PageSection]:
    """A bold lead names what follows it: the rest of its paragraph or item, or, alone, all up to the next lead."""
    if sum(bool(block.lead) for block in section.blocks) == 1 and section.blocks[0].is_all_lead:
        return
    for number, block in enumerate(section.blocks):
        if (
            not block.lead
            or len(block.lead) > MAX_LEAD
            or normalized_heading(block.lead) == normalized_heading(section.heading)
        ):
            continue
        following = list(_following(section.blocks, number))
        text = _without_lead(block)
        own = [TextBlock(text, block.line)] if text else []
        if own or following:
            yield PageSection(block.lead, block.line, blocks=own + following)


def _following(blocks: Sequence[TextBlock], number: int) -> Iterator[TextBlock]:
    lead = blocks[number]
    for block in blocks[number + 1 :]:
        if block.lead or not (lead.is_all_lead or block.depth > lead.depth):
            return
        if lead.depth and (block.depth < lead.depth or (block.depth == lead.depth and block.marker)):
            return
        yield block


def _without_lead(block: TextBlock) -> str:
    """Return the text after "Lead :"; where the lead is part of the sentence, the whole sentence."""
    if block.is_all_lead or block.text == block.lead:  # the term of a list of definitions
        return ""
    after = re.match(re.escape(block.lead) + r"[\s.,;]*:\s*(.+)", block.text, re.DOTALL)
    return after[1] if after else block.text


def _preorder(section: PageSection, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], PageSection]]:
    path = (*above, section.heading)
    yield path, section
    for child in section.children:
        yield from _preorder(child, path)


def _is_same(heading: str, other: str) -> bool:
    return normalized_heading(heading) == normalized_heading(other)
