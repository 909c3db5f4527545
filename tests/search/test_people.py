"""A page about a person answers where the person is named."""

import numpy as np
import pytest

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.message import Message
from eig_bot.search.people import NOT_NAMED, People
from eig_bot.search.ranker import Ranker

NAMES = ("Ysaline Corbucheau", "Théodrick Mandouze", "Maëlle de Brantignac")
WHO = tuple(
    Passage(f"equipe/{at}.md", 1, (name, "Son métier"), "Elle taille les haies du parc avec une cisaille, et conseille.")
    for at, name in enumerate(NAMES)
)
HEDGE = Passage("haies.md", 1, ("Tailler une haie",), "Les haies se taillent en mars, jamais pendant la nidification.")
FOLDER = (HEDGE, *WHO)


def weights(passages: tuple[Passage, ...], *asked: str) -> list[float]:
    return [float(weight) for weight in People.of(passages).weighed(np.ones(len(passages), dtype=np.float32), asked)]


def test_people_who_are_not_named_weigh_less() -> None:
    assert weights(FOLDER, "qui", "taille", "les", "haies") == pytest.approx([1.0] + [NOT_NAMED] * 3)


@pytest.mark.parametrize("word", ["ysaline", "corbucheau"])
def test_who_is_named_by_either_name_answers(word: str) -> None:
    assert weights(FOLDER, "qui", "est", word) == pytest.approx([1.0, 1.0, NOT_NAMED, NOT_NAMED])


def test_two_names_make_no_folder_of_people() -> None:
    assert weights(FOLDER[:3], "haies") == [1.0] * 3


@pytest.mark.parametrize("title", ["Tailler une haie", "Haies", "Les Mesnières", "Foire Aux Questions", "Guide du Jardinier"])
def test_titles_that_are_no_names_are_none(title: str) -> None:
    passages = tuple(Passage(f"pages/{at}.md", 1, (title,), "Un texte.") for at in range(4))
    assert weights(passages, "autre") == [1.0] * 4


def test_a_person_with_phrasings_says_themselves_when_they_answer() -> None:
    asked = tuple(Passage(one.page, 1, one.heading_path, one.text, questions=("qui taille ?",)) for one in WHO)
    assert weights((HEDGE, *asked), "haies") == [1.0] * 4


def test_a_question_about_hedges_finds_the_page_about_hedges_and_a_name_finds_its_person() -> None:
    ranker = Ranker(KnowledgeBase(FOLDER))
    assert ranker.rank(Message.read("qui taille les haies avec une cisaille ?")).hits[0].passage is HEDGE
    assert ranker.rank(Message.read("qui est Mandouze ?")).hits[0].passage is WHO[1]
