"""Markdown as site generators and note-takers write it -> Markdown that markdown-it reads, line for line.

What a generator runs or hides is no text: templates (`templates.py`), components (`components.py`), comments, struck words,
attributes (`hidden.py`). `plain_markdown` goes over a text once and takes whichever opens next, but in code (`code.py`).
What is opened and not closed is text, and stays.
"""

import re
from dataclasses import dataclass

from eig_bot.knowledge.dialects import code, hidden, templates
from eig_bot.knowledge.dialects.components import component, evaluated
from eig_bot.knowledge.dialects.scan import Scan, Taken, Taker, Unrun, whole


@dataclass(frozen=True, slots=True)
class PlainMarkdown:
    """A text without what its readers never see."""

    text: str
    has_components: bool
    """True for MDX, in which what is indented is no code."""
    unrun: tuple[Unrun, ...] = ()
    """What was left out, of which nobody knows what a site shows in its place."""


def plain_markdown(source: str) -> PlainMarkdown:
    """Return a text without what its readers never see; every line stays on its line.

    Args:
        source: Markdown of any dialect, or a text without marks.
    """
    scan = Scan(source)
    text = _gone_over(scan)
    if scan.has_components:  # of which what stands above may have been run, too
        scan = scan.again()
        text = _gone_over(scan)
    return PlainMarkdown(text, scan.has_components, tuple(scan.unrun))


def _gone_over(scan: Scan) -> str:
    source = scan.source
    written: list[str] = []
    at = searched = 0
    while found := _OPENING.search(source, searched):
        start = found.start()
        searched = start + 1
        if taken := _taken(scan, start):
            shown, end = taken
            searched = max(searched, end)
            if shown is not None:
                lost = source.count("\n", start, end) - shown.count("\n")
                written += [source[at:start], shown, "\n" * lost]
                at = end
    return "".join([*written, source[at:]]) if written else source


_OPENING = re.compile(
    r"`|~~~|\\|<|%%|\{|\[|@\[|:[a-z]|::[ \t]|\$|#(?=[\w-][\w/-]*[ \t]+#)|\^[a-z0-9]|import|export|--8<"
    r"|\*\[|- |\* |\+ |1\. |^[?!]> ",
    re.MULTILINE,
)
"""Where something may open. Each begins with a character of its own, which is what makes looking for it fast."""

_TAKERS: dict[str, tuple[Taker, ...]] = {
    "\\": (whole(re.compile(r"\\(?:.|\n|\Z)"), None),),
    "`": (code.fenced, code.quoted),
    "~": (code.fenced,),
    "<": (hidden.comment, hidden.struck, code.of_html, hidden.included, component),
    "%": (hidden.comment,),
    "{": (
        hidden.comment,
        templates.liquid,
        templates.shortcode,
        templates.expression,
        hidden.attributes,
        evaluated,
    ),
    "[": (hidden.contents, hidden.span, hidden.wiki_link_of_cell, hidden.task_box, hidden.field_in_brackets),
    "@": (hidden.contents,),
    ":": (hidden.emoji, hidden.inline_field),
    "$": (hidden.formula,),
    "#": (hidden.tags_alone,),
    "^": (hidden.block_id,),
    "i": (hidden.imported,),
    "e": (hidden.exported,),
    "-": (hidden.included, hidden.listed_contents),
    "*": (hidden.abbreviation, hidden.listed_contents),
    "+": (hidden.listed_contents,),
    "1": (hidden.listed_contents,),
    "?": (whole(re.compile(r"\?> "), "> "),),  # a note, and a warning, of Docsify
    "!": (whole(re.compile(r"!> "), "> "),),
}
"""What takes what opens with a character, the one to try first."""


def _taken(scan: Scan, start: int) -> Taken | None:
    return next(filter(None, (take(scan, start) for take in _TAKERS[scan.source[start]])), None)
