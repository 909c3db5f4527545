"""The wording: dates and numbers as people write them, and French typography throughout."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from eig_bot.messages import french

from .garden import at

MESSAGES = sorted((Path(__file__).parents[1] / "eig_bot" / "messages").glob("*.py"))


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (date(2031, 3, 1), "samedi 1er mars 2031"),
        (date(2031, 5, 15), "jeudi 15 mai 2031"),
        (date(2031, 8, 31), "dimanche 31 août 2031"),
    ],
)
def test_a_date_is_written_as_people_do(moment: date, written: str) -> None:
    assert french.weekday(moment) == written
    assert written.endswith(french.day(moment))


@pytest.mark.parametrize(("moment", "written"), {"T23:59": "23 h 59", "T09:00": "9 h", "T12:05": "12 h 05"}.items())
def test_a_time_is_written_as_people_do(moment: str, written: str) -> None:
    assert french.hour(at(f"2031-05-15{moment}")).replace("\u00a0", " ") == written


@pytest.mark.parametrize(("count", "written"), {0: "0 jour", 1: "1 jour", 2: "2 jours"}.items())
def test_zero_and_one_take_the_singular(count: int, written: str) -> None:
    assert french.plural(count, "jour").replace("\u00a0", " ") == written


def sentences() -> list[str]:
    """Return every text of the modules but their docstrings."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in MESSAGES]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    described = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in described]
    return [node.value for node in texts if isinstance(node.value, str)]


def test_a_no_break_space_stands_before_double_marks_and_inside_guillemets() -> None:
    # A colon may stand for what a person types (`title: …`), so it is left out.
    assert len(sentences()) > 100
    assert [text for text in sentences() if re.search(r" [;?!»]|«(?!\u00a0|$)|[a-zéà][;?!]", text)] == []
