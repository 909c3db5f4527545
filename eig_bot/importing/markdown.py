"""Headings and lines of plain text -> Markdown that shows them as they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eig_bot.importing.sections import DraftSection
from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import LINK, parse

MAX_LEVEL = 6
"""Of a Markdown heading: lower ones are written as if they were of this level."""


def body(part: Sequence[DraftSection]) -> Iterator[str]:
    """Yield what stands in the body of a draft: a heading, a paragraph or a list at a time.

    Args:
        part: what the draft holds, its title first.
    """
    for section in part:
        if section.level > 1:
            opening = f"{'#' * min(section.level, MAX_LEVEL)} "
            yield opening + _plain(section.heading, opening)
        yield from _blocks(section.lines)


@dataclass(frozen=True, slots=True)
class _List:
    """A list around the next line."""

    indent: int
    """Where the text of its last item begins."""
    number: int | None = None
    """Of its last item; None where items have bullets."""
    mark: str = "."
    """What follows a number: "." or ")"; it changes where a list follows another one."""


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    around: list[_List] = []
    items: list[str] = []
    for line in lines:
        if item := _ITEM.fullmatch(line):
            number = int(item["number"]) if item["number"] else None
            opening = _opening(around, len(item["spaces"]) // 2, number)
            items.append(opening + _plain(item["text"], "* " if number is None else f"{number}. "))
            continue
        if items:
            yield "\n".join(items)
        around, items = [], []
        yield _plain(line)
    if items:
        yield "\n".join(items)


def _opening(around: list[_List], depth: int, number: int | None) -> str:
    """Return what stands before the text of an item, and take the item into the lists around the next line."""
    before = around[depth] if depth < len(around) else _List(0)
    del around[depth:]
    opening = " " * (around[-1].indent if around else 0)
    while len(around) < depth:  # an item that holds nothing but a list
        opening += "* "
        around.append(_List(len(opening)))
    mark = before.mark
    if before.number is not None and number != before.number + 1:
        mark = ")" if mark == "." else "."
    opening += "* " if number is None else f"{number}{mark} "
    around.append(_List(len(opening), number, mark))
    return opening


def _plain(text: str, opening: str = "") -> str:
    """Return Markdown that shows a text as it is, behind what opens its block, with as few backslashes as that takes."""

    def escaped(match: re.Match[str]) -> str:
        return f"[{_plain(match[1])}]({match[2]})" if match[1] else f"\\{match[0]}"

    text = " ".join(_UNBROKEN.findall(text))
    tries = [text, _SPECIAL.sub(escaped, text, count=1), _MARKS.sub(escaped, text)]
    return next((tried for tried in tries if _is_shown(text, opening, tried)), _SPECIAL.sub(escaped, text))


def _is_shown(text: str, opening: str, written: str) -> bool:
    is_heading = opening.startswith("#")
    marker = "" if is_heading else opening.replace("*", "•")
    blocks = parse(f"{_ABOVE}\n\n{opening}{written}", resolver(None))
    shown = [(block.text, block.marker, block.heading_level > 0) for block in blocks]
    return shown == [(_ABOVE, "", False), (text, marker, is_heading)]


_ABOVE = "a"
"""A paragraph: ": b" below one defines it."""
_ITEM = re.compile(r"(?P<spaces> *)(?:• |(?P<number>\d{1,9})\. )(?P<text>.+)")
_UNBROKEN = re.compile(r"[^ \t\v\f]+")
_MARKS = re.compile(LINK.pattern + r"|[\\`*_\[\]<&]")
_SPECIAL = re.compile(LINK.pattern + r"|[!-/:-@\[-`{-~]")
