"""A page's source -> its outline.

Steps of `outline`: the values of the front matter, from YAML's marks; then the headings, lines, links and images of each
Markdown text (the body, and what a page of the site holds in its front matter), from markdown-it's tokens. These know their
lines; where a link or an image stands in its line is looked for in the source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

import yaml
from markdown_it.token import Token

from eig_bot.knowledge.extras import NAMES
from eig_bot.knowledge.html_text import HtmlReader
from eig_bot.knowledge.inline_text import shown
from eig_bot.knowledge.links import WIKI
from eig_bot.knowledge.markdown import read_line, tokens
from eig_bot.knowledge.markdown_rules import id_of
from eig_bot.knowledge.outline import Heading, Image, Link, Outline, Position, UnrunTag, Value
from eig_bot.knowledge.split_file import split
from eig_bot.knowledge.yaml_nodes import compose


def outline(path: str, text: str) -> Outline:
    """Return what stands where in a file that can be served.

    Args:
        path: within the folder, with slashes.
        text: of a page or of an optional file, with plain ends of lines.

    Raises:
        FieldError: its YAML is broken.
    """
    lines = text.split("\n")
    if path in NAMES:
        return Outline(path, tuple(lines), tuple(_values(compose(text), 0)))
    parts = split(text)
    node = compose(parts.front)
    reader = _TextReader(lines)
    for value in _contents(node):
        start, end = (mark.line + parts.front_line for mark in (value.start_mark, value.end_mark))
        reader.read(value.value, *((start + 1, None) if value.style == "|" else (start, end)))
    reader.read(parts.body, parts.body_line)
    return Outline(
        path,
        tuple(lines),
        tuple(_values(node, parts.front_line)),
        tuple(reader.headings),
        tuple(reader.links),
        tuple(reader.images),
        tuple(reader.texts),
        tuple(reader.unrun),
        frozenset(reader.ids),
    )


# --- front matter -----------------------------------------------------------------------------------------------------


def _values(node: yaml.Node | None, first: int, keys: tuple[str | int, ...] = ()) -> Iterator[Value]:
    if isinstance(node, yaml.ScalarNode):
        yield Value(keys, " ".join(node.value.split()), (node.start_mark.line + first + 1, node.start_mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _values(item, first, (*keys, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _values(value, first, (*keys, str(key.value)))


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


_MARKDOWN = re.compile(r"\]\(|<[a-z]|\n|\{[{%]")
"""Links, images, HTML, templates, or several lines: the other values are names, settings and phrasings."""


class _TextReader:
    """Walks over the tokens of Markdown texts; a cursor follows in the lines of the file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.texts: list[tuple[int, str]] = []
        self.unrun: list[UnrunTag] = []
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
        opening: Token | None = None
        found, unrun = tokens(source)
        for tag in unrun:
            line = first if self._is_folded else first + source.count("\n", 0, tag.start)
            column = self._lines[min(line, len(self._lines) - 1)].find(tag.written)
            self.unrun.append(UnrunTag(tag.written, (line + 1, max(column, 0) + 1), tag.is_block))
        for token in found:
            if token.map and not self._is_folded:
                self._line, self._column, self._last = first + token.map[0], 0, first + token.map[1] - 1
            if token.type == "heading_open":
                opening = token
                self._end_section(_level(token))
            elif token.type == "inline":
                position = self._here()
                self._inline(token.children or [])
                if opening:
                    self._begin_section(opening, token.children or [], position)
                opening = None
            elif token.type == "html_block":
                self._html(token.content)
            elif token.content.strip():  # code
                self._says_something = True
        self._end_section(0)

    def _begin_section(self, opening: Token, children: Sequence[Token], position: Position) -> None:
        text = read_line("".join(child.content for child in shown(children) if child.type in {"text", "code_inline"}))
        if text:
            self.headings.append(Heading(text, position, id_of(opening)))
            self._level, self._says_something = _level(opening), False

    def _end_section(self, next_level: int) -> None:
        if self._level >= max(next_level, 1) and not self._says_something:
            self.headings[-1] = replace(self.headings[-1], is_empty=True)

    def _inline(self, children: Sequence[Token]) -> None:
        words: list[str] = []
        opened: list[tuple[str, int]] = []
        for child in shown(children):
            match child.type:
                case "text":
                    words.append(child.content)
                case "softbreak" | "hardbreak":
                    self._show("".join(words))
                    words = []
                    if not self._is_folded:
                        self._line, self._column = self._line + 1, 0
                case "code_inline":
                    self._says_something = True
                case "image":
                    has_description = bool(child.content.strip())
                    source = str(child.attrGet("src") or "")
                    self.images.append(Image(source, has_description, is_html=False, position=self._found("![")))
                case "link_open":
                    opened.append((str(child.attrGet("href") or ""), len(words)))
                case "link_close" if opened:
                    href, start = opened.pop()
                    self._link(href, "".join(words[start:]))
                case "html_inline":
                    self._html(child.content)
        self._show("".join(words))

    def _show(self, text: str) -> None:
        if text.strip():
            self._says_something = True
            self.texts.append((self._line + 1, text.strip()))

    def _link(self, href: str, label: str) -> None:
        forms = (href, unquote(href), href.removeprefix(WIKI)) if href else ("()",)
        written = next((form for form in forms if self._find(form)), "")
        self.links.append(Link(unquote(href), label, self._found(written) if written else self._here()))

    def _html(self, source: str) -> None:
        reader = _Tags()
        reader.feed(source)
        reader.close()
        for written, tag, attributes in reader.seen:
            position = self._found(written)
            self.ids.update(filter(None, (attributes.get("id"), attributes.get("name") if tag == "a" else None)))
            if not tag:
                self._show(written)
            elif tag == "img":
                self.images.append(Image(attributes.get("src") or "", "alt" in attributes, is_html=True, position=position))
            elif tag == "a" and (href := attributes.get("href")):
                self.links.append(Link(href.strip(), "", position))

    def _here(self) -> Position:
        return self._line + 1, 1

    def _found(self, text: str) -> Position:
        """Return where a text stands next, and go there; where it is written otherwise, the line is what is known."""
        at = self._find(text)
        if at is None:
            return self._here()
        self._line, self._column = at
        position = (self._line + 1, self._column + 1)
        self._column += len(text)
        return position

    def _find(self, text: str) -> tuple[int, int] | None:
        column = self._column
        for line in range(self._line, min(self._last + 1, len(self._lines))):
            at = self._lines[line].find(text, column)
            if at >= 0:
                return line, at
            column = 0
        return None


def _level(opening: Token) -> int:
    return int(opening.tag[1])


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
