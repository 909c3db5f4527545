"""Passages of a page -> the headings and lines of the files that it becomes.

A page becomes one file, or, where every one of its top headings would fill a message by itself, one file for each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.passage import ONE_MESSAGE, Passage
from eig_bot.messages import importing as messages


@dataclass(slots=True)
class DraftSection:
    """A heading and the lines under it."""

    heading: str
    level: int
    """1 for the title of the file."""
    lines: list[str]
    url: str | None
    name: str | None = None
    """What a file of its own is named after, where its title says more."""
    leads: list[tuple[int, "DraftSection"]] = field(default_factory=list)
    """What bold leads open in it, and the line of a lead that stands alone."""
    seen: int = 0
    """Lines among which its leads were found so far; they come in their order."""


def parts_of(passages: Sequence[Passage]) -> list[list[DraftSection]]:
    """Return what each file is to hold, its title first.

    Args:
        passages: of one page, in their order.
    """
    return _cut(_sections(passages))


def _sections(passages: Sequence[Passage]) -> list[DraftSection]:
    """Lay passages out under their headings; what a bold lead opens stands in the text above it already."""
    found: list[DraftSection] = []
    for passage in passages:
        lines = [] if passage.is_outline else passage.text.split("\n")
        section = DraftSection(passage.section, len(passage.heading_path), lines, passage.url)
        above = next((other for other in reversed(found) if other.level < section.level), None)
        if above is None or not _is_lead(section, above):
            found.append(section)
    return [part for section in found for part in _opened(section)]


def _is_lead(section: DraftSection, above: DraftSection) -> bool:
    """Tell whether a section is said in the one above it, and remember it there when its heading is a line of its own."""
    said = section.lines
    for number in range(above.seen, len(above.lines)) if said else ():
        line = above.lines[number]
        if line == section.heading and above.lines[number + 1 : number + 1 + len(said)] == said:
            above.leads.append((number, section))
            above.seen = number
            return True
        if line.endswith(said[0]) and above.lines[number + 1 : number + len(said)] == said[1:]:
            before = above.lines[number - 1] if number else ""
            if normalized_heading(section.heading) in normalized_heading(f"{before} {line}"):
                above.seen = number
                return True
    return False


def _opened(section: DraftSection) -> list[DraftSection]:
    """Make headings of the bold lines under which all the rest of a section stands."""
    first = section.leads[0][0] if section.leads else len(section.lines)
    if first + sum(1 + len(lead.lines) for _, lead in section.leads) != len(section.lines):
        return [section]
    section.lines = section.lines[:first]
    return [section, *(lead for _, lead in section.leads)]


def _cut(sections: Sequence[DraftSection]) -> list[list[DraftSection]]:
    """Cut a page before its top headings when each of them, with all below it, has the text of a whole message."""
    parts: list[list[DraftSection]] = [[]]
    for section in sections:
        if section.level == 2:
            parts.append([])
        parts[-1].append(section)
    intro, *tops = parts
    if len(tops) < 2 or any(sum(len(line) for section in top for line in section.lines) < ONE_MESSAGE for top in tops):
        return [list(sections)]
    for top in tops:
        top[0].name = top[0].heading
        top[0].heading = messages.part_of_page(sections[0].heading, top[0].heading)
        for section in top:
            section.level -= 1
    return [part for part in (intro, *tops) if any(section.lines for section in part)]
