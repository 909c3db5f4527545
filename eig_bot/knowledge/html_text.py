"""HTML within Markdown -> the paragraphs that it shows, and a line for each row of its tables.

What stands between tags is read as Markdown once more: pages of sites have marks in there too, and generators turn them.
"""

import re
from collections.abc import Callable
from html import unescape
from html.entities import html5
from html.parser import HTMLParser

from eig_bot.knowledge.links import Resolver
from eig_bot.knowledge.tables import TableCell, row_line, spread
from eig_bot.knowledge.text_writer import TextWriter

WriteMarkdown = Callable[[TextWriter, str], None]
"""Writes a text of Markdown, of one line, into a paragraph."""


def html_paragraphs(html: str, resolve: Resolver, write: WriteMarkdown | None = None) -> list[str]:
    """Return the text of a block of HTML: a paragraph for each of its block elements, a line for each row of a table.

    Args:
        html: any, however broken.
        resolve: makes the addresses of links absolute.
        write: what reads marks between the tags; None to take them for text.
    """
    parser = _Paragraphs(resolve, write or _write_text)
    parser.feed(html)
    parser.close()
    parser.end()
    return parser.paragraphs


class HtmlReader(HTMLParser):
    """The standard library's parser, which takes any HTML."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over `<![…]>`, at which the standard library stops when it does not know the word.

        Args:
            i: where the section begins in what is still to be read.
            report: as in the standard library.

        Returns:
            Where to go on; -1 for the end.
        """
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1


_HIDDEN = frozenset({"script", "style", "iframe", "template"})
INLINE = frozenset({
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
    *("img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
    *("u", "var", "wbr"),
})  # fmt: skip
"""Elements that stand within a line of words; any other begins a new one."""
_RAW = frozenset({"code", "pre", "textarea"})
_ITEM = re.compile(r"[\n\v][ \t]*[-*+][ \t]+")
"""An item of a list of Markdown that HTML stands around."""
_MARKS = re.compile(r"[*_`\[\]~=\\]")


class _Paragraphs(HtmlReader):
    """Gathers paragraphs; within a cell they are its lines, which wait for the end of their table."""

    def __init__(self, resolve: Resolver, write: WriteMarkdown) -> None:
        super().__init__(convert_charrefs=False)
        self.paragraphs: list[str] = []
        self._resolve = resolve
        self._write = write
        self._writer = TextWriter(resolve)
        self._words: list[str] = []
        self._open: list[str] = []
        """Elements around that hide what they hold, or take it for no Markdown."""
        self._tables = 0
        self._rows: list[list[TableCell]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._write_words()
        if tag in _HIDDEN | _RAW:
            self._open.append(tag)
        given = dict(attrs)
        if tag == "a":
            self._writer.open_link(given.get("href") or "")
        elif tag == "table":
            self._end_paragraph()
            self._tables += 1
        elif tag == "tr" and self._tables <= 1:
            self._end_cell()
            self._rows.append([])
        elif tag in {"td", "th"} and self._tables <= 1:
            self._end_cell()
            self._rows = self._rows or [[]]
            self._rows[-1].append(TableCell("", _number(given.get("colspan")), _number(given.get("rowspan"))))
            self._in_cell = True
        elif tag not in INLINE | _HIDDEN:
            self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        self._write_words()
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]
        if tag == "a":
            self._writer.close_link()
        elif tag == "table":
            self._end_table()
        elif tag in {"td", "th", "tr"} and self._tables <= 1:
            self._end_cell()
        elif tag not in INLINE | _HIDDEN:
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_entityref(self, name: str) -> None:
        self._words.append(f"&{name};" if f"{name};" in html5 else f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._words.append(f"&#{name};")

    def end(self) -> None:
        """Take what is still open as ended."""
        self._write_words()
        self._tables = min(self._tables, 1)
        self._end_table()
        self._end_paragraph()

    def _write_words(self) -> None:
        text = _ITEM.sub("\v", "".join(self._words)).replace("\n", " ").replace("\v", "\n")
        self._words.clear()
        if not text or not _HIDDEN.isdisjoint(self._open):
            return
        if _MARKS.search(text) and _RAW.isdisjoint(self._open):
            self._write(self._writer, text)
        else:
            self._writer.write(unescape(text))

    def _end_paragraph(self) -> None:
        self._writer.close_link()
        text = self._writer.text()
        self._writer = TextWriter(self._resolve)
        if text and self._in_cell:
            cell = self._rows[-1][-1]
            cell.text = f"{cell.text}\n{text}" if cell.text else text
        elif text:
            self.paragraphs.append(text)

    def _end_cell(self) -> None:
        self._end_paragraph()
        self._in_cell = False

    def _end_table(self) -> None:
        if self._tables > 1:
            self._end_paragraph()
        else:
            self._end_cell()
            self.paragraphs += filter(None, map(row_line, spread(self._rows)))
            self._rows = []
        self._tables = max(0, self._tables - 1)


def _number(written: str | None) -> int:
    return max(1, int(written)) if written and re.fullmatch(r"\d{1,5}", written) else 1


def _write_text(writer: TextWriter, text: str) -> None:
    writer.write(unescape(text))
