"""A page's source -> what stands where in it, to the character: only `check` asks, and keeps none of it.

Steps of `outline`: the values of the front matter, from YAML's marks; then the headings, lines, links and images of each
Markdown text (the body, and what a page of the site holds in its front matter), from markdown-it's tokens. These know their
lines; where a link or an image stands in its line is looked for in the source.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import unquote

import yaml
from markdown_it.token import Token

from eig_bot.knowledge.front_matter import OUR_KEYS, compose, split
from eig_bot.knowledge.markdown import HtmlReader, heading_of, tokens
from eig_bot.knowledge.page import fold
from eig_bot.knowledge.passage import Passage

Place = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter, or of an optional file."""

    keys: tuple[str | int, ...]
    """The way to it: ("passages", 2, "questions", 0)."""
    value: str
    """On one line."""
    place: Place

    @property
    def key(self) -> str:
        """The last name on the way to it."""
        return next((key for key in reversed(self.keys) if isinstance(key, str)), "")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a Markdown text."""

    text: str
    place: Place
    anchor: str | None = None
    """Id that the source gives to it: `## Title {#id}`."""
    is_empty: bool = False
    """True when neither a text nor a lower heading follows it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text."""

    href: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a text."""

    source: str
    has_description: bool
    is_html: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands where in one file."""

    path: str
    source: tuple[str, ...]
    """Its lines."""
    fields: tuple[Field, ...]
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    """Lines as a reader sees them, without code or addresses, each with its number."""
    ids: frozenset[str] = frozenset()
    """Ids that HTML elements have."""

    @property
    def is_site_page(self) -> bool:
        """True for a page of the programme's own site, which has keys of its own."""
        return any(field.keys[0] not in OUR_KEYS for field in self.fields)

    def field(self, *keys: str | int) -> Field | None:
        """Return the value at the end of a way."""
        return next((field for field in self.fields if field.keys == keys), None)

    def heading_of(self, field: Field) -> str | None:
        """Return the folded heading of the entry of `passages:` that a value belongs to."""
        heading = self.field(*field.keys[:2], "heading") if field.keys[0] == "passages" else None
        return fold(heading.value) if heading else None

    def place_in(self, line: int, text: str) -> Place:
        """Return where a text stands in a line."""
        return line, self.source[line - 1].find(text) + 1 or 1


Outlines = Mapping[str, Outline]
"""Path -> outline."""
NO_OUTLINES: Outlines = MappingProxyType({})


def outline(path: str, text: str) -> Outline:
    """Return what stands where in a file that can be served, a page or an optional file.

    Raises:
        FieldError: it is neither.
    """
    lines = text.split("\n")
    parts = split(text)
    if parts is None:
        return Outline(path, tuple(lines), tuple(_fields(compose(text), 0)))
    front, front_line, body, body_line = parts
    node = compose(front)
    reader = _Reader(lines)
    for value in _contents(node):
        start, end = value.start_mark.line + front_line, value.end_mark.line + front_line
        reader.read(value.value, *((start + 1, None) if value.style == "|" else (start, end)))
    reader.read(body, body_line)
    return Outline(
        path,
        tuple(lines),
        tuple(_fields(node, front_line)),
        tuple(reader.headings),
        tuple(reader.links),
        tuple(reader.images),
        tuple(reader.texts),
        frozenset(reader.ids),
    )


def place_of(outlines: Outlines, passage: Passage, *keys: str, value: str | None = None) -> Place:
    """Return where one of some keys stands for a passage (with a value): in its own entry, else in those of its page.

    Without an outline, and where there is no such key, that is where the passage begins.
    """
    found = outlines.get(passage.page)
    fields = [field for field in found.fields if field.key in keys and value in {None, field.value}] if found else []
    own = [field for field in fields if found and found.heading_of(field) == fold(passage.section)]
    top = [field for field in fields if field.keys[0] != "passages"]
    return next((field.place for field in (*own, *top)), (passage.line, 1))


# --- front matter -----------------------------------------------------------------------------------------------------


