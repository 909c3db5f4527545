"""Folders whose modules are found by their names."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from eig_bot import discovery
from tests.garden import write


@pytest.fixture
def garden(tmp_path: Path) -> Iterator[ModuleType]:
    write(tmp_path, {"tomate.py": "WHAT = 'rouge'\n", "fève.py": "WHAT = 'verte'\n", "notes.txt": ""})
    package = ModuleType("garden_of_modules")
    package.__path__ = [str(tmp_path)]
    sys.modules[package.__name__] = package
    yield package
    for name in [name for name in sys.modules if name.startswith(package.__name__)]:
        del sys.modules[name]


def test_the_modules_of_a_folder_are_imported_in_order(garden: ModuleType) -> None:
    assert [module.WHAT for module in discovery.modules(garden)] == ["verte", "rouge"]


def test_names_are_found_without_an_import(garden: ModuleType) -> None:
    assert discovery.names(garden) == ("fève", "tomate")
    assert not any(name.startswith(f"{garden.__name__}.") for name in sys.modules)


def test_a_file_that_is_deleted_is_found_no_more(garden: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "tomate.py").unlink()
    assert discovery.names(garden) == ("fève",)
