"""Pieces of a paragraph -> its text, in which links are the only mark: `[label](https://…)`."""

import re

from eig_bot.knowledge.links import Resolver

WHITE = re.compile(r"[ \t\n\v\f]+")
"""What becomes one space; no-break spaces stay, for French typography needs them."""

INVISIBLE = {**dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")), **dict.fromkeys((0x85, 0x2028, 0x2029), " ")}
"""Characters that show nothing, and what takes their place."""


class TextWriter:
    """Text under construction, with at most one link open."""

    def __init__(self, resolve: Resolver) -> None:
        """Begin an empty text.

        Args:
            resolve: makes the addresses of links absolute.
        """
        self._resolve = resolve
        self._parts: list[str] = []
        self._link: tuple[int, str] | None = None

    def write(self, text: str) -> None:
        """Add words, with the spaces around them.

        Args:
            text: without marks; a line end in it stays one.
        """
        self._parts.append(text)

    def end_word(self) -> None:
        """Take away the spaces at the end: what stood behind them is told elsewhere."""
        if self._parts and (self._link is None or len(self._parts) > self._link[0]):
            self._parts[-1] = self._parts[-1].rstrip(" ")

    def open_link(self, href: str) -> None:
        """Make what follows the label of a link; within a link, do nothing.

        Args:
            href: the address as it is written.
        """
        if self._link is None:
            self._link = (len(self._parts), href)

    def close_link(self) -> None:
        """End the link that is open, if any; one that leads nowhere leaves its label, one without a label nothing."""
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
        """Return the lines that say something, with single spaces, and without what an entity such as `&shy;` brought in."""
        lines = "".join(self._parts).translate(INVISIBLE).split("\n")
        return "\n".join(filter(None, (WHITE.sub(" ", line).strip() for line in lines)))


def _closed(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")
