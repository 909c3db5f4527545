"""Markdown text -> a flat list of blocks of plain text, with their lines.

Steps: `clean` the source (normal form, invisible characters, what only makes a site: `dialects/`); let markdown-it find the
structure (`markdown_rules.py`); `parse` walks its tokens and keeps, for each heading, paragraph or list item, the text that a
reader sees (`inline_text.py`, `html_text.py`, `tables.py`).
Links are the only mark that stays: `[label](https://…)`, always with an absolute address (`links.py`).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from markdown_it.token import Token

from eig_bot.knowledge.dialects.plain import PlainMarkdown, plain_markdown
from eig_bot.knowledge.dialects.scan import Unrun
from eig_bot.knowledge.html_text import html_paragraphs
from eig_bot.knowledge.inline_text import Asides, cut_at_leads, inline_text, shown, write_inline
from eig_bot.knowledge.links import Resolver
from eig_bot.knowledge.markdown_rules import id_of, parser
from eig_bot.knowledge.tables import row_line
from eig_bot.knowledge.text_writer import INVISIBLE, WHITE, TextWriter

LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?|mailto|tel):[^()\s]+)\)")
"""A link in a passage's text: label, address."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, a paragraph or a list item."""

    text: str
    line: int
    """Line of the source, from 0."""
    heading_level: int = 0
    """1 to 6; 0 for text."""
    depth: int = 0
    """How many lists enclose it."""
    marker: str = ""
    """"• " or "1. " for the first text of a list item."""
    lead: str = ""
    """The bold text that it opens with."""
    is_all_lead: bool = False
    """True when nothing follows the bold text."""
    anchor: str | None = None
    """Id that the source gives to a heading: `## Title {#id}`."""

    def __str__(self) -> str:
        return "  " * max(0, self.depth - 1) + self.marker + self.text


def parse(source: str, resolve: Resolver) -> list[TextBlock]:
    """Return the blocks of a Markdown text, in reading order; those that show nothing are left out.

    Args:
        source: Markdown, of a body or of a value of the front matter.
        resolve: makes the addresses of links absolute.
    """
    environment: dict[str, Any] = {}
    plain = _plain(source)
    found = parser(has_components=plain.has_components).parse(plain.text, environment)
    return [block for block in _Walk(_without_contents(found), environment, resolve).blocks() if block.text]


def _without_contents(found: list[Token]) -> list[Token]:
    """Leave out lists of nothing but links to headings of the same page: each heading tells more itself."""
    kept: list[Token] = []
    listed: list[Token] = []
    for token in found:
        if listed or (token.level == 0 and token.type.endswith("_list_open")):
            listed.append(token)
            if token.level == 0 and token.type.endswith("_list_close"):
                kept += () if _is_contents(listed) else listed
                listed = []
        else:
            kept.append(token)
    return [*kept, *listed]


def _is_contents(listed: Sequence[Token]) -> bool:
    items = [token.children or [] for token in listed if token.type == "inline" or token.content]
    return len(items) > 1 and all(map(_is_link_within_page, items))


def _is_link_within_page(children: Sequence[Token]) -> bool:
    opened = [child for child in children if child.type == "link_open"]
    is_alone = bool(children) and children[0].type == "link_open" and children[-1].type == "link_close"
    return is_alone and len(opened) == 1 and str(opened[0].attrGet("href")).startswith("#")


def tokens(source: str) -> tuple[list[Token], tuple[Unrun, ...]]:
    """Return what markdown-it makes of a text, whose lines are those of its file, and what of it only a site's tool could run.

    Args:
        source: Markdown as it stands in its file.
    """
    plain = plain_markdown(source)
    return parser(has_components=plain.has_components).parse(plain.text), plain.unrun


def clean(source: str) -> str:
    """Return a text in NFC, without what nobody sees: invisible characters, comments, what only makes a site.

    Args:
        source: Markdown, or plain text.
    """
    return _plain(source).text


def _plain(source: str) -> PlainMarkdown:
    return plain_markdown(unicodedata.normalize("NFC", source).replace("\r\n", "\n").translate(INVISIBLE))


def one_line(text: str) -> str:
    """Return a heading or label on one line, without Markdown marks; of what was returned, the same.

    What is taken away may leave another mark, so it looks again: a heading is read once more where it is looked for, and must
    still be found.

    Args:
        text: with marks or without.
    """
    while (bare := _without_marks(text)) != text:
        text = bare
    return bare


def read_line(text: str) -> str:
    """Return the text of a heading that the parser has read, on one line; what looks like a mark of a dialect is code.

    Args:
        text: as its tokens have it.
    """
    while (bare := _on_one_line(text)) != text:
        text = bare
    return bare


def _without_marks(text: str) -> str:
    seen = _SHOWN.sub(lambda found: found[1] or found[2], _UNSEEN.sub("", clean(text)))
    return _on_one_line(_ENTITY.sub(lambda found: unescape(found[0]), seen))


def _on_one_line(text: str) -> str:
    return WHITE.sub(" ", LINK.sub(r"\1", _INLINE_MARKS.sub("", text))).strip()


