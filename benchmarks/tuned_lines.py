"""The lines of `make tune` in the docstrings of constants: written there, and read back.

A line is `` `make tune`: 0.2 61.3/12.9/71.1, **0.25** …, 0.31 … ``: three values of a number, the one that stands with stars,
each with what `benchmarks/tune.py` counts. Where a constant holds several numbers, its place comes before the colon.
"""

import ast
from collections.abc import Mapping, Sequence

from benchmarks.constants import Constant, Number, owners

MARK = "`make tune`"


def line(constant: Constant, told: Sequence[tuple[Number, str]]) -> str:
    """Return the line of a number.

    Args:
        constant: the number.
        told: values in rising order, its own among them, each with what was counted.
    """
    return _start(constant) + ", ".join(f"{_shown(constant, value)} {found}" for value, found in told)


def is_told(constant: Constant, source: str) -> bool:
    """Return whether the docstring of a number holds a line of it as it stands.

    Args:
        constant: the number.
        source: the module that it is in.
    """
    docstrings = (_docstring(after) for owner, _, after in owners(ast.parse(source).body) if owner == constant.owner)
    rows = [row.strip() for found in docstrings if found for row in str(found.value).split("\n")]
    return any(row.startswith(_start(constant)) and f"{_shown(constant, constant.value)} " in row for row in rows)


def with_lines(source: str, lines: Mapping[Constant, str]) -> str:
    """Return a module with the lines of its numbers in the docstrings, in the place of those that were there for them.

    Args:
        source: its text.
        lines: by number; others keep their lines.
    """
    by_owner: dict[str, list[tuple[Constant, str]]] = {}
    for constant, text in lines.items():
        by_owner.setdefault(constant.owner, []).append((constant, text))
    rows = source.split("\n")
    for owner, statement, after in reversed(list(owners(ast.parse(source).body))):
        if owner not in by_owner:
            continue
        docstring = _docstring(after)
        last = statement.end_lineno or statement.lineno
        indent = " " * statement.col_offset
        at = slice(docstring.lineno - 1, docstring.end_lineno) if docstring else slice(last, last)
        rows[at] = [f"{indent}{row}" for row in _written(_inner(rows[at]), by_owner[owner])]
    return "\n".join(rows)


def _written(before: Sequence[str], told: Sequence[tuple[Constant, str]]) -> list[str]:
    """Return the rows of a docstring, quotes included: what it said before, then the lines."""
    starts = tuple(_start(constant) for constant, _ in told)
    kept = [row for row in before if not row.startswith(starts)]
    rows = [*kept, *(text for _, text in told)]
    rows[0] = f'"""{rows[0]}'
    rows[-1] = f'{rows[-1]}"""'
    return rows


def _inner(rows: Sequence[str]) -> list[str]:
    text = "\n".join(map(str.strip, rows)).removeprefix('"""').removesuffix('"""')
    return text.split("\n") if text else []


def _start(constant: Constant) -> str:
    return f"{MARK}{constant.inside and ' ' + constant.inside}: "


def _shown(constant: Constant, value: Number) -> str:
    plain = f"{value:.4g}" if isinstance(value, float) else str(value)
    return f"**{plain}**" if value == constant.value else plain


def _docstring(after: ast.stmt | None) -> ast.Constant | None:
    match after:
        case ast.Expr(value=ast.Constant(value=str()) as found):
            return found
    return None
