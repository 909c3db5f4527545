"""A question for an amount, a date or an address is known by its words, and a text that holds one by its look."""

import pytest

from eig_bot.search.analyzer import words
from eig_bot.search.answer_type import ADDRESS, AMOUNT, DATE, expected_types

AMOUNTS = ("24 € par an", "1 250,50 €", "25 %", "sous 30 jours", "à 65 ans", "deux bacs de 3 m")
DATES = ("le 14 mars", "le 1er août", "le 14/03/2031", "en 2031")
ADDRESSES = ("a@jardins.example", "[ici](https://jardins.example/)", "[ici](mailto:a@b.example)", "01 23 45 67 89")


@pytest.mark.parametrize(
    ("question", "kinds"),
    {
        "combien ça coûte": (AMOUNT,),
        "quel est le montant": (AMOUNT,),
        "quand se réunit-on": (DATE,),
        "à quelle date": (DATE,),
        "à quelle adresse écrire": (ADDRESS,),
        "quand payer, et combien": (AMOUNT, DATE),
        "que mettre au compost": (),
        "": (),
    }.items(),
)
def test_a_question_tells_what_it_asks_for(question: str, kinds: tuple[object, ...]) -> None:
    assert expected_types(words(question)) == kinds


@pytest.mark.parametrize("text", AMOUNTS)
def test_a_text_with_a_figure_holds_an_amount(text: str) -> None:
    assert AMOUNT.search(text)


@pytest.mark.parametrize("text", DATES)
def test_a_text_with_a_day_or_a_year_holds_a_date(text: str) -> None:
    assert DATE.search(text)


@pytest.mark.parametrize("text", ADDRESSES)
def test_a_text_with_a_way_to_write_or_call_holds_an_address(text: str) -> None:
    assert ADDRESS.search(text)


@pytest.mark.parametrize("text", ["", "Des épluchures, du marc de café.", "au mois de mars"])
def test_a_plain_text_holds_none(text: str) -> None:
    assert not any(kind.search(text) for kind in (AMOUNT, DATE, ADDRESS))
