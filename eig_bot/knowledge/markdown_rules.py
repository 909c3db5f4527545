"""The one Markdown parser of the bot: CommonMark with tables, struck words, notes, definitions, and the boxes of dialects.

Boxes are no structure here: what marks one (`::: warning`, `!!! note`, `> [!tip]`) goes, its title is a paragraph, and what
stands in it is read where it stands. The ids of headings are taken off their text. More: `html_rules.py`, `table_rules.py`.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from eig_bot.knowledge.html_rules import html_rules
from eig_bot.knowledge.links import WIKI
from eig_bot.knowledge.table_rules import table_rules


def parser(*, has_components: bool) -> MarkdownIt:
    """Return the parser for a text.

    Args:
        has_components: True for MDX, in which what is indented is no code.
    """
    return _WITH_COMPONENTS if has_components else _MARKDOWN


def _made() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"tasklists": True}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, move_to_end=False, always_match_refs=True).use(deflist_plugin)
    html_rules(markdown)
    table_rules(markdown)
    everywhere: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "box_line", _box_line, everywhere)
    markdown.block.ruler.before("fence", "indented_box", _indented_box, everywhere)
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.inline.ruler.before("link", "highlight", _highlight)
    markdown.core.ruler.before("inline", "heading_ids", _take_ids)
    markdown.core.ruler.before("inline", "alerts", _take_alerts)
    return markdown


# --- boxes


_WORD = r"[a-z][a-z0-9_-]*"
_BRACES = r"(?:\{[^{}]*\}[ \t]*)?"
_BOX_LINE = re.compile(
    rf":{{3,}}[ \t]*(?:{_WORD}(?![^\s\[{{]))?[ \t]*{_BRACES}(?:\[(?P<in_brackets>.*)\][ \t]*)?(?P<title>[^{{}}]*){_BRACES}"
    rf"|/{{3}}[ \t]*(?:{_WORD})?[ \t]*(?:\|(?P<after_bar>.*))?"
)
_INDENTED_BOX = re.compile(
    r"""(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[a-zA-Z0-9_-]+)(?=[\s"]|\Z)(?P<more>[^"]*?)[ \t]*(?:"(?P<title>.*)")?[ \t]*"""
    r"""|===[!+]?[ \t]+"(?P<tab>.*)"[ \t]*"""
)
_KIND = re.compile(r"[a-z-]+")
_BOX_INDENT = 4


def _box_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that begins or ends a box of VuePress, Docusaurus, Pandoc, or of MkDocs's blocks."""
    found = None if state.is_code_block(start) else _BOX_LINE.fullmatch(_line(state, start))
    if found is None:
        return False
    if not silent:
        _paragraph(state, start, next(filter(None, found.groups()), ""))
        state.line = start + 1
    return True


