"""Tables of Markdown: no cell of a row is dropped, and rows without a heading above them are rows too.

GitHub drops the cells that a row has beyond the columns of the first; kramdown knows tables without a line of hyphens.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table

_RULE = re.compile(r"\|[ \t|:+=-]*")


def table_rules(markdown: MarkdownIt) -> None:
    """Make a parser read tables so.

    Args:
        markdown: the parser.
    """
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return _bare_rows(state, start, end, silent)
    if silent:
        return True
    columns = sum(token.type == "th_open" for token in state.tokens[first:])
    lines = range(start, state.line)
    if any(len(_cells(state, line)) > columns for line in lines):
        del state.tokens[first:]
        for line in lines:
            _row(state, line)
    return True


def _bare_rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Rows that stand alone, each between bars."""
    last = start
    while (
        last < end and state.sCount[last] >= state.blkIndent and not state.is_code_block(last) and _is_row(_line(state, last))
    ):
        last += 1
    if last == start:
        return False
    if not silent:
        for line in range(start, last):
            _row(state, line)
        state.line = last
    return True


def _is_row(line: str) -> bool:
    return line.startswith("|") and (line.endswith("|") or _RULE.fullmatch(line) is not None) and len(line) > 1


def _row(state: StateBlock, line: int) -> None:
    if _RULE.fullmatch(_line(state, line)) or re.fullmatch(r"[ \t|:-]+", _line(state, line)):
        return
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for cell in _cells(state, line):
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = cell.strip(), [line, line + 1], []
    state.push("tr_close", "tr", -1)


def _cells(state: StateBlock, line: int) -> list[str]:
    found = escapedSplit(_line(state, line))
    if found and not found[0]:
        found.pop(0)
    if found and not found[-1]:
        found.pop()
    return found


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()
