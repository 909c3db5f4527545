"""The wording: dates and numbers as people write them, and French typography throughout."""

import ast
import inspect
import re
from datetime import date

import pytest

from eig_bot import messages

from .garden import at


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (date(2031, 3, 1), "samedi 1er mars 2031"),
        (date(2031, 5, 15), "jeudi 15 mai 2031"),
        (date(2031, 8, 31), "dimanche 31 août 2031"),
    ],
)
def test_a_date_is_written_as_people_do(moment: date, written: str) -> None:
    assert messages.weekday(moment) == written
    assert written.endswith(messages.day(moment))


@pytest.mark.parametrize(("moment", "written"), {"T23:59": "23 h 59", "T09:00": "9 h", "T12:05": "12 h 05"}.items())
def test_a_time_is_written_as_people_do(moment: str, written: str) -> None:
    assert messages.hour(at(f"2031-05-15{moment}")).replace("\u00a0", " ") == written


@pytest.mark.parametrize(("count", "written"), {0: "0 jour", 1: "1 jour", 2: "2 jours"}.items())
def test_zero_and_one_take_the_singular(count: int, written: str) -> None:
    assert messages.plural(count, "jour").replace("\u00a0", " ") == written


def sentences() -> list[str]:
    """Return every text of the module but its docstrings."""
    tree = ast.parse(inspect.getsource(messages))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in described]
    return [node.value for node in texts if isinstance(node.value, str)]


def test_a_no_break_space_stands_before_double_marks_and_inside_guillemets() -> None:
    # A colon may stand for what a person types (`title: …`), so it is left out.
    assert len(sentences()) > 100
    assert [text for text in sentences() if re.search(r" [;?!»]|«(?!\u00a0|$)|[a-zéà][;?!]", text)] == []
