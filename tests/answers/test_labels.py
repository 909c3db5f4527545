"""Choices have labels that tell them apart, however little room there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers.labels import labels
from eig_bot.knowledge.passage import Passage


def passage(*headings: str, page: str = "pret.md", number: int = 1) -> Passage:
    own_name = f"{headings[-1]} ({number})" if number > 1 else None
    return Passage(page, number, headings, "Texte.", own_name=own_name)


@pytest.mark.parametrize(
    ("passages", "told"),
    [
        ([passage("Prêt", "Prix"), passage("Prêt", "Durée")], ["Prix", "Durée"]),
        (
            [passage("Prêt", "Prix"), passage("Don", "Prix", page="don.md"), passage("Don")],
            ["Prix (Prêt)", "Prix (Don)", "Don"],
        ),
        ([passage("Prêt", "Outils", "Prix"), passage("Prêt", "Livres", "Prix", number=2)], ["Prix (Outils)", "Prix (Livres)"]),
        ([passage("Prêt", "Prix"), passage("Prêt", "Prix", number=2)], ["Prix", "Prix (2)"]),
        ([passage("Prêt"), passage("Prêt", page="pret2.md")], ["Prêt (pret.md)", "Prêt (pret2.md)"]),
        (
            [passage("Prêt", "Prix"), passage("Prêt", "Prix", number=2), passage("Don", "Prix", page="don.md")],
            ["Prix (Prêt)", "Prix (2) (Prêt)", "Prix (Don)"],
        ),
        ([passage("Prêt"), passage("Prêt")], ["1. Prêt", "2. Prêt"]),
        ([], []),
    ],
)
def test_what_tells_them_apart_stands_behind_their_heading(passages: list[Passage], told: list[str]) -> None:
    assert labels(passages) == told


def test_long_labels_leave_room_for_what_tells_them_apart() -> None:
    found = labels([passage("Prêt", "m" * 100, "n" * 90), passage("Prêt", "o" * 100, "n" * 90)], 40)
    assert [len(label) for label in found] == [40, 40]
    assert found[0].endswith("(mmmmmmmmmmmmmmm…)")


@given(
    st.lists(st.builds(passage, *[st.sampled_from(["A", "B", "a" * 80, "a" * 81])] * 3, page=st.sampled_from("xy")), max_size=9)
)
def test_no_two_are_the_same(passages: list[Passage]) -> None:
    found = labels(passages, 75)
    assert len(set(found)) == len(passages)
    assert all(len(label) <= 75 for label in found)
