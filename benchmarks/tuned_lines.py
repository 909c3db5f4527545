"""The lines of `make tune` in the docstrings of constants: written there, and read back.

A line is `` `make tune`: 0.2 61.3/12.9/71/4/90, **0.25** …, 0.31 … ``: three values of a number, the one that stands with
stars, each with what `benchmarks/tune.py` counts; at the end, in parentheses, the folder that was asked, where that is not
`knowledge/` as it is. Where a constant holds several numbers, the place of this one comes before the colon.
"""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.constants import Constant, Number, owners

MARK = "`make tune`"
_GROUND = re.compile(r"(?: (\([^()]*\)))?$")


def line(constant: Constant, told: Sequence[tuple[Number, str]], ground: str = "") -> str:
    """Return the line of a number.

    Args:
        constant: the number.
        told: values in rising order, its own among them, each with what was counted.
        ground: the folder that was asked, in parentheses; empty for `knowledge/` as it is.
    """
    values = ", ".join(f"{_shown(constant, value)} {found}" for value, found in told)
    return f"{_start(constant)}{values} {ground}".rstrip()


def is_told(constant: Constant, source: str, now: Mapping[str, str] | None = None) -> bool:
    """Return whether the docstring of a number holds a line of it as it stands.

    Args:
        constant: the number.
        source: the module that it is in.
        now: what is counted now on each ground, which the line must tell too; None where that is not known.
    """
    docstrings = (_docstring(after) for owner, _, after in owners(ast.parse(source).body) if owner == constant.owner)
    rows = [row.strip() for found in docstrings if found for row in str(found.value).split("\n")]
    return any(_tells(row.removeprefix(_start(constant)), constant, now) for row in rows if row.startswith(_start(constant)))


def with_lines(source: str, lines: Mapping[Constant, str], tried: Iterable[Constant]) -> str:
    """Return a module with the lines of its numbers in the docstrings.

    Each stands in the place of the one that was there for the same number. The lines of numbers that are not tried any more go.

    Args:
        source: its text.
        lines: by number; other numbers keep theirs.
        tried: the numbers of the module that have a line, or may have one.
    """
    numbers: dict[str, list[Constant]] = {}
    for constant in tried:
        numbers.setdefault(constant.owner, []).append(constant)
    new = {(constant.owner, constant.inside): text for constant, text in lines.items()}
    rows = source.split("\n")
    for owner, statement, after in reversed(list(owners(ast.parse(source).body))):
        docstring = _docstring(after)
        last = statement.end_lineno or statement.lineno
        at = slice(docstring.lineno - 1, docstring.end_lineno) if docstring else slice(last, last)
        before = _inner(rows[at])
        found = _written(before, {_start(one): new.get((owner, one.inside), "") for one in numbers.get(owner, ())})
        if found != before:
            rows[at] = [f"{' ' * statement.col_offset}{row}" for row in _quoted(found)]
    return "\n".join(rows)


def _written(before: Sequence[str], told: Mapping[str, str]) -> list[str]:
    """Return the rows of a docstring: what it says, then lines in the order of the numbers, old ones where none is new."""
    old = {start: row for start in told for row in before if row.startswith(start)}
    lines = (text or old.get(start, "") for start, text in told.items())
    return [*(row for row in before if not row.startswith(MARK)), *filter(None, lines)]


def _quoted(rows: Sequence[str]) -> list[str]:
    if not rows:
        return []
    quoted = [f'"""{rows[0]}', *rows[1:]]
    quoted[-1] += '"""'
    return quoted


def _inner(rows: Sequence[str]) -> list[str]:
    text = "\n".join(map(str.strip, rows)).removeprefix('"""').removesuffix('"""')
    return text.split("\n") if text else []


def _tells(values: str, constant: Constant, now: Mapping[str, str] | None) -> bool:
    ground = _GROUND.search(values)
    name = (ground[1] if ground else None) or ""
    shown = _shown(constant, constant.value)
    items = _GROUND.sub("", values).split(", ")
    if now is None:
        return any(item.startswith(f"{shown} ") for item in items)
    return name in now and f"{shown} {now[name]}" in items


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
