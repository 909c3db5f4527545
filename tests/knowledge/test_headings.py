"""When two spellings of a heading are one."""

import pytest
from hypothesis import given

from eig_bot.knowledge.headings import normalized_heading

from .test_any_input import TEXT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’été !", "l'été"),
        ("E\u0301te\u0301", "été"),
        ("**Gras**", "gras"),
        ("[Lien](https://a.example)", "lien"),
        ("A - B", "a b"),
    ],
)
def test_two_spellings_of_a_heading_have_one_form(one: str, other: str) -> None:
    assert normalized_heading(one) == normalized_heading(other)


@pytest.mark.parametrize("other", ["L’hiver", "L’été 2", "Lété"])
def test_two_headings_stay_two(other: str) -> None:
    assert normalized_heading("L’été") != normalized_heading(other)


@given(TEXT)
def test_the_form_of_a_form_is_that_form(text: str) -> None:
    assert normalized_heading(normalized_heading(text)) == normalized_heading(text)
