"""Lines of `make tune` are written into docstrings, in the place of older ones, and read back."""

import ast

import pytest

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
    rule: Rule = Rule(
        3,
        0.5,
    )
    name: str = ""


PATHS = 2, 4
'''


def numbers(source: str = SOURCE) -> dict[str, Constant]:
    return {constant.owner + constant.inside: constant for constant in constants_in(source, "beds.py")}


def told(constant: Constant, ground: str = "") -> str:
    return tuned_lines.line(constant, [(0, "a"), (constant.value, "b"), (20, "c")], ground)


def written(*names: str, source: str = SOURCE, without: str = "") -> str:
    """Return the source with the lines of some numbers, where all are tried but one."""
    tried = [constant for name, constant in numbers(source).items() if name != without]
    return tuned_lines.with_lines(source, {numbers(source)[name]: told(numbers(source)[name]) for name in names}, tried)


def test_a_line_tells_the_value_that_stands_from_its_neighbours() -> None:
    assert told(numbers()["WATER"]) == "`make tune`: 0 a, **0.25** b, 20 c"
    assert told(numbers()["BEDS['sun']"], "(shade)") == "`make tune` ['sun']: 0 a, **1** b, 20 c (shade)"


def test_a_fraction_is_told_with_four_digits() -> None:
    source = "PART = 1 / 3\n"
    assert told(numbers(source)["PART"]) == "`make tune`: 0 a, **0.3333** b, 20 c"
    assert tuned_lines.is_told(numbers(source)["PART"], written("PART", source=source))


def test_a_line_goes_to_the_end_of_the_docstring() -> None:
    assert '"""Litres a day.\n`make tune`: 0 a, **0.25** b, 20 c"""\nBEDS' in written("WATER")
    assert '    """Of light,\n    in June.\n    `make tune`: 0 a, **9** b, 20 c"""\n    rule' in written("Garden.hours")


def test_a_constant_without_docstring_gets_one() -> None:
    both = written("BEDS['sun']", "BEDS['shade']")
    assert "0.5}\n\"\"\"`make tune` ['sun']: 0 a, **1** b, 20 c\n`make tune` ['shade']: " in both
    assert '    )\n    """`make tune` (1): 0 a, **0.5** b, 20 c"""\n    name' in written("Garden.rule(1)")
    assert written("PATHS[1]").endswith('PATHS = 2, 4\n"""`make tune` [1]: 0 a, **4** b, 20 c"""\n')


def test_lines_stand_in_the_order_of_the_numbers_whenever_they_were_written() -> None:
    at_once = written(*numbers())
    ast.parse(at_once)
    one_by_one = SOURCE
    for name in reversed(numbers()):
        one_by_one = written(name, source=one_by_one)
    assert one_by_one == at_once


def test_a_line_written_again_stands_once() -> None:
    once = written("WATER", "Garden.hours")
    assert written("WATER", "Garden.hours", source=once) == once


def test_a_line_takes_the_place_of_an_older_one() -> None:
    older = written("WATER").replace("0 a", "0 z")
    assert written("WATER", source=older) == written("WATER")


def test_the_line_of_a_number_that_is_not_tried_any_more_goes() -> None:
    source = written("WATER", "BEDS['sun']", "BEDS['shade']")
    assert written(source=source, without="BEDS['sun']") == written("WATER", "BEDS['shade']")
    alone = written("BEDS['sun']")
    assert written(source=alone, without="BEDS['sun']") == SOURCE


@pytest.mark.parametrize("name", list(numbers()))
def test_what_is_told_is_known_until_the_value_changes(name: str) -> None:
    source = written(name)
    assert tuned_lines.is_told(numbers(source)[name], source)
    assert not tuned_lines.is_told(numbers()[name], SOURCE)


def test_a_line_for_another_value_tells_nothing() -> None:
    other = written("WATER").replace("WATER = 0.25", "WATER = 20")
    assert not tuned_lines.is_told(numbers(other)["WATER"], other)


def test_a_line_of_another_state_tells_nothing_of_this_one() -> None:
    water = numbers()["WATER"]
    for ground in ("", "(shade)"):
        source = tuned_lines.with_lines(SOURCE, {water: told(water, ground)}, [water])
        assert tuned_lines.is_told(water, source, {"": "z", "(shade)": "z", ground: "b"})
        assert not tuned_lines.is_told(water, source, {"": "b", "(shade)": "b", ground: "z"})
        assert not tuned_lines.is_told(water, source, {"": "z"})
