"""A number is changed in one module; what depends on it is loaded again, and the rest keeps what it has found."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.constants import changed, constants_in
from benchmarks.reloading import ReloadedPackage, Remembering, dependents, imported, load
from tests.garden import write

SOIL = "DEEP = 3\n\n\ndef depth():\n    return DEEP\n"
WATER = """
ASKED = []


class Can:
    @classmethod
    def fill(cls, litres):
        ASKED.append(litres)
        return sum(litres)


class Pond:
    def __init__(self, bed, depth):
        self.depth = depth


def pour(bed, litres):
    ASKED.append(litres)
    return litres
"""
BED = "from plot.search import soil\n\n\ndef dug():\n    return soil.depth()\n"
HARVEST = """
def harvest():
    from plot.search.bed import dug
    return dug()
"""


@pytest.fixture
def remembering() -> Remembering:
    return Remembering({"plot.search.water": ["Can.fill"]}, {"plot.search.water": ["pour", "Pond"]})


@pytest.fixture
def plot(tmp_path: Path, remembering: Remembering, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReloadedPackage]:
    """A package of two folders, the first module of which the others dig."""
    files = {"search/__init__.py": "", "search/soil.py": SOIL, "search/water.py": WATER, "search/bed.py": BED}
    folder = write(tmp_path / "plot", {"__init__.py": "", **files, "answers/__init__.py": "", "answers/harvest.py": HARVEST})
    monkeypatch.syspath_prepend(tmp_path)
    package = ReloadedPackage(folder, ("search", "answers"), remembering)
    yield package
    package.close()
    for name in [name for name in sys.modules if name.partition(".")[0] == "plot"]:
        del sys.modules[name]


def deeper(package: ReloadedPackage, depth: int) -> None:
    package.change("search/soil.py", changed(SOIL, constants_in(SOIL, "search/soil.py")[0], depth))


def test_a_changed_number_is_seen_by_all_that_depend_on_it(plot: ReloadedPackage) -> None:
    assert load("plot.answers.harvest").harvest() == 3
    for depth in (5, 7):
        deeper(plot, depth)
        assert (load("plot.search.bed").dug(), load("plot.answers.harvest").harvest()) == (depth, depth)


def test_what_does_not_depend_on_it_is_not_loaded_again(plot: ReloadedPackage) -> None:
    bed, water = load("plot.search.bed"), load("plot.search.water")
    deeper(plot, 5)
    assert load("plot.search.bed") is not bed
    assert load("plot.search.water") is water


def test_a_module_that_stays_remembers_what_it_found(plot: ReloadedPackage) -> None:
    water = load("plot.search.water")
    assert [water.Can.fill([1, 2]), water.Can.fill([1, 2]), water.Can.fill([2, 1])] == [3, 3, 3]
    deeper(plot, 5)
    assert load("plot.search.water").Can.fill([2, 1]) == 3
    assert water.ASKED == [[1, 2], [2, 1]]


def test_one_that_is_loaded_again_has_forgotten(plot: ReloadedPackage) -> None:
    load("plot.search.water").Can.fill([1])
    plot.change("search/water.py", WATER.replace("sum(litres)", "2 * sum(litres)"))
    assert load("plot.search.water").Can.fill([1]) == 2


@pytest.mark.usefixtures("plot")
def test_what_is_made_of_a_place_is_remembered_for_that_place(remembering: Remembering) -> None:
    water = load("plot.search.water")
    for remembering.place in ("orchard", "meadow", "orchard"):
        assert (water.pour(object(), 4), water.pour(object(), litres=5)) == (4, 5)
    assert water.ASKED == [4, 5, 4, 5]


@pytest.mark.usefixtures("plot")
def test_objects_made_of_a_place_are_the_same(remembering: Remembering) -> None:
    water = load("plot.search.water")
    remembering.place = "orchard"
    pond = water.Pond(object(), 2)
    assert isinstance(pond, water.Pond)
    assert pond is water.Pond(object(), 2)
    assert water.Pond(object(), 3).depth == 3


def test_sources_are_those_that_were_read_first(plot: ReloadedPackage, tmp_path: Path) -> None:
    (tmp_path / "plot" / "search" / "bed.py").write_text("broken", encoding="utf-8")
    deeper(plot, 5)
    assert load("plot.search.bed").dug() == 5


def test_imports_are_found_wherever_they_stand() -> None:
    known = {"plot.search.bed", "plot.search.soil", "plot.search.water"}
    assert imported(HARVEST + "import plot.search.soil\nimport json\n", known) == {"plot.search.bed", "plot.search.soil"}
    assert imported("from plot.search import water, worms\n", known) == {"plot.search.water"}


def test_dependents_are_followed_in_turn() -> None:
    imports = {"a": {"b"}, "b": {"c"}, "c": set[str](), "d": {"a", "e"}, "e": {"d"}}
    assert dependents("b", imports) == {"a", "b", "d", "e"}
    assert dependents("c", imports) == {"a", "b", "c", "d", "e"}
