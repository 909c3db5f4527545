"""What a text holds and none of its readers sees: comments, struck words, attributes, marks for what makes the site."""

import re

from eig_bot.knowledge.dialects.code import closing_tag
from eig_bot.knowledge.dialects.scan import Scan, Taken, Taker, whole

_ENDS = {
    opening: re.compile(re.escape(closing))
    for opening, closing in {
        "<!--": "-->",
        "<%": "%>",
        "{/*": "*/}",
        "{{/*": "*/}}",
        "{{!--": "--}}",
        "{#": "#}",
        "%%": "%%",
        "{::comment}": "{:/comment}",
    }.items()
}
"""What opens a comment -> what ends it."""
_COMMENT = re.compile(r"<!--|<%|\{/\*|\{\{/\*|\{\{!--|\{#(?=[\s-])|\{::comment\}|%%(?<![\w%]%%)(?<!\d[ \u00a0\u202f]%%)(?!%)")
_STRUCK = re.compile(r"<(del|strike|s)(?:\s[^<>]*)?>", re.IGNORECASE)
_KRAMDOWN = re.compile(r"\{:[^{}\n]*\}")
_ATTRIBUTE = r"""(?:[.#][\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))"""
_ATTRIBUTES = re.compile(rf"\{{(?:(?<=\S\{{)|(?=[ ]*[.#]))[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}|\{{\.[\w .-]+\}}")
"""What is no class and no id first follows what it is of: a text in braces may well have "=" in it."""
_ID_ALONE = re.compile(r"\{#[\w-]+\}")
_ID = re.compile(r"#([\w-]+)")


def comment(scan: Scan, start: int) -> Taken | None:
    """Take a comment, or what a template runs ("<% %>"); one of Obsidian ("%%") within a line ends in its paragraph.

    Args:
        scan: the text.
        start: where it may open.
    """
    found = _COMMENT.match(scan.source, start)
    end = scan.after(_ENDS[found[0]], found.end()) if found else None
    if not end:
        return None
    is_within_line = scan.source[start] == "%" and scan.line_before(start).strip()
    return None if is_within_line and end.start() > scan.paragraph_end(start) else ("", end.end())


def struck(scan: Scan, start: int) -> Taken | None:
    """Take what an element of HTML strikes; one that opens once more before it ends was left open, and only its tag goes.

    Args:
        scan: the text.
        start: where "<" stands.
    """
    found = _STRUCK.match(scan.source, start)
    end = scan.after(closing_tag(found[1].lower()), start) if found else None
    if not found or not end:
        return None
    again = any(other[1].lower() == found[1].lower() for other in _STRUCK.finditer(scan.source, found.end(), end.start()))
    return "", found.end() if again else end.end()


def attributes(scan: Scan, start: int) -> Taken | None:
    """Take what an element is given beside its text; the id of a heading stays, in the form `{#id}`.

    Args:
        scan: the text.
        start: where "{" stands.
    """
    if _ID_ALONE.match(scan.source, start):
        return None
    found = _KRAMDOWN.match(scan.source, start) or _ATTRIBUTES.match(scan.source, start)
    if found is None:
        return None
    name = _ID.search(found[0])
    is_of_heading = scan.line_before(start).lstrip().startswith("#")
    return f"{{#{name[1]}}}" if name and is_of_heading else "", found.end()


contents: Taker = whole(
    re.compile(r"(?:@\[toc\]\([^()\n]*\)|@?\[\[?_?toc_?\]\]?)[ \t]*(?=\n|\Z)", re.IGNORECASE), "", opens_line=True
)
"""Takes the mark that becomes a list of all headings."""
listed_contents: Taker = whole(re.compile(r"(?:[-*+]|1\.)[ \t][^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}"), "", opens_line=True)
"""Takes the same for kramdown, which puts it in the place of an item."""
span: Taker = whole(re.compile(r"\[(?<![\w:]\[)([^\[\]\n]+)\]\{[ ]*[.#][^{}\n]*\}"), r"\1")
"""Takes the brackets of Pandoc around words that have attributes."""


