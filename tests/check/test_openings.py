"""How a passage begins, where it has phrasings."""

from dataclasses import replace

import pytest

from eig_bot.check.openings import leaning_openings
from eig_bot.check.output import CheckResult
from eig_bot.knowledge.passage import KnowledgeBase
from tests.check.linted import found as linted
from tests.check.linted import passage
from tests.garden import plainly


def noted(text: str, section: str = "Le stand") -> list[str]:
    """Return the notes on a passage that has a phrasing."""
    asked = replace(passage(section, text, line=7), questions=("où est le stand",))
    return [plainly(str(problem)) for problem in leaning_openings([asked])]


def test_a_yes_is_told_with_its_place_and_what_to_write() -> None:
    assert noted("Oui, sous conditions.") == [
        "ruche.md:7:1: le texte de « Le stand » commence par « Oui », sans dire à quoi. "
        "Écrivez la réponse entière, comme « Une mairie peut participer »."
    ]


def test_a_pronoun_is_told_with_what_to_write() -> None:
    assert noted("Ils sont remboursés.") == [
        "ruche.md:7:1: le texte de « Le stand » commence par « Ils », sans dire de qui ou de quoi il s’agit. "
        "Écrivez le nom à la place : le titre n’est pas toujours lu."
    ]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Non : le stand est fermé.", "Non"),
        ("OUI !", "OUI"),
        ("oui mais avec une bêche", "oui"),
        ("Tout à fait, dès mars.", "Tout à fait"),
        ("Pas forcément. Le stand suffit.", "Pas forcément"),
        ("• Oui, le lundi.", "Oui"),
        ("« Non », répond la ville.", "Non"),
        ("Elle dure dix mois.", "Elle"),
        ("Cela dépend du temps.", "Cela"),
        ("Ça dépend.", "Ça"),
        ("Celles-ci sont prêtées.", "Celles-ci"),
        ("C’est possible, sous conditions.", "C'est"),
        ("C'est un jardinier qui aime les abeilles.", "C'est"),
        ("Ce sont les jardiniers.", "Ce sont"),
        ("Ce n’est pas prêté.", "Ce n'est"),
        ("Il est ouvert le lundi.", "Il"),
        ("Il s’agit d’un prêt.", "Il"),
    ],
)
def test_what_leans_on_the_heading_is_noted(text: str, opening: str) -> None:
    (note,) = noted(text)
    assert f"commence par « {opening} »" in note.replace("’", "'")


@pytest.mark.parametrize(
    "text",
    [
        "Le stand ouvre le lundi. Oui, même en mars.",
        "Non seulement le stand, mais la ruche aussi.",
        "Bien sûr de lui, le jardinier plante en mars.",
        "Ouistreham prête ses bêches.",
        "Pas de bêche le lundi.",
        "Il faut une bêche.",
        "Il vous faut une bêche.",
        "Il n’y a pas de bêche.",
        "Il n'est pas possible de venir le lundi.",
        "Il est interdit de planter.",
        "Ce stand est ouvert.",
        "Ce que vous plantez est à vous.",
        "Celui qui plante arrose.",
        "C’est la ville qui prête les bêches.",
        "Vous pouvez venir.",
        "On ne peut plus venir.",
        "",
    ],
)
def test_what_is_understood_alone_is_not(text: str) -> None:
    assert noted(text) == []


@pytest.mark.parametrize("text", ["Oui, sous conditions.", "Ils sont remboursés."])
def test_a_heading_that_is_the_question_is_shown_above_its_answer(text: str) -> None:
    assert noted(text, "Le stand est-il ouvert ?") == []


def test_a_passage_without_phrasings_is_left_alone() -> None:
    assert list(leaning_openings([passage("Le stand", "Oui, sous conditions.")])) == []


def test_a_note_is_neither_an_error_nor_a_warning_and_leaves_all_in_order() -> None:
    knowledge = KnowledgeBase((replace(passage("Le stand", "Oui."), questions=("le stand",)),), files=1)
    problems = linted(*knowledge.passages)
    result = CheckResult.of(knowledge, problems)
    assert [problem.is_note for problem in result.problems] == [True]
    assert (result.errors, result.warnings) == (0, 0)
    assert plainly(result.summary) == "Tout est en ordre : 1 page, 1 passage."
