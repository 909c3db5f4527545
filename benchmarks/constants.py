"""The numbers that stand in constants of a package: where each is, and a module with one of them changed.

A number is a literal in the value of a module's constant, or in the default of a class's field; its name tells where in it:
`WEIGHTS["w"]`, `CONTENT[0](1)` for the second argument of the first item, `Policy.with_phrasings.answer`.
"""

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("search", "answers")
"""Of the package: where numbers decide what is answered."""
REACH = 1.25
"""By what factor the neighbours of a number are smaller and larger than it."""

Number = int | float
Statement = ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class Constant:
    """A number in the source of a package."""

    file: str
    """Its file, from the package's folder: `search/index.py`."""
    owner: str
    """The constant or field that it stands in: `WEIGHTS`, `Policy.with_phrasings`."""
    inside: str
    """Where in its value: `["w"]`, `.answer`; empty where it is the value."""
    value: Number
    """As written, without its sign; a fraction counts as one number."""
    line: int
    """From 1."""
    start: int
    """Bytes of its line before it."""
    end: int

    @property
    def name(self) -> str:
        """What it is called, unique in the package."""
        return f"{self.file}:{self.owner}{self.inside}"

    def neighbours(self, reach: float = REACH) -> tuple[Number, Number]:
        """Return the next smaller and the next larger number to try, of the same type.

        Args:
            reach: by what factor they are smaller and larger.
        """
        if not self.value:
            return (1, 2) if isinstance(self.value, int) else (0.1, 0.2)
        if isinstance(self.value, int):
            return min(self.value - 1, round(self.value / reach)), max(self.value + 1, round(self.value * reach))
        return _three_digits(self.value / reach), _three_digits(self.value * reach)


def constants(package: Path) -> list[Constant]:
    """Return the numbers of a package, file by file, from top to bottom.

    Args:
        package: its folder.
    """
    files = [file for folder in FOLDERS for file in sorted((package / folder).rglob("*.py"))]
    return [found for file in files for found in constants_in(file.read_text("utf-8"), file.relative_to(package).as_posix())]


def constants_in(source: str, file: str) -> list[Constant]:
    """Return the numbers of a module.

    Args:
        source: its text.
        file: what it is called.
    """
    return [
        Constant(file, owner, inside, value, node.lineno, node.col_offset, node.end_col_offset or node.col_offset)
        for owner, statement, _ in owners(ast.parse(source).body)
        for inside, node, value in _numbers(statement.value)
    ]


def owners(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Statement, ast.stmt | None]]:
    """Yield the constants of a module and the fields of its classes: name, statement, the statement after it.

    Args:
        body: of the module or class.
        within: the class, with a dot after it.
    """
    for statement, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(statement, ast.ClassDef):
            yield from owners(statement.body, f"{within}{statement.name}.")
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if within or ast.unparse(target).isupper():
                yield within + ast.unparse(target), statement, after


def in_code(source: str) -> frozenset[float]:
    """Return the fractions that are written in functions, where nothing says what they are; a half is no choice.

    Args:
        source: text of a module.
    """
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    literals = (node.value for function in functions for node in ast.walk(function) if isinstance(node, ast.Constant))
    return frozenset(value for value in literals if isinstance(value, float) and value % 0.5)


def changed(source: str, constant: Constant, value: Number) -> str:
    """Return a module with another number in the place of one.

    Args:
        source: its text.
        constant: the number in it.
        value: what is to stand there.
    """
    lines = source.encode().split(b"\n")
    at = lines[constant.line - 1]
    lines[constant.line - 1] = at[: constant.start] + repr(value).encode() + at[constant.end :]
    return b"\n".join(lines).decode()


def _numbers(node: ast.expr | None, inside: str = "") -> Iterator[tuple[str, ast.expr, Number]]:
    """Yield the numbers of a value, each with its place in it; functions in it are code, not constants."""
    if node is None:
        return
    value = _value(node)
    if value is not None:
        yield inside, node, value
        return
    for place, part in _parts(node):
        yield from _numbers(part, inside + place)


def _value(node: ast.expr) -> Number | None:
    """Return the number that is written, a fraction or a product too; None for anything else."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            first, second = _value(left), _value(right)
            return None if first is None or second is None else _OPERATIONS[type(op)](first, second)
    return None


def _parts(node: ast.expr) -> list[tuple[str, ast.expr]]:
    """Return what a value is made of, each with its place in it."""
    match node:
        case ast.UnaryOp(operand=operand):
            return [("", operand)]
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return [(f"[{at}]", item) for at, item in enumerate(items)]
        case ast.Dict(keys=keys, values=values):
            return [(f"[{ast.unparse(key)}]" if key else "", value) for key, value in zip(keys, values, strict=True)]
        case ast.Call(args=arguments, keywords=keywords):
            named = [(f".{keyword.arg}", keyword.value) for keyword in keywords]
            return [*((f"({at})", argument) for at, argument in enumerate(arguments)), *named]
    return []


_OPERATIONS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {ast.Div: operator.truediv, ast.Mult: operator.mul}


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")
