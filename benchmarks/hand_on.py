"""Gives what a package has fitted to a copy of it that would fit the same: `python -m benchmarks.hand_on DATA KEY KNOWLEDGE`.

An entry of the cache is named by a hash of all search code. Where a copy differs in a number that plays no part in fitting, the
entry is read under its name in the package, KEY, and written again under its name in the copy: run this with the copy first on
the path. `modules_of` tells which files play a part.
"""

import ast
import sys
from pathlib import Path

from eig_bot.knowledge.library import Library
from eig_bot.search.cache import Cache, key_of

CACHE = "cache"
"""The folder of it, in that of the data."""
FITTING = "search/fitting.py"


def main(data: Path, key: str, knowledge: Path) -> None:
    """Write the entry again.

    Args:
        data: the folder of what the bot writes, with the entry of the package in its cache.
        key: the name of that entry.
        knowledge: the folder that it was fitted on.
    """
    cache = Cache(data / CACHE)
    if arrays := cache.load(key):
        cache.save(key_of(Library(knowledge).load()), arrays)


def modules_of(package: Path, file: str = FITTING) -> frozenset[str]:
    """Return the files of a package that a module imports, and that these import in turn, itself included.

    Args:
        package: its folder.
        file: the module, from there.
    """
    found, ahead = set[str](), [file]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += _imported(package, name)
    return frozenset(found)


def _imported(package: Path, file: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse((package / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    inside = (name.removeprefix(f"{package.name}.").replace(".", "/") + ".py" for name in names)
    return [name for name in inside if (package / name).is_file()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
