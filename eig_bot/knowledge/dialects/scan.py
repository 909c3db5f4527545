"""A text that is gone over once, from left to right, by what takes marks out of it (`plain.py`)."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

Taken = tuple[str | None, int]
"""What is shown in the place of a stretch of text, None for the stretch as it is; and where it ends."""


@dataclass(frozen=True, slots=True)
class Unrun:
    """What only the tool of a site could run, so that words of the page are missing."""

    start: int
    """Where it stands in the text."""
    written: str
    """The tag itself, on one line."""
    is_block: bool
    """True where what stands between it and its end is left out, too: a condition, a list that is made when the site is."""


_BLANK_LINE = re.compile(r"\n(?=[ \t>]*\n)")


class Scan:
    """A text, and what is known of the rest of it."""

    def __init__(self, source: str) -> None:
        """Begin before its first character."""
        self.source = source
        self.has_components = False
        """True once one of MDX is found: in such a text, what stands in braces is run, and what is indented is no code."""
        self.unrun: list[Unrun] = []
        """What was taken and would have shown words."""
        self._ends: dict[re.Pattern[str], dict[int, int]] = {}
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

    def note(self, start: int, end: int, *, is_block: bool = False) -> None:
        """Take note of what was taken and would have shown words; `Unrun` says more.

        Args:
            start: where its tag begins.
            end: where its tag ends.
            is_block: as in `Unrun`.
        """
        self.unrun.append(Unrun(start, " ".join(self.source[start:end].split()), is_block))

    def block_end(self, tags: re.Pattern[str], start: int) -> int | None:
        """Return where a block ends that may hold others of its kind; None where it does not.

        Args:
            tags: matches what opens and what ends such blocks; its group `end` only what ends one, `name` the kind.
            start: where the block opens.
        """
        if tags not in self._ends:
            opened: dict[str, list[int]] = {}
            ends = self._ends[tags] = {}
            for found in tags.finditer(self.source):
                starts = opened.setdefault(found["name"], [])
                if not found["end"]:
                    starts.append(found.start())
                elif starts:
                    ends[starts.pop()] = found.end()
        return self._ends[tags].get(start)

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
