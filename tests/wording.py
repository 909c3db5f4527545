"""What people read, as tests look it up."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from eig_bot import messages

_MANIFEST = Path(__file__).parents[1] / "app_manifest.yml"


def labels() -> set[str]:
    """Return every constant text of the messages, and the names of the shortcuts."""
    manifest = yaml.safe_load(_MANIFEST.read_text(encoding="utf-8"))
    return {*_constants(), *(str(shortcut["name"]) for shortcut in manifest["features"]["shortcuts"])}


def _constants() -> Iterator[str]:
    for module in pkgutil.iter_modules(messages.__path__, f"{messages.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            for found in value.values() if isinstance(value, dict) else [value]:
                yield from (text for text in (found if isinstance(found, tuple) else [found]) if isinstance(text, str))