def _indented_box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A box, or a tab, of MkDocs: what is indented below its line is in it."""
    found = None if state.is_code_block(start) else _INDENTED_BOX.fullmatch(_line(state, start))
    if found is None:
        return False
    last = _end_of_indented(state, start, end)
    title = found["title"] or found["tab"] or ""
    if last == start + 1 and not (found["tab"] or (_KIND.fullmatch(found["kind"]) and not found["more"].strip())):
        return False
    if silent:
        return True
    _paragraph(state, start, title or (found["more"] or "").strip())
    line_max, state.lineMax = state.lineMax, last
    state.blkIndent += _BOX_INDENT
    state.level += 1  # the parser goes down only so far
    state.md.block.tokenize(state, start + 1, last)
    state.level -= 1
    state.blkIndent -= _BOX_INDENT
    state.lineMax, state.line = line_max, last
    return True


def _end_of_indented(state: StateBlock, start: int, end: int) -> int:
    last = number = start + 1
    while number < end and (state.isEmpty(number) or state.sCount[number] >= state.blkIndent + _BOX_INDENT):
        number += 1
        last = last if state.isEmpty(number - 1) else number
    return last


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _paragraph(state: StateBlock, line: int, text: str) -> None:
    if not text.strip():
        return
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text.strip(), [line, line + 1], []
    state.push("paragraph_close", "p", -1)


_ALERT = re.compile(r"\[![\w-]+(?:\|[^\]\n]*)?\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|\Z)")

_NAMED_ALERT = re.compile(
    r"(?P<title>)(\*\*|__)(?:Note|Warning|Important|Tip|Caution|Info|Attention|Remarque|Avertissement|Astuce|Conseil)"
    r"(?:\s*:\2|\2[ \t]*:|\2[ \t]*\\?(?=\n))\s*",
    re.IGNORECASE,
)
"""What people wrote for the same before there was a mark."""


def _take_alerts(state: StateCore) -> None:
    """A quotation of GitHub or Obsidian that is a box: `> [!note] Title`."""
    for number, token in enumerate(state.tokens):
        if token.type != "inline" or [above.type for above in state.tokens[max(0, number - 2) : number]] != _OPENS_QUOTATION:
            continue
        if found := _ALERT.match(token.content) or _NAMED_ALERT.match(token.content):
            rest = token.content[found.end() :]
            token.content = f"{found['title']}  \n{rest}" if found["title"] else rest
            if token.map and not found["title"]:
                token.map = [min(token.map[0] + 1, token.map[1]), token.map[1]]


_OPENS_QUOTATION = ["blockquote_open", "paragraph_open"]


# --- within a line


_WIKI_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<page>[^\[\]|\n#^]*)(?P<place>[#^][^\[\]|\n]*)?(?:\|(?P<label>[^\[\]\n]*))?\]\](?![(\[])"
)
_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|mp[34]|mov|webm|wav|ogg|canvas|base|excalidraw)", re.IGNORECASE)
_HIGHLIGHT = re.compile(r"==(?<![\w=]==)(?=[^\s=])((?:[^=]|=(?!=))*?[^\s=])==(?![\w=])")


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """A link to a page by its name, `[[Page#Heading|label]]`; a picture that stands like one shows no text."""
    found = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if found is None or not (found["page"].strip() or (found["place"] or "")[1:].strip()):
        return False
    if not silent and not (found["embed"] and _PICTURE.fullmatch(found["page"].strip())):
        page, place = found["page"].strip(), (found["place"] or "").strip()
        state.push("link_open", "a", 1).attrs = {"href": f"{WIKI}{page}{place}"}
        heading = place.lstrip("#").rpartition("#")[2] if place.startswith("#") else ""
        named = page.rpartition("/")[2].removesuffix(".md")
        if found["embed"] and named and heading and not heading.startswith("^"):
            named = f"{named}\u00a0: {heading}"
        state.push("text", "", 0).content = (found["label"] or "").strip() or named or heading.lstrip("^")
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    """Words between "==", which stay without them."""
    found = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    last = state.posMax
    if not silent:
        state.pos, state.posMax = found.start(1), found.end(1)
        state.md.inline.tokenize(state)
    state.pos, state.posMax = found.end(), last
    return True


# --- headings


_IDS = re.compile(r"(?:\s*(?<!\\)\{(?:#[\w-]+|\.[\w .-]+)\})+\s*(?=[*_]*\s*$)")
"""At the end of a heading, or of bold words that are all of it; the last id is the one that a site takes."""


def id_of(opening: Token) -> str | None:
    """Return the id that the source gives to a heading (`## Title {#id}`); its text holds it no more.

    Args:
        opening: the token that opens the heading.
    """
    found = opening.meta.get("id")
    return str(found) if found else None


def _take_ids(state: StateCore) -> None:
    """Take ids and classes off headings before their words are read; only here, so that all who read them agree."""
    for opening, inline in pairwise(state.tokens):
        if opening.type == "heading_open" and (found := _IDS.search(inline.content)):
            inline.content = inline.content[: found.start()] + inline.content[found.end() :]
            opening.meta["id"] = next(reversed(re.findall(r"#([\w-]+)", found[0])), None)


_MARKDOWN = _made()
_WITH_COMPONENTS = _made().disable("code")