def _fields(node: yaml.Node | None, first: int, keys: tuple[str | int, ...] = ()) -> Iterator[Field]:
    if isinstance(node, yaml.ScalarNode):
        yield Field(keys, " ".join(node.value.split()), (node.start_mark.line + first + 1, node.start_mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _fields(item, first, (*keys, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _fields(value, first, (*keys, str(key.value)))


def _contents(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the values that hold Markdown."""
    if isinstance(node, yaml.ScalarNode) and _MARKDOWN.search(node.value):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _contents(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _contents(value)


_MARKDOWN = re.compile(r"\]\(|<[a-z]|\n")
"""Links, images, HTML, or several lines: the other values are names, settings and phrasings."""

# --- Markdown ---------------------------------------------------------------------------------------------------------


class _Reader:
    """Walks over the tokens of Markdown texts; a cursor follows in the lines of the file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.texts: list[tuple[int, str]] = []
        self.ids: set[str] = set()
        self._lines = lines
        self._line = self._column = self._last = 0
        self._is_folded = False
        self._level = 0
        """Of the heading above."""
        self._says_something = False
        """True once a text follows it."""

    def read(self, source: str, first: int, last: int | None = None) -> None:
        """Take in a text.

        Args:
            source: Markdown.
            first: the line of the file, from 0, on which it begins.
            last: the line on which it ends, where YAML folds its lines; None where they are the file's own.
        """
        self._line, self._column, self._last = first, 0, last or first
        self._is_folded = last is not None
        self._level = 0
        opens = 0
        for token in tokens(source):
            if token.map and not self._is_folded:
                self._line, self._column, self._last = first + token.map[0], 0, first + token.map[1] - 1
            if token.type == "heading_open":
                opens = int(token.tag[1])
                self._end_section(opens)
            elif token.type == "inline":
                place = self._here()
                self._inline(token.children or [])
                if opens:
                    self._begin_section(opens, token.children or [], place)
                opens = 0
            elif token.type == "html_block":
                self._html(token.content)
            elif token.content.strip():  # code
                self._says_something = True
        self._end_section(0)

    def _begin_section(self, level: int, children: Sequence[Token], place: Place) -> None:
        text, anchor = heading_of("".join(child.content for child in children if child.type in {"text", "code_inline"}))
        if text:
            self.headings.append(Heading(text, place, anchor))
            self._level, self._says_something = level, False

    def _end_section(self, next_level: int) -> None:
        if self._level >= max(next_level, 1) and not self._says_something:
            self.headings[-1] = replace(self.headings[-1], is_empty=True)

    def _inline(self, children: Sequence[Token]) -> None:
        shown: list[str] = []
        opened: list[tuple[str, int]] = []
        for child in children:
            match child.type:
                case "text":
                    shown.append(child.content)
                case "softbreak" | "hardbreak":
                    self._show("".join(shown))
                    shown = []
                    if not self._is_folded:
                        self._line, self._column = self._line + 1, 0
                case "code_inline":
                    self._says_something = True
                case "image":
                    has_description = bool(child.content.strip())
                    source = str(child.attrGet("src") or "")
                    self.images.append(Image(source, has_description, is_html=False, place=self._found("![")))
                case "link_open":
                    opened.append((str(child.attrGet("href") or ""), len(shown)))
                case "link_close" if opened:
                    href, start = opened.pop()
                    self._link(href, "".join(shown[start:]))
                case "html_inline":
                    self._html(child.content)
        self._show("".join(shown))

    def _show(self, text: str) -> None:
        if text.strip():
            self._says_something = True
            self.texts.append((self._line + 1, text.strip()))

    def _link(self, href: str, label: str) -> None:
        forms = (href, unquote(href)) if href else ("()",)
        written = next((form for form in forms if self._find(form)), "")
        self.links.append(Link(unquote(href), label, self._found(written) if written else self._here()))

    def _html(self, source: str) -> None:
        reader = _Tags()
        reader.feed(source)
        reader.close()
        for written, tag, attributes in reader.seen:
            place = self._found(written)
            self.ids.update(filter(None, (attributes.get("id"), attributes.get("name") if tag == "a" else None)))
            if not tag:
                self._show(written)
            elif tag == "img":
                self.images.append(Image(attributes.get("src") or "", "alt" in attributes, is_html=True, place=place))
            elif tag == "a" and (href := attributes.get("href")):
                self.links.append(Link(href.strip(), "", place))

    def _here(self) -> Place:
        return self._line + 1, 1

    def _found(self, text: str) -> Place:
        """Return where a text stands next, and go there; where it is written otherwise, the line is what is known."""
        at = self._find(text)
        if at is None:
            return self._here()
        self._line, self._column = at
        place = (self._line + 1, self._column + 1)
        self._column += len(text)
        return place

    def _find(self, text: str) -> tuple[int, int] | None:
        column = self._column
        for line in range(self._line, min(self._last + 1, len(self._lines))):
            at = self._lines[line].find(text, column)
            if at >= 0:
                return line, at
            column = 0
        return None


class _Tags(HtmlReader):
    """The tags that open in an HTML text, as they are written, and the lines that it shows, whose tag is empty."""

    _HIDDEN = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, dict[str, str | None]]] = []
        self._is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_hidden = tag in self._HIDDEN
        self.seen.append(((self.get_starttag_text() or "").split("\n", maxsplit=1)[0], tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as in the standard library
        self._is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.seen += [(line.strip(), "", {}) for line in data.split("\n") if line.strip()]
