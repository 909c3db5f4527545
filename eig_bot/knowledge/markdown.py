"""Markdown text -> a flat list of blocks of plain text, with their lines.

Steps: `clean` the source (normal form, invisible characters, shortcodes, `{.class}` marks); let markdown-it find the
structure; `parse` walks its tokens and keeps, for each heading, paragraph or list item, the text that a reader sees.
Links are the only mark that stays: `[label](https://…)`, always with an absolute address (`links.py`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from eig_bot.knowledge.html_text import html_paragraphs
from eig_bot.knowledge.links import Resolver
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
    return [block for block in _blocks(_MARKDOWN.parse(clean(source)), resolve) if block.text]


def tokens(source: str) -> list[Token]:
    """Return what markdown-it makes of a text that is not cleaned, so that lines and columns are those of its file.

    Args:
        source: Markdown as it stands in its file.
    """
    return _MARKDOWN.parse(source)


def id_of(opening: Token) -> str | None:
    """Return the id that the source gives to a heading (`## Title {#id}`); its text holds it no more.

    Args:
        opening: the token that opens the heading.
    """
    found = opening.meta.get("id")
    return str(found) if found else None


def clean(source: str) -> str:
    """Return a text in NFC, without what nobody sees: invisible characters, shortcodes that hold no link, `{.class}`.

    Args:
        source: Markdown, or plain text.
    """
    text = unicodedata.normalize("NFC", source).replace("\r\n", "\n").translate(INVISIBLE)
    text = _SHORTCODE.sub(_shortcode_link, text)
    return _CLASSES.sub("", text)


def one_line(text: str) -> str:
    """Return a heading or label on one line, without Markdown marks; of what was returned, the same.

    What is taken away may leave another mark, so it looks again: a heading is read once more where it is looked for, and must
    still be found.

    Args:
        text: with marks or without.
    """
    while (shown := _without_marks(text)) != text:
        text = shown
    return shown


def _without_marks(text: str) -> str:
    return WHITE.sub(" ", LINK.sub(r"\1", _INLINE_MARKS.sub("", clean(text)))).strip()


def _take_ids(state: StateCore) -> None:
    """Take ids and classes off headings before their words are read; only here, so that all who read them agree."""
    for opening, inline in pairwise(state.tokens):
        if opening.type == "heading_open" and (found := _IDS.search(inline.content)):
            inline.content = inline.content[: found.start()] + inline.content[found.end() :]
            opening.meta["id"] = next(reversed(re.findall(r"#([\w-]+)", found[0])), None)


_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MARKDOWN.core.ruler.before("inline", "heading_ids", _take_ids)
_SHORTCODE = re.compile(r"\{\{[<%](.*?)[%>]\}\}", re.DOTALL)
_SHORTCODE_ARGUMENT = re.compile(r'\b(url|title)="([^"]*)"')
_CLASSES = re.compile(r"\{\.[\w .-]+\}")
_IDS = re.compile(r"(?:\s*(?<!\\)\{(?:#[\w-]+|\.[\w .-]+)\})+\s*(?=[*_]*\s*$)")
"""At the end of a heading, or of bold words that are all of it; the last id is the one that a site takes."""
_INLINE_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def _shortcode_link(match: re.Match[str]) -> str:
    arguments = dict(_SHORTCODE_ARGUMENT.findall(match[1]))
    return f"[{arguments['title']}]({arguments['url']})" if arguments.keys() == {"url", "title"} else ""


def _blocks(tokens: Sequence[Token], resolve: Resolver) -> Iterator[TextBlock]:
    """Walk markdown-it's flat tokens, which open and close what they stand in."""
    place = _Place()
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            for offset, part in _cut_at_leads(token.children or []):
                block = replace(_inline(part, resolve), line=line + offset)
                if placed := place.put(block):
                    yield placed
        elif token.type == "html_block":
            for text in html_paragraphs(token.content, resolve):
                yield TextBlock(text, line, depth=len(place.lists))
        elif token.type in {"fence", "code_block"}:
            yield TextBlock(token.content.strip(), line, depth=len(place.lists))
        elif token.type == "tr_close":
            yield TextBlock(" | ".join(filter(None, place.cells or ())), line)
            place.cells = None
        else:
            place.move(token)


