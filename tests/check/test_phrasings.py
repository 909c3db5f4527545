"""Phrasings that another passage could claim: those that a person would move, and no others."""

from dataclasses import replace
from pathlib import Path

import pytest

from eig_bot.check.phrasings import ambiguous_phrasings
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Lexicon, Passage
from tests.garden import page, plainly, write

HONEY = Passage(
    "ruche.md",
    1,
    ("La ruche", "Récolte"),
    "Le miel se récolte en juillet, au rucher.",
    questions=("quand récolter le miel", "à quelle date ouvrir les ruches"),
)
HEDGE = Passage(
    "haie.md",
    9,
    ("La haie", "Taille"),
    "La haie se taille en mars.",
    questions=("quand tailler la haie", "comment couper les branches mortes"),
)


def strays(*passages: Passage, lexicon: Lexicon | None = None) -> list[str]:
    """Return the phrasings that are told of."""
    told = ambiguous_phrasings(KnowledgeBase(passages, lexicon=lexicon or Lexicon()))
    return [problem.message.split("\u00a0")[1] for problem in told]


def asked(passage: Passage, *questions: str) -> Passage:
    return replace(passage, questions=(*passage.questions, *questions))


def test_phrasings_in_their_places_are_not_told_of(garden: KnowledgeBase) -> None:
    assert ambiguous_phrasings(garden) == ()
    assert strays(HONEY, HEDGE) == []
    assert ambiguous_phrasings(KnowledgeBase(())) == ()


@pytest.mark.parametrize(
    "stray", ["quand récolter du miel", "récolter le miel", "quand le miel est-il récolté ?", "recolte de miel"]
)
def test_a_phrasing_of_which_its_passage_says_nothing_and_another_all_is_a_warning(stray: str) -> None:
    assert strays(HONEY, asked(HEDGE, stray)) == [stray]


def test_a_warning_says_where_and_what_the_other_is(folder: Path) -> None:
    address = "https://jardins.example/"
    pages = {
        "haie.md": page("La haie", HEDGE.text, [*HEDGE.questions, "récolte du miel, quand ?"], url=address),
        "ruche.md": page("La ruche", HONEY.text, HONEY.questions, url=address),
    }
    library = Library(write(folder, pages))
    (problem,) = ambiguous_phrasings(library.load(), library.outlines())
    assert not problem.is_error
    assert plainly(str(problem)) == (
        "haie.md:7:5: « récolte du miel, quand ? » ressemble à « quand récolter le miel », sous « La ruche » (ruche.md:5), "
        "plus qu’aux questions de son propre passage. Déplacez-la, ou ajoutez-lui un mot qui les distingue."
    )


@pytest.mark.parametrize(
    "question",
    [
        "quand récolter le miel tombé sur la haie",
        "le miel nuit-il à la taille",
        "récolter les noix",
        "le miel ?",
        "comment couper le miel",
    ],
)
def test_a_word_of_its_own_passage_or_of_neither_keeps_a_phrasing_where_it_is(question: str) -> None:
    assert strays(HONEY, asked(HEDGE, question)) == []


def test_one_question_in_other_words_of_little_meaning_is_told_of_wherever_it_is() -> None:
    hedge = replace(HEDGE, text="Du miel, on en récolte parfois.")
    assert strays(HONEY, asked(hedge, "le miel se récolte quand ?")) == ["le miel se récolte quand ?"]


@pytest.mark.parametrize("question", ["comment récolter le miel", "qui récolte le miel ?", "quand dois-je récolter le miel"])
def test_what_is_asked_of_one_thing_tells_two_questions_apart(question: str) -> None:
    hedge = replace(HEDGE, text="Du miel, on en récolte parfois.")
    assert strays(HONEY, asked(hedge, question)) == []


def test_a_phrasing_to_the_letter_is_left_to_the_error_that_it_is() -> None:
    hedge = replace(HEDGE, text="Du miel, on en récolte parfois.")
    assert strays(HONEY, asked(hedge, "Quand récolter le MIEL ?")) == []


def test_passages_for_other_readers_may_be_asked_alike() -> None:
    honey, hedge = replace(HONEY, audience="écoles"), replace(asked(HEDGE, "récolter le miel"), audience="habitants")
    assert strays(honey, hedge) == []
    assert strays(honey, replace(hedge, audience=None)) == ["récolter le miel"]


def test_abbreviations_are_spelt_out() -> None:
    lexicon = Lexicon(abbreviations={"mdr": "miel des ruches"})
    assert strays(HONEY, asked(HEDGE, "récolter le mdr"), lexicon=lexicon) == ["récolter le mdr"]
