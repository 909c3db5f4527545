"""Numbers in constants are found wherever they stand in a value, and a module is changed in one of them alone."""

from pathlib import Path

import pytest

from benchmarks.constants import changed, constants, constants_in, in_code

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


def test_a_changed_module_differs_in_that_number_alone() -> None:
    deep, part = (one for one in constants_in(SOURCE, "beds.py") if one.inside == "['é'][0]" or one.owner == "PART")
    assert changed(SOURCE, deep, 5) == SOURCE.replace('(2, "3")', '(5, "3")')
    assert changed(SOURCE, part, 0.5) == SOURCE.replace("1 / 4", "0.5")


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [("0.25", (0.2, 0.312)), ("3", (2, 4)), ("640", (512, 800)), ("0.0", (0.1, 0.2)), ("0", (1, 2)), ("1", (0, 2))],
)
def test_neighbours_are_near_and_of_the_same_type(text: str, neighbours: tuple[float, float]) -> None:
    assert constants_in(f"SHADE = {text}", "beds.py")[0].neighbours() == neighbours


def test_neighbours_may_be_far() -> None:
    assert constants_in("SHADE = 0.25", "beds.py")[0].neighbours(10) == (0.025, 2.5)
    assert constants_in("BEDS = 5", "beds.py")[0].neighbours(10) == (0, 50)


def test_fractions_in_code_are_found_but_for_halves() -> None:
    source = "SHADE = 0.3\n\ndef dig(deep=0.2):\n    return [0.7 * deep**0.5 for _ in range(8)]\n\nDIG = [lambda: 0.9]\n"
    assert in_code(source) == {0.2, 0.7, 0.9}
