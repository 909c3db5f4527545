"""One name, one thing: no two public classes or type aliases of the package share theirs."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "eig_bot"


def named(file: Path) -> Iterator[str]:
    """Yield the public classes and type aliases of a module."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        names: list[str] = []
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        yield from (name for name in names if name[0].isupper() and not name.isupper())


def test_no_two_public_things_share_a_name() -> None:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for file in PACKAGE.rglob("*.py"):
        for name in named(file):
            places[name].add(file.relative_to(PACKAGE).as_posix())
    assert len(places) > 100
    assert {name: sorted(found) for name, found in places.items() if len(found) > 1} == {}
