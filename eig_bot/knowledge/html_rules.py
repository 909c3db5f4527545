"""Where HTML within Markdown begins and ends: a table is one block, and what a line of tags alone stands around is Markdown.

CommonMark ends a block of HTML at the first blank line, and takes all before it as HTML. So a table with a blank line in it
would fall apart, and a list below `<div class="note">` would show its marks.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block


def html_rules(markdown: MarkdownIt) -> None:
    """Make a parser read HTML so.

    Args:
        markdown: the parser.
    """
    markdown.block.ruler.at("html_block", _html, {"alt": ["paragraph", "reference", "blockquote"]})


_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "col", "colgroup"}
_TAGS_ALONE = re.compile(
    rf"(?:</?(?:{'|'.join(sorted(set(block_names) - _TABLE_PARTS))})(?:\s[^<>]*)?>[ \t]*)+"
    r"(?:<summary(?:\s[^<>]*)?>[^<>]*</summary>[ \t]*)?",
    re.IGNORECASE,
)
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)


def _html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or not _stands_around_markdown(state, start, end):
        found = html_block(state, start, end, silent)
        if found and not silent:
            _take_all_of_table(state, end)
        return found
    state.line = start + 1
    token = state.push("html_block", "", 0)
    token.map, token.content = [start, start + 1], state.getLines(start, start + 1, state.blkIndent, True)
    return True


def _stands_around_markdown(state: StateBlock, start: int, end: int) -> bool:
    """Tell whether a line holds tags alone, and the one below it is no HTML."""
    below = start + 1
    if state.is_code_block(start) or below >= end or state.isEmpty(below) or state.is_code_block(below):
        return False
    if not _TAGS_ALONE.fullmatch(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]):
        return False
    return state.sCount[below] >= state.blkIndent and state.src[state.bMarks[below] + state.tShift[below]] != "<"


def _take_all_of_table(state: StateBlock, end: int) -> None:
    """Lengthen the block that was found to the end of the tables in it; one that does not end is left as it is."""
    token = state.tokens[-1]
    first, last = token.map or (0, 0)
    if not _TABLE.search(token.content):
        return
    number = max(_table_ends(state)[first:last])
    if not last < number <= end:
        return
    while number < end and not state.isEmpty(number):
        number += 1
    state.line = number
    token.map, token.content = [first, number], state.getLines(first, number, state.blkIndent, True)


def _table_ends(state: StateBlock) -> list[int]:
    """Return for each line on which a table begins the one before which it has ended; 0 where none does.

    It is worked out once for a text: where no table ends, each would look for its end to the end of the text.
    """
    if _ENDS not in state.env:
        depths = [0]
        for number in range(len(state.bMarks) - 1):
            line = state.src[state.bMarks[number] : state.eMarks[number]]
            depths.append(depths[-1] + sum(-1 if found[1] else 1 for found in _TABLE.finditer(line)))
        ends = [0] * len(depths)
        waiting: list[int] = []
        for number, depth in enumerate(depths):
            while waiting and depths[waiting[-1]] >= depth:
                ends[waiting.pop()] = number
            waiting.append(number)
        state.env[_ENDS] = [end if depths[at + 1] > depths[at] else 0 for at, end in enumerate(ends[:-1])]
    found: list[int] = state.env[_ENDS]
    return found


_ENDS = "ends of tables"
