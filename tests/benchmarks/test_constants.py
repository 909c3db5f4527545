"""Numbers in constants are found wherever they stand in a value, and a copy differs in one of them alone."""

from pathlib import Path

import pytest

from benchmarks.constants import Constant, changed, constants, constants_in

SOURCE = """
WATER = 0.25
_SHADE = -4
BEDS = {"potager": 1.0, "é": (2, "3")}
ROWS = (Row(3.0, lambda: 7), Row(b=0.0))
SEED, PATH = 5, "6"
DAY = 24 * 60
PART = 1 / 4
grown = 8
SURE = True

class Garden:
    hours: int = 9
    rule: Rule = Rule(at=0.5)
    name: str
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with numbers in one module, and with a folder that is left alone."""
    for folder in ("search", "answers", "slack"):
        (tmp_path / "bot" / folder).mkdir(parents=True)
    (tmp_path / "bot" / "search" / "beds.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "bot" / "slack" / "views.py").write_text("WIDE = 1\n", encoding="utf-8")
    return tmp_path / "bot"


def copied(package: Path, constant: Constant, into: Path) -> str:
    """Return the module with 5 in the place of a number."""
    changed(package, constant, 5, into)
    return (into / "bot" / "search" / "beds.py").read_text(encoding="utf-8")


def test_each_number_has_its_place() -> None:
    assert {constant.owner + constant.inside: constant.value for constant in constants_in(SOURCE, "beds.py")} == {
        "WATER": 0.25,
        "_SHADE": 4,
        "BEDS['potager']": 1.0,
        "BEDS['é'][0]": 2,
        "ROWS[0](0)": 3.0,
        "ROWS[1].b": 0.0,
        "(SEED, PATH)[0]": 5,
        "DAY": 1440,
        "PART": 0.25,
        "Garden.hours": 9,
        "Garden.rule.at": 0.5,
    }


def test_only_what_decides_on_answers_is_looked_at(package: Path) -> None:
    assert {constant.file for constant in constants(package)} == {"search/beds.py"}


def test_a_copy_differs_in_that_number_alone(package: Path, tmp_path: Path) -> None:
    deep, part = (one for one in constants(package) if one.inside == "['é'][0]" or one.owner == "PART")
    assert copied(package, deep, tmp_path / "deep") == SOURCE.replace('(2, "3")', '(5, "3")')
    assert copied(package, part, tmp_path / "part") == SOURCE.replace("1 / 4", "5")
    assert (package / "search" / "beds.py").read_text(encoding="utf-8") == SOURCE


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [("0.25", (0.2, 0.312)), ("3", (2, 4)), ("640", (512, 768)), ("0.0", (0.1, 0.2)), ("0", (1, 2)), ("1", (0, 2))],
)
def test_neighbours_are_near_and_of_the_same_type(text: str, neighbours: tuple[float, float]) -> None:
    assert constants_in(f"SHADE = {text}", "beds.py")[0].neighbours == neighbours