_INLINE_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_UNSEEN = re.compile(r"~~(?=[^\s~])[^~\n]*[^\s~]~~|~~[^\s~]~~|\[\^[^\[\]\s]+\]")
"""Struck words, and the number of a note."""
_SHOWN = re.compile(
    r"==(?<![\w=]==)(?=[^\s=])((?:[^=\n]|=(?!=))*?[^\s=])==(?![\w=])"
    r"|\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\](?![(\[])"
)
"""Words between "==", and the label of a link to a note."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class _Walk:
    """Goes over markdown-it's flat tokens, which open and close what they stand in."""

    def __init__(self, found: Sequence[Token], environment: Mapping[str, Any], resolve: Resolver) -> None:
        self._resolve = resolve
        self._markdown = parser(has_components=False)
        noted = environment.get("footnotes", {}).get("list", {})
        self._asides: Asides = {number: note["tokens"] for number, note in noted.items() if "tokens" in note}
        self._tokens, self._notes = _apart(found)

    def blocks(self) -> Iterator[TextBlock]:
        """Yield the blocks; a note stands below what calls it first."""
        place = _Place(0)
        called: list[str] = []
        for token, before in zip(self._tokens, [None, *self._tokens], strict=False):
            yield from self._at(token, before, place)
            called += _notes_of(token)
            if called and not place.is_in_table:
                yield from self._noted(called, place.depth)
                called = []

    def _noted(self, called: Sequence[str], depth: int) -> Iterator[TextBlock]:
        """Yield what notes say that were not told yet, each followed by those that it calls."""
        waiting = list(reversed(called))
        while waiting:
            found = self._notes.pop(waiting.pop(), [])
            place = _Place(depth)
            for token, before in zip(found, [None, *found], strict=False):
                yield from self._at(token, before, place)
            waiting += reversed([label for token in found for label in _notes_of(token)])

    def _at(self, token: Token, before: Token | None, place: "_Place") -> Iterator[TextBlock]:
        """Yield the blocks that a token makes where it stands."""
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            yield from filter(None, map(place.put, self._paragraph(token, line)))
        elif token.type == "html_block" or _is_html(token, before):
            for text in html_paragraphs(token.content, self._resolve, self._write):
                yield TextBlock(text, line, depth=place.depth)
        elif token.type in {"fence", "code_block"}:
            yield TextBlock(token.content.strip(), line, depth=place.depth)
        elif token.type == "tr_close":
            yield TextBlock(row_line(place.cells or ()), line)
            place.cells = None
        else:
            place.move(token)

    def _paragraph(self, token: Token, line: int) -> Iterator[TextBlock]:
        for offset, part in cut_at_leads(token.children or []):
            found = inline_text(part, self._resolve, self._asides)
            lead = read_line(found.lead).rstrip(" \u00a0\u202f:.,;")
            yield TextBlock(found.text, line + offset, lead=lead, is_all_lead=bool(found.lead) and not found.rest)

    def _write(self, writer: TextWriter, text: str) -> None:
        (found,) = self._markdown.parseInline(text)
        write_inline(writer, found.children or [])


def _apart(found: Sequence[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Return the tokens of a text, and those of each note that is called in it."""
    called = {label for token in found if token.type == "inline" for label in _notes_of(token)}
    text: list[Token] = []
    notes: dict[str, list[Token]] = {}
    around = [text]
    for token in found:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            around.append(notes.setdefault(label, []) if label in called else around[-1])
        elif token.type == "footnote_reference_close":
            around.pop()
        else:
            around[-1].append(token)
    return text, notes


def _notes_of(token: Token) -> list[str]:
    """Return the labels of the notes that a paragraph calls."""
    return [
        child.meta["label"] for child in shown(token.children or []) if child.type == "footnote_ref" and "label" in child.meta
    ]


def _is_html(token: Token, before: Token | None) -> bool:
    """HTML that goes on behind a blank line, indented, is no code."""
    is_behind = before is not None and before.type == "html_block"
    return is_behind and token.type == "code_block" and re.match(r"\s*</?[a-zA-Z]", token.content) is not None


class _Place:
    """Where a walk over tokens stands: in which lists, in a heading, in a row of a table."""

    def __init__(self, depth: int) -> None:
        self.lists: list[int | None] = []
        """For each list around, the number of its next item; None where items have no number."""
        self.cells: list[str] | None = None
        self.is_in_table = False
        self._depth = depth
        self._is_term = False
        self._marker = ""
        self._level = 0
        self._id: str | None = None

    @property
    def depth(self) -> int:
        """How many lists enclose what comes next."""
        return self._depth + len(self.lists)

    def move(self, token: Token) -> None:
        """Take in a token that opens or closes something."""
        match token.type:
            case "bullet_list_open" | "dd_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close" | "dd_close":
                self.lists.pop()
            case "list_item_open":
                number = self.lists[-1]
                self._marker = "• " if number is None else f"{number}. "
                self.lists[-1] = None if number is None else number + 1
            case "heading_open":
                self._level, self._id = int(token.tag[1]), id_of(token)
            case "heading_close":
                self._level = 0
            case "tr_open":
                self.cells = []
            case "table_open" | "table_close":
                self.is_in_table = token.type == "table_open"
            case "dt_open" | "dt_close":
                self._is_term = token.type == "dt_open"

    def put(self, block: TextBlock) -> TextBlock | None:
        """Return a text as it stands here; None for a cell, which waits for the end of its row."""
        if self.cells is not None:
            self.cells.append(block.text)
            return None
        if self._level:
            return TextBlock(read_line(block.text), block.line, heading_level=self._level, anchor=self._id)
        if not block.text:
            return None
        if self._is_term:
            block = replace(block, lead=read_line(block.text))
        marker, self._marker = self._marker, ""
        return replace(block, depth=self.depth, marker=marker)
