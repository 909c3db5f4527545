"""What stands where in a file, to the character: only `check` asks, and keeps none of it. `outline_reader.py` makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eig_bot.knowledge.front_matter import OUR_KEYS
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.passage import Passage

Position = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the front matter, or of an optional file."""

    keys: tuple[str | int, ...]
    """The way to it: ("passages", 2, "questions", 0)."""
    text: str
    """On one line."""
    position: Position

    @property
    def key(self) -> str:
        """The last name on the way to it."""
        return next((key for key in reversed(self.keys) if isinstance(key, str)), "")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a Markdown text."""

    text: str
    position: Position
    anchor: str | None = None
    """Id that the source gives to it: `## Title {#id}`."""
    is_empty: bool = False
    """True when neither a text nor a lower heading follows it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text."""

    href: str
    label: str
    position: Position


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a text."""

    source: str
    has_description: bool
    is_html: bool
    position: Position


@dataclass(frozen=True, slots=True)
class UnrunTag:
    """A tag of a template in whose place a site shows words that nobody knows here."""

    written: str
    position: Position
    is_block: bool
    """True where what stands between it and its end is missing, too."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands where in one file."""

    path: str
    source: tuple[str, ...]
    """Its lines."""
    values: tuple[Value, ...]
    """Of its front matter; of all of it, for an optional file."""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    texts: tuple[tuple[int, str], ...] = ()
    """Lines as a reader sees them, without code or addresses, each with its number."""
    unrun: tuple[UnrunTag, ...] = ()
    """What only the tool of a site could run, and is missing from the page."""
    ids: frozenset[str] = frozenset()
    """Ids that HTML elements have."""

    @property
    def is_site_page(self) -> bool:
        """True for a page of the programme's own site, which has keys of its own."""
        return any(value.keys[0] not in OUR_KEYS for value in self.values)

    def value(self, *keys: str | int) -> Value | None:
        """Return the value at the end of a way; None where there is none.

        Args:
            keys: the way, as in `Value.keys`.
        """
        return next((value for value in self.values if value.keys == keys), None)

    def heading_of(self, value: Value) -> str | None:
        """Return for which heading the front matter says something; None where it says it for the whole page.

        Args:
            value: of this file.

        Returns:
            The heading that its entry of `passages:` names, normalized.
        """
        heading = self.value(*value.keys[:2], "heading") if value.keys[0] == "passages" else None
        return normalized_heading(heading.text) if heading else None

    def position_in(self, line: int, text: str) -> Position:
        """Return where a text stands in a line; where it is written otherwise there, the line is all that is known.

        Args:
            line: its number, from 1.
            text: as a reader sees it.
        """
        return line, self.source[line - 1].find(text) + 1 or 1


Outlines = Mapping[str, Outline]
"""Path -> outline."""
NO_OUTLINES: Outlines = MappingProxyType({})


def position_of(outlines: Outlines, passage: Passage, *keys: str, text: str | None = None) -> Position:
    """Return where the front matter says something of a passage: in its own entry, else in the keys of its page.

    Without an outline, and where nothing is said, that is where the passage begins.

    Args:
        outlines: what stands where in each file.
        passage: of one of them.
        keys: names of keys, any of which will do.
        text: what the key must hold; None for whatever it holds.
    """
    found = outlines.get(passage.page)
    values = [value for value in found.values if value.key in keys and text in {None, value.text}] if found else []
    own = [value for value in values if found and found.heading_of(value) == normalized_heading(passage.name)]
    top = [value for value in values if value.keys[0] != "passages"]
    return next((value.position for value in (*own, *top)), (passage.line, 1))