def wiki_link_of_cell(scan: Scan, start: int) -> Taken | None:
    """Keep the bar of `[[Page|label]]` from parting the cells of a table.

    Args:
        scan: the text.
        start: where "[" stands.
    """
    found = _WIKI_LINK.match(scan.source, start)
    is_in_row = found is not None and scan.line_before(start).lstrip(" \t>").startswith("|")
    return (f"[[{found[1]}\\|{found[2]}]]", found.end()) if found and is_in_row else None


_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n\\]+)\|([^\[\]|\n]+)\]\]")

abbreviation: Taker = whole(re.compile(r"\*\[([^\[\]\n]+)\]:(?=[ \t]*\S)"), "\\1\u00a0:", opens_line=True)
"""Takes the marks around an abbreviation that a page spells out."""
imported: Taker = whole(
    re.compile(
        r"""import[ \t]+(?:(?:[\w$]+,[ \t]*)?\{[^{}]*\}[ \t]*from[ \t]*|[\w*$][\w*$ \t]*?[ \t]from[ \t]*)?"""
        r"""(?:"[^"\n]*"|'[^'\n]*')[ \t]*;?[ \t]*(?=\n|\Z)"""
    ),
    "",
    opens_line=True,
)
"""Takes what MDX brings in."""
exported: Taker = whole(
    re.compile(r"export[ \t]+(?:default|const|let|var|function|async|class)\b(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))*"),
    "",
    opens_line=True,
)
"""Takes what MDX defines, to the next blank line."""
_included: Taker = whole(re.compile(r"--8<--[^\n]*|<<<[ \t]+(?:@|\.{0,2})/[^\n]*"), "", opens_line=True)


def included(scan: Scan, start: int) -> Taken | None:
    """Take the mark of MkDocs and VitePress for a file that they put there.

    Args:
        scan: the text.
        start: where it may open.
    """
    if taken := _included(scan, start):
        scan.note(start, taken[1])
    return taken


emoji: Taker = whole(re.compile(r":(?<![\w:/.]:)[a-z][a-z0-9_+-]*:(?![\w/])"), "")
"""Takes the name of a small picture."""
task: Taker = whole(re.compile(r"\[[-/<>!?*]\][ \t]+(?=\S)"), "")
"""Takes the box of a task of Obsidian that is neither to do nor done."""


def task_box(scan: Scan, start: int) -> Taken | None:
    """Take such a box where it opens an item of a list.

    Args:
        scan: the text.
        start: where "[" stands.
    """
    return task(scan, start) if _ITEM.fullmatch(scan.line_before(start)) else None


_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
field_in_brackets: Taker = whole(re.compile(r"\[(\w[\w ’'/-]*)::[ \t]*([^\[\]\n]*[^\s\[\]])[ \t]*\](?!\()"), "\\1\u00a0: \\2")
"""Takes the marks of a value within a line that Dataview collects: `[lieu:: Mairie]`."""
_KEY = re.compile(r"(?:[ \t>]*(?:[-*+][ \t]+)?|.*\()(?:\*\*|__)?\w[\w ’'/-]*(?:\*\*|__)?")


def inline_field(scan: Scan, start: int) -> Taken | None:
    """Take the second colon of a value that Dataview collects: `lieu:: Mairie`.

    Args:
        scan: the text.
        start: where "::" may stand.
    """
    is_field = scan.source.startswith(("::\t", ":: "), start) and _KEY.fullmatch(scan.line_before(start))
    return ("\u00a0:", start + 2) if is_field else None


formula: Taker = whole(re.compile(r"(?<![\w$\\])(\$\$?)(?![\s{$])([^$\n`\\]{1,80}?)(?<!\s)\1(?![\w$])"), r"\2")
"""Takes the marks around a plain formula; amounts of dollars have a space or a figure where it has none."""
tags_alone: Taker = whole(
    re.compile(r"#[\w-]*[^\W\d][\w/-]*(?:[ \t]+#[\w-]*[^\W\d][\w/-]*)+[ \t]*(?=\n|\Z)"), "", opens_line=True
)
"""Takes a line of several tags; a single one may be a channel that readers are sent to."""
block_id: Taker = whole(re.compile(r"\^(?<=[ \t]\^)[a-z0-9-]{3,}[ \t]*(?=\n|\Z)"), "")
"""Takes what Obsidian names a paragraph by."""
