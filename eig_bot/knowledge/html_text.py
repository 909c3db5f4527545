"""HTML within Markdown -> the paragraphs that it shows."""

from html.parser import HTMLParser

from eig_bot.knowledge.links import Resolver
from eig_bot.knowledge.text_writer import TextWriter


def html_paragraphs(html: str, resolve: Resolver) -> list[str]:
    """Return the text of a block of HTML, a paragraph for each of its block elements.

    Args:
        html: any, however broken.
        resolve: makes the addresses of links absolute.
    """
    parser = _Paragraphs(resolve)
    parser.feed(html)
    parser.close()
    parser.flush()
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


class _Paragraphs(HtmlReader):
    _HIDDEN = frozenset({"script", "style", "iframe", "template"})
    _INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "small", "sup", "sub", "u", "code"})

    def __init__(self, resolve: Resolver) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self._resolve = resolve
        self._writer = TextWriter(resolve)
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
        self._writer = TextWriter(self._resolve)
