"""Lines of `make tune` are written into docstrings, in the place of older ones, and read back."""

import ast

from benchmarks import tuned_lines
from benchmarks.constants import Constant, constants_in

SOURCE = '''WATER = 0.25
"""Litres a day."""
BEDS = {"sun": 1.0, "shade": 0.5}


class Garden:
    """A garden."""

    hours: int = 9
    """Of light,
    in June."""
    name: str = ""
'''


def numbers(source: str = SOURCE) -> dict[str, Constant]:
    return {constant.owner + constant.inside: constant for constant in constants_in(source, "beds.py")}


def told(constant: Constant) -> str:
    return tuned_lines.line(constant, [(0, "a"), (constant.value, "b"), (20, "c")])


def written(*names: str, source: str = SOURCE) -> str:
    return tuned_lines.with_lines(source, {numbers(source)[name]: told(numbers(source)[name]) for name in names})


def test_a_line_tells_the_value_that_stands_from_its_neighbours() -> None:
    assert told(numbers()["WATER"]) == "`make tune`: 0 a, **0.25** b, 20 c"
    assert told(numbers()["BEDS['sun']"]).startswith("`make tune` ['sun']: ")


def test_a_fraction_is_told_with_four_digits() -> None:
    source = "PART = 1 / 3\n"
    assert told(numbers(source)["PART"]) == "`make tune`: 0 a, **0.3333** b, 20 c"
    assert tuned_lines.is_told(numbers(source)["PART"], written("PART", source=source))


def test_a_line_goes_to_the_end_of_the_docstring() -> None:
    assert '"""Litres a day.\n`make tune`: 0 a, **0.25** b, 20 c"""\nBEDS' in written("WATER")
    assert '    """Of light,\n    in June.\n    `make tune`: 0 a, **9** b, 20 c"""\n    name' in written("Garden.hours")


def test_a_constant_without_docstring_gets_one() -> None:
    both = written("BEDS['sun']", "BEDS['shade']")
    assert "0.5}\n\"\"\"`make tune` ['sun']: 0 a, **1** b, 20 c\n`make tune` ['shade']: " in both
    ast.parse(both)


def test_a_line_written_again_stands_once() -> None:
    once = written("WATER", "Garden.hours")
    assert written("WATER", "Garden.hours", source=once) == once


def test_what_is_told_is_known_until_the_value_changes() -> None:
    source = written("WATER")
    assert tuned_lines.is_told(numbers()["WATER"], source)
    assert not tuned_lines.is_told(numbers()["WATER"], SOURCE)
    other = source.replace("WATER = 0.25", "WATER = 20")
    assert not tuned_lines.is_told(numbers(other)["WATER"], other)
