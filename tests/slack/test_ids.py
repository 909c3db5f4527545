"""What buttons are called, and what they carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.slack import ids
from eig_bot.slack.ids import Reference

PART = st.none() | st.text("aé-:#\t🌱", min_size=1).filter(lambda text: text != "-")


@given(PART, PART)
def test_a_button_carries_a_question_and_a_passage_there_and_back(question: str | None, passage: str | None) -> None:
    reference = Reference(question, passage)
    assert Reference.read(str(reference)) == reference


@pytest.mark.parametrize("value", ["", "-", "- -", " "])
def test_a_button_that_carries_nothing_is_about_nothing(value: str) -> None:
    assert Reference.read(value) == Reference()


def test_a_key_with_spaces_is_one_passage() -> None:
    assert Reference.read("q a b").passage == "a b"


def test_all_buttons_of_one_kind_are_heard_and_no_others() -> None:
    heard = ids.each(ids.SUBJECT)
    names = ["subject:0", "subject:12", "subject", "subjects:0", "subject:x"]
    assert [name for name in names if heard.fullmatch(name)] == ["subject:0", "subject:12"]


def test_no_two_names_are_one() -> None:
    named = [value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)]
    assert len(named) == len(set(named))
