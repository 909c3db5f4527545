"""A knowledge folder as a team has it that has written no phrasings yet, made from one that has them."""

import shutil
from pathlib import Path
from typing import Any

import frontmatter

OURS = ("questions", "expect")
"""Keys of a page, and of a passage of it, that hold phrasings."""


def bare(folder: Path, into: Path) -> Path:
    """Copy a folder without its phrasings, and without its examples of what is not its own; return the copy.

    Args:
        folder: with phrasings.
        into: where the copy is to be; it is made.
    """
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns("hors-sujet.yml"))
    for file in sorted(into.rglob("*.md")):
        page = frontmatter.load(str(file))
        values: dict[str, Any] = _without(page.metadata)
        page.metadata = values | {"passages": [_without(passage) for passage in values.get("passages", ())]}
        file.write_text(frontmatter.dumps(page, sort_keys=False, allow_unicode=True) + "\n", encoding="utf-8")
    return into


def _without(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in OURS}
