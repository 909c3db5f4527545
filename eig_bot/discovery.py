"""Folders whose modules are found by their names: a file that is added adds what it does, one that is deleted takes it away."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of a folder's modules, in alphabetical order; none of them is imported.

    Args:
        package: the folder, as Python imports it.
    """
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__)))


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import a folder's modules one by one, in alphabetical order.

    Args:
        package: the folder, as Python imports it.
    """
    return (import_module(f"{package.__name__}.{name}") for name in names(package))
