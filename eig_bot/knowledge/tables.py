"""Rows of tables -> lines of text, in which every cell has its column."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY = "–"
"""What stands in the place of a cell that says nothing, so that the next ones keep their columns."""
MAX_REPEATED = 2_000
"""Characters up to which the text of a cell is repeated: what spans a whole timetable is long, or is said often, not both."""
_ENDS_SENTENCE = re.compile(r"[.,;:!?…]$")


@dataclass(slots=True)
class TableCell:
    """A cell, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def row_line(cells: Sequence[str]) -> str:
    """Return a row as a line, its cells parted by bars; empty for a row that says nothing.

    Args:
        cells: their texts, of any number of lines.
    """
    shown = [_on_one_line(cell) for cell in cells]
    return " | ".join(cell or EMPTY for cell in shown) if any(shown) else ""


def spread(rows: Iterable[Sequence[TableCell]]) -> list[list[str]]:
    """Return the cells of each row, each as often as it spans columns and rows.

    Args:
        rows: as a table of HTML has them.
    """
    found: list[list[str]] = []
    reaching: dict[int, TableCell] = {}
    """Column -> the cell that reaches down to it."""
    for row in rows:
        line: list[str] = []
        below: dict[int, TableCell] = {}
        waiting = deque(row)
        while waiting or any(column >= len(line) for column in reaching):
            cell = reaching.pop(len(line), None) or (waiting.popleft() if waiting else TableCell(""))
            most = max(1, MAX_REPEATED // max(1, len(cell.text)))
            for _ in range(min(cell.columns, most)):
                if min(cell.rows, most) > 1:
                    below[len(line)] = TableCell(cell.text, rows=min(cell.rows, most) - 1)
                line.append(cell.text)
        reaching = below
        found.append(line)
    return found


def _on_one_line(cell: str) -> str:
    lines = [line for line in cell.split("\n") if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += (" " if _ENDS_SENTENCE.search(joined) else "\u00a0; ") + line
    return joined