class _Place:
    """Where a walk over tokens stands: in which lists, in a heading, in a row of a table."""

    def __init__(self) -> None:
        self.lists: list[int | None] = []
        """For each list around, the number of its next item; None where items have no number."""
        self.cells: list[str] | None = None
        self._marker = ""
        self._level = 0
        self._id: str | None = None

    def move(self, token: Token) -> None:
        """Take in a token that opens or closes something."""
        match token.type:
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
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

    def put(self, block: TextBlock) -> TextBlock | None:
        """Return a text as it stands here; None for a cell, which waits for the end of its row."""
        if self.cells is not None:
            self.cells.append(block.text)
            return None
        if self._level:
            return TextBlock(one_line(block.text), block.line, heading_level=self._level, anchor=self._id)
        if not block.text:
            return None
        marker, self._marker = self._marker, ""
        return replace(block, depth=len(self.lists), marker=marker)


def _cut_at_leads(children: Sequence[Token]) -> Iterator[tuple[int, Sequence[Token]]]:
    """Cut a paragraph before each line that a bold lead opens; yield the number of lines above each part with it."""
    shown = [child for child in children if child.content or child.type != "text"]
    start = offset = breaks = 0
    for number, child in enumerate(shown):
        if child.type not in {"softbreak", "hardbreak"}:
            continue
        breaks += 1
        if child.level == 0 and _opens_lead(shown, number):
            yield offset, shown[start:number]
            start, offset = number + 1, breaks
    yield offset, shown[start:]


def _opens_lead(children: Sequence[Token], number: int) -> bool:
    """A line may open with bold words by chance of its width: a lead follows a whole sentence, or has a colon."""
    if number + 1 >= len(children) or children[number + 1].type != "strong_open":
        return False
    end = next(place for place in range(number + 2, len(children)) if children[place].type == "strong_close")
    bold = "".join(child.content for child in children[number + 2 : end]).rstrip()
    rest = children[end + 1].content.lstrip() if end + 1 < len(children) else ""
    follows_sentence = number > 0 and children[number - 1].content.rstrip().endswith((".", "!", "?", "…"))
    return children[number].type == "hardbreak" or follows_sentence or bold.endswith(":") or rest.startswith(":")


def _inline(children: Sequence[Token], resolve: Resolver) -> TextBlock:
    """Return the text of one run of inline tokens, with its bold lead."""
    writer = TextWriter(resolve)
    lead = ""
    opens_bold = False
    for child in children:
        match child.type:
            case "text" | "code_inline":
                writer.write(child.content)
            case "softbreak":
                writer.write(" ")
            case "hardbreak":
                writer.write("\n")
            case "strong_open":
                opens_bold = not lead and not writer.text()
            case "strong_close" if opens_bold:
                lead, opens_bold = writer.text(), False
            case "link_open":
                writer.open_link(str(child.attrGet("href") or ""))
            case "link_close":
                writer.close_link()
            case "html_inline":
                _write_tag(writer, child.content)
    text = writer.text()
    rest = text[len(lead) :].strip(" \u00a0\u202f:.")
    return TextBlock(text, 0, lead=one_line(lead).rstrip(" \u00a0\u202f:.,;"), is_all_lead=bool(lead) and not rest)


def _write_tag(writer: TextWriter, tag: str) -> None:
    name = tag.lower()
    if name.startswith("<br"):
        writer.write("\n")
    elif name.startswith("</a"):
        writer.close_link()
    elif name.startswith("<a") and (href := _HREF.search(tag)):
        writer.open_link(href[1])
