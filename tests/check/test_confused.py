"""Passages that are easily taken for another are named, the nearest pair first."""

from dataclasses import replace

import pytest

from eig_bot.check.confused import MOST, confused
from eig_bot.check.output import CheckResult, as_json
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.blending import ENOUGH
from eig_bot.search.meaning import Meaning
from tests.garden import plainly

REFUND = Passage("achats.md", 3, ("Se faire rembourser",), "Nous rendons l'argent sous quatorze jours, avec le ticket.")
RETURN = Passage("retours.md", 7, ("Rendre un article",), "Rapportez l'article sous quatorze jours avec le ticket : remboursé.")
BEES = Passage("abeilles.md", 1, ("La ruche",), "Les abeilles sortent au printemps.")
PARKING = Passage("venir.md", 1, ("Se garer",), "Le parking souterrain est gratuit le samedi.")
FOLDER = (BEES, REFUND, PARKING, RETURN)


def pairs(*passages: Passage) -> list[tuple[Passage, Passage]]:
    found = confused(KnowledgeBase(passages), Meaning.of(passages, {}))
    return [(one.passage, one.other) for one in found]


def test_two_that_say_almost_the_same_are_named_once() -> None:
    assert pairs(*FOLDER) == [(REFUND, RETURN)]


@pytest.mark.parametrize(
    "changes",
    [{"is_outline": True}, {"questions": tuple(f"rendre {at}" for at in range(ENOUGH))}],
    ids=["outline", "well asked"],
)
def test_what_needs_no_phrasings_is_left_out(changes: dict[str, object]) -> None:
    assert pairs(BEES, REFUND, PARKING, replace(RETURN, **changes)) == []  # type: ignore[arg-type]


def test_ten_are_named_at_most() -> None:
    many = tuple(
        replace(one, page=f"{at}/{one.page}", heading_path=(f"{one.section} numéro {at}",))
        for at in range(2 * MOST)
        for one in (REFUND, RETURN)
    )
    assert len(pairs(*FOLDER, *many)) == MOST


def test_without_vectors_nothing_is_told() -> None:
    assert confused(KnowledgeBase(FOLDER), None) == ()


def test_a_check_says_where_to_begin() -> None:
    knowledge = KnowledgeBase(FOLDER, files=4)
    found = CheckResult.of(knowledge, (), None, confused(knowledge, Meaning.of(FOLDER, {})))
    assert "« Se faire rembourser » (achats.md:3) et « Rendre un article » (retours.md:7)" in plainly("\n".join(found.notes))
    (told,) = as_json(found)["confused"]
    assert (told["page"], told["section"], told["other_page"], told["other_section"]) == (
        "achats.md", "Se faire rembourser", "retours.md", "Rendre un article",
    )  # fmt: skip
    assert 0.4 < told["likeness"] <= 1
