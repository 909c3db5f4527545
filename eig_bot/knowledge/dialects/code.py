"""Code in a Markdown text: nothing in it is a mark, so what takes marks out passes over it."""

import re
from functools import cache

from eig_bot.knowledge.dialects.scan import Scan, Taken

_FENCE = re.compile(r"(`{3,}(?=[^`\n]*(?:\n|\Z))|~{3,})[ \t]*\{?([\w-]*)[^\n]*")
_FENCE_STANDS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_TICKS = re.compile("`+")
_RUN = frozenset({"dataview", "dataviewjs", "tasks", "query", "base", "button", "mermaid", "plantuml", "puml", "graphviz"})
"""Languages of which a reader sees what a tool finds or draws, and nothing of what is written."""
_FORMULA = re.compile(r"\$?=[^`]*\b(?:this|dv)\.")
"""A formula of Dataview within a paragraph."""
_RAW = re.compile(r"<(script|style|pre|code|textarea)\b", re.IGNORECASE)


def fenced(scan: Scan, start: int) -> Taken | None:
    """Pass over a block between two lines of "```" or "~~~", or take one of which a tool shows something else.

    A block that does not end is code to the end of the text.

    Args:
        scan: the text.
        start: where a mark stands.
    """
    opening = _FENCE.match(scan.source, start)
    if opening is None or not _FENCE_STANDS.fullmatch(scan.line_before(start)):
        return None
    mark = re.escape(opening[1])
    end = re.compile(rf"^[ \t>]*{mark}{mark[-1]}*[ \t]*$", re.MULTILINE).search(scan.source, opening.end())
    shown = "" if end and opening[2].lower() in _RUN else None
    return shown, end.end() if end else len(scan.source)


def quoted(scan: Scan, start: int) -> Taken | None:
    """Pass over code within a paragraph, or take a formula; ticks that no others end are text.

    Args:
        scan: the text.
        start: where ticks stand.
    """
    ticks = _TICKS.match(scan.source, start)
    if ticks is None:
        return None
    closing = re.compile(rf"(?<!`)`{{{len(ticks[0])}}}(?!`)")
    end = closing.search(scan.source, ticks.end(), scan.paragraph_end(start))
    shown = "" if end and _FORMULA.match(scan.source, ticks.end(), end.start()) else None
    return shown, end.end() if end else ticks.end()


def of_html(scan: Scan, start: int) -> Taken | None:
    """Pass over an element of HTML that holds code; take one that holds a style, or what a browser runs.

    Args:
        scan: the text.
        start: where "<" stands.
    """
    found = _RAW.match(scan.source, start)
    end = scan.after(closing_tag(found[1].lower()), start) if found else None
    if not found or not end:
        return None
    return "" if found[1].lower() in {"script", "style"} else None, end.end()


@cache
def closing_tag(name: str) -> re.Pattern[str]:
    """Return what ends an element of HTML.

    Args:
        name: in small letters.
    """
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)
