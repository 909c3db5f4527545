"""A report for a terminal: its tables, cut where they are long."""

from collections.abc import Iterable, Sequence

from eig_bot.messages import report as messages
from eig_bot.report.build import Report
from eig_bot.report.tables import Row, Section, lead, on_one_line, sections, title

ROWS = 10
CELL = 60
"""Characters of a cell: two of them and three figures fit in a wide terminal."""


def as_text(report: Report) -> str:
    """Return what a person reads in a terminal: of each table, its first `ROWS` rows.

    Args:
        report: that is shown.
    """
    head = [title(report), "\n".join(lead(report))]
    return "\n\n".join([*head, *map(_shown, sections(report)), messages.PRIVACY])


def _shown(section: Section) -> str:
    rows, more = section.rows[:ROWS], len(section.rows) - ROWS
    parts = [section.title.upper(), section.note, _aligned(section.columns, rows, section.figures) if rows else ""]
    return "\n".join([part for part in parts if part] + ([messages.more(more)] if more > 0 else []))


def _aligned(columns: tuple[str, ...], rows: Iterable[Row], figures: Sequence[int]) -> str:
    """Columns of the width of their longest cell, texts to the left and figures to the right."""
    lines = [line for row in (columns, *rows) for line in _lines(row)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in figures else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _lines(row: Row) -> Iterable[tuple[str, ...]]:
    """Cut a row where one of its cells has several lines."""
    cells = [(cell,) if isinstance(cell, str) else cell for cell in row]
    for number in range(max(map(len, cells))):
        yield tuple(_clipped(on_one_line(cell[number])) if number < len(cell) else "" for cell in cells)


def _clipped(text: str) -> str:
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"
