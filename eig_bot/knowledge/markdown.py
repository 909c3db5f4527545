"""Markdown text -> a flat list of blocks of plain text, with their lines.

Steps: `clean` the source (normal form, invisible characters, shortcodes, `{.class}` marks); let markdown-it find the
structure; `parse` walks its tokens and keeps, for each heading, paragraph or list item, the text that a reader sees.
Links are the only mark that stays: `[label](https://…)`, always with an absolute address (see `Resolver`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

from markdown_it import MarkdownIt
from markdown_it.token import Token

Resolver = Callable[[str], str | None]
"""An address as written -> an absolute address, or None where it must stay text."""

LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?|mailto|tel):[^()\s]+)\)")
"""A link in a passage's text: label, address."""


@dataclass(frozen=True, slots=True)
class Block:
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


def parse(source: str, resolve: Resolver) -> list[Block]:
    """Return the blocks of a Markdown text, in reading order; empty ones are left out."""
    return [block for block in _blocks(_MARKDOWN.parse(clean(source)), resolve) if block.text]


def tokens(source: str) -> list[Token]:
    """Return markdown-it's tokens of a Markdown text as it stands in its file, with the lines of that file."""
    return _MARKDOWN.parse(source)


def clean(source: str) -> str:
    """Return the text in NFC, without invisible characters, templating marks and image-only marks."""
    text = unicodedata.normalize("NFC", source).replace("\r\n", "\n").translate(_INVISIBLE)
    text = _SHORTCODE.sub(_shortcode_link, text)
    return _ATTRIBUTES.sub("", text)


def one_line(text: str) -> str:
    """Return a heading or label on one line, without Markdown marks."""
    text = LINK.sub(r"\1", _INLINE_MARKS.sub("", clean(text)))
    return _WHITE.sub(" ", text).strip()


def heading_of(text: str) -> tuple[str, str | None]:
    """Return the text of a heading on one line, and the id that the source gives to it."""
    anchor = _ANCHOR.search(text)
    return one_line(_ANCHOR.sub("", text)), anchor[1] if anchor else None


def resolver(address: str | None, page_url: str | None = None) -> Resolver:
    """Return how the links of a page are made absolute.

    Args:
        address: the site's address; without it, relative links stay text.
        page_url: the page's own address, for links that are an anchor alone.
    """

    def resolve(href: str) -> str | None:
        href = href.strip()
        if _ABSOLUTE.match(href):
            return quote(href, safe="%/:=&?~#+!$,;'@*[]").replace("'", "%27")
        if _MAIL.fullmatch(href):
            return f"mailto:{href}"
        if not href or _SCHEME.match(href):
            return None
        if href.startswith("#"):
            return page_url + href if page_url else None
        return _joined(address, href) if address else None

    return resolve


_WHITE = re.compile(r"[ \t\n\v\f]+")  # no-break spaces stay: French typography needs them
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_INVISIBLE = {**dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")), **dict.fromkeys((0x85, 0x2028, 0x2029), " ")}
_SHORTCODE = re.compile(r"\{\{[<%](.*?)[%>]\}\}", re.DOTALL)
_SHORTCODE_ARGUMENT = re.compile(r'\b(url|title)="([^"]*)"')
_ATTRIBUTES = re.compile(r"\{\.[\w .-]+\}")
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}\s*$")
_INLINE_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def _joined(address: str, href: str) -> str | None:
    try:
        return quote(urljoin(f"{address}/", href.lstrip("/")), safe="%/:=&?~#+!$,;@*")
    except ValueError:  # a bracket opens where a host should stand
        return None


def _shortcode_link(match: re.Match[str]) -> str:
    arguments = dict(_SHORTCODE_ARGUMENT.findall(match[1]))
    return f"[{arguments['title']}]({arguments['url']})" if arguments.keys() == {"url", "title"} else ""


def _blocks(tokens: Sequence[Token], resolve: Resolver) -> Iterator[Block]:
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
            for text in _html_paragraphs(token.content, resolve):
                yield Block(text, line, depth=len(place.lists))
        elif token.type in {"fence", "code_block"}:
            yield Block(token.content.strip(), line, depth=len(place.lists))
        elif token.type == "tr_close":
            yield Block(" | ".join(filter(None, place.cells or ())), line)
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
            case "heading_open" | "heading_close":
                self._level = int(token.tag[1]) if token.type == "heading_open" else 0
            case "tr_open":
                self.cells = []

    def put(self, block: Block) -> Block | None:
        """Return a text as it stands here; None for a cell, which waits for the end of its row."""
        if self.cells is not None:
            self.cells.append(block.text)
            return None
        if self._level:
            return _heading(block, self._level)
        if not block.text:
            return None
        marker, self._marker = self._marker, ""
        return replace(block, depth=len(self.lists), marker=marker)


def _heading(block: Block, level: int) -> Block:
    text, anchor = heading_of(block.text)
    return Block(text, block.line, heading_level=level, anchor=anchor)


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


def _inline(children: Sequence[Token], resolve: Resolver) -> Block:
    """Return the text of one run of inline tokens, with its bold lead."""
    writer = _Writer(resolve)
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
    return Block(text, 0, lead=one_line(lead).rstrip(" \u00a0\u202f:.,;"), is_all_lead=bool(lead) and not rest)


def _write_tag(writer: "_Writer", tag: str) -> None:
    name = tag.lower()
    if name.startswith("<br"):
        writer.write("\n")
    elif name.startswith("</a"):
        writer.close_link()
    elif name.startswith("<a") and (href := _HREF.search(tag)):
        writer.open_link(href[1])


class _Writer:
    """Text under construction, with at most one link open."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self._parts: list[str] = []
        self._link: tuple[int, str] | None = None

    def write(self, text: str) -> None:
        self._parts.append(text)

    def open_link(self, href: str) -> None:
        if self._link is None:
            self._link = (len(self._parts), href)

    def close_link(self) -> None:
        if self._link is None:
            return
        start, href = self._link
        label = " ".join("".join(self._parts[start:]).replace("[", "(").replace("]", ")").split())
        url = self._resolve(href)
        del self._parts[start:]
        if label:
            self._parts.append(f"[{label}]({_closed(url)})" if url else label)
        self._link = None

    def text(self) -> str:
        lines = "".join(self._parts).split("\n")
        return "\n".join(filter(None, (_WHITE.sub(" ", line).strip() for line in lines)))


def _closed(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


class HtmlReader(HTMLParser):
    """The standard library's parser, which takes any HTML."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over `<![…]>`, at which the standard library stops when it does not know the word."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1


class _HtmlText(HtmlReader):
    """The text that an HTML block shows, a paragraph a block element."""

    _HIDDEN = frozenset({"script", "style", "iframe", "template"})
    _INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "small", "sup", "sub", "u", "code"})

    def __init__(self, resolve: Resolver) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._resolve = resolve
        self._writer = _Writer(resolve)
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._HIDDEN:
            self._hidden += 1
        elif tag == "a":
            self._writer.open_link(dict(attrs).get("href") or "")
        elif tag not in self._INLINE:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._writer.close_link()
        elif tag not in self._INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._writer.write(data.replace("\n", " "))

    def flush(self) -> None:
        self._writer.close_link()
        if text := self._writer.text():
            self.paragraphs.append(text)
        self._writer = _Writer(self._resolve)


def _html_paragraphs(html: str, resolve: Resolver) -> list[str]:
    parser = _HtmlText(resolve)
    parser.feed(html)
    parser.close()
    parser.flush()
    return parser.paragraphs
