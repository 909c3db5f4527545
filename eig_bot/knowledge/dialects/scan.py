"""A text that is gone over once, from left to right, by what takes marks out of it (`plain.py`)."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

Taken = tuple[str | None, int]
"""What is shown in the place of a stretch of text, None for the stretch as it is; and where it ends."""
_BLANK_LINE = re.compile(r"\n(?=[ \t>]*\n)")


class Scan:
    """A text, and what is known of the rest of it."""

    def __init__(self, source: str) -> None:
        """Begin before its first character."""
        self.source = source
        self.has_components = False
        """True once one of MDX is found: in such a text, what stands in braces is run, and what is indented is no code."""
        self._missing: set[re.Pattern[str]] = set()
        """What ends nothing in the rest of the text: it is looked for once."""

    def again(self) -> "Scan":
        """Return the same text, to be gone over once more with what is known of it."""
        scan = Scan(self.source)
        scan.has_components = self.has_components
        return scan

    def line_before(self, start: int) -> str:
        """Return what stands on the line of a place, before it.

        Args:
            start: the place.
        """
        return self.source[self.source.rfind("\n", 0, start) + 1 : start]

    def after(self, closing: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Return the next of what ends something; None where there is none.

        Args:
            closing: what ends it.
            start: where to begin to look; never before where it was looked for last.
        """
        if closing in self._missing:
            return None
        found = closing.search(self.source, start)
        if found is None:
            self._missing.add(closing)
        return found

    def paragraph_end(self, start: int) -> int:
        """Return where the next blank line stands, or the end of the text.

        Args:
            start: a place in a paragraph.
        """
        number = bisect_left(self._blank_lines, start)
        return self._blank_lines[number] if number < len(self._blank_lines) else len(self.source)

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [found.start() for found in _BLANK_LINE.finditer(self.source)]


Taker = Callable[[Scan, int], Taken | None]
"""Returns what it makes of what opens at a place; None where it is not what it takes."""


def whole(pattern: re.Pattern[str], shown: str | None, *, opens_line: bool = False) -> Taker:
    r"""Return what takes whatever a pattern matches.

    Args:
        pattern: matched where a text may open.
        shown: what is shown in its place, in which `\1` is its first group; None to pass over it.
        opens_line: True to take it only where nothing stands before it on its line.
    """

    def take(scan: Scan, start: int) -> Taken | None:
        if opens_line and scan.line_before(start).strip(" \t>"):
            return None
        found = pattern.match(scan.source, start)
        if found is None:
            return None
        return found.expand(shown) if shown is not None else None, found.end()

    return take
