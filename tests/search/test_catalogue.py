"""Entries of a catalogue are one candidate beside the passages, and are told apart among their like."""

from dataclasses import replace

import numpy as np
import pytest

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.catalogue import Candidates
from eig_bot.search.classes import CATALOGUE
from eig_bot.search.evidence import EvidenceSource
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker, Ranking


def entry(name: str, text: str, *questions: str) -> Passage:
    return Passage("anciens/jardins.md", 1, ("Jardins d'avant", name), text, questions=questions, is_entry=True)


ENTRIES = (
    entry("Ruchélia", "Ruchélia a posé des ruches sur le toit d'une école, avec ses élèves.", "des abeilles à l'école ?"),
    entry("Verger 21", "Verger 21 a planté des pommiers anciens le long d'un canal.", "qui a planté des arbres fruitiers"),
    entry("Mare aux tritons", "Mare aux tritons a creusé une mare pour les amphibiens.", "un point d'eau pour la faune"),
    entry("Mare du lavoir", "Mare du lavoir a creusé une mare près d'un lavoir.", "remettre en eau un lavoir"),
    *(
        entry(f"{name} {number}", f"{name} {number} a semé du {plant}.", f"semis de {plant}")
        for number, (name, plant) in enumerate(
            (("Prairie", "trèfle"), ("Coteau", "thym"), ("Friche", "chanvre"), ("Talus", "lupin")) * 2, start=1
        )
    ),
)
REFERENCE = (
    "combien coûte une parcelle",
    "arroser à quelle heure",
    "que mettre au compost",
    "emprunter un outil",
    "comment payer la cotisation",
)


@pytest.fixture(scope="module")
def with_catalogue(well_asked: Ranker) -> Ranker:
    knowledge = well_asked.knowledge
    return Ranker(replace(knowledge, passages=(*knowledge.passages, *ENTRIES)))


def turn(ranker: Ranker, text: str, *before: str) -> Ranking:
    return ranker.rank_turn(Message.read(text), [*map(Message.read, before)])


def first(found: Ranking) -> Passage:
    return found.hits[0].passage


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("c'était quoi ruchélia", "Ruchélia"),
        ("qui a déjà mis des ruches sur un toit ?", "Ruchélia"),
        ("un projet de pommiers, quelqu'un l'a fait ?", "Verger 21"),
        ("et des amphibiens dans une mare ?", "Mare aux tritons"),
    ],
)
def test_an_entry_is_found_by_what_sets_it_apart(with_catalogue: Ranker, question: str, name: str) -> None:
    assert first(turn(with_catalogue, question)).section == name


@pytest.mark.parametrize("question", REFERENCE)
def test_what_is_asked_of_the_folder_never_lands_on_an_entry(well_asked: Ranker, with_catalogue: Ranker, question: str) -> None:
    assert first(turn(with_catalogue, question)) == first(turn(well_asked, question))
    assert not first(turn(with_catalogue, question)).is_entry


@pytest.mark.parametrize("question", ["quelqu'un l'a-t-il déjà fait ?", "et avant, qui ?", "jardins d'avant"])
def test_without_a_word_that_sets_one_apart_no_entry_is_meant(with_catalogue: Ranker, question: str) -> None:
    assert not first(turn(with_catalogue, question)).is_entry


def test_two_entries_that_answer_alike_are_less_sure_than_one(with_catalogue: Ranker) -> None:
    one, either = turn(with_catalogue, "qui a planté des pommiers anciens"), turn(with_catalogue, "qui a creusé une mare")
    assert first(one).is_entry
    assert first(either).is_entry
    assert one.confidence > either.confidence


@pytest.mark.parametrize(
    ("question", "is_name"),
    [
        ("ruchélia, c'était quoi", True),
        ("la mare aux tritons, où est-elle", True),
        ("une mare, où la creuser", False),
        ("combien coûte une parcelle", False),
    ],
)
def test_a_question_that_has_all_words_of_a_heading_asks_by_name(with_catalogue: Ranker, question: str, is_name: bool) -> None:
    candidates = Candidates.of(with_catalogue.knowledge.passages)
    concepts = [((term, 1.0),) for term in Message.read(question).terms]
    assert candidates.is_asked_by_name(concepts) == is_name


def test_what_is_asked_by_name_is_likelier_than_a_page_that_says_it_too(well_asked: Ranker) -> None:
    """The name stands in some phrasings of a reference page."""
    first_page, *others = well_asked.knowledge.passages
    says_it = replace(first_page, questions=(*first_page.questions, *(f"comme le verger 21, {n} fois" for n in range(9))))
    knowledge = replace(well_asked.knowledge, passages=(says_it, *others, *ENTRIES))
    votes = EvidenceSource(Index(knowledge), Ranker(knowledge).learnt).of(Message.read("le verger 21, c'était quoi")).votes
    assert votes
    assert votes.typed[-1] == votes.typed.max()
    assert votes.meant[-1] == votes.meant.max()


def test_entries_that_are_not_asked_for_are_the_least_likely_for_both_models(with_catalogue: Ranker) -> None:
    source = EvidenceSource(Index(with_catalogue.knowledge), with_catalogue.learnt)
    votes = source.of(Message.read("et avant, qui ?")).votes
    assert votes
    for scores in (votes.typed, votes.meant):
        assert scores[-1] == scores.min()


def test_all_entries_are_one_class(with_catalogue: Ranker, well_asked: Ranker) -> None:
    assert with_catalogue.learnt.classes == (*well_asked.learnt.classes, CATALOGUE)
    assert with_catalogue.learnt.told == well_asked.learnt.told


def test_a_thread_about_an_entry_goes_on_among_entries(with_catalogue: Ranker) -> None:
    assert first(turn(with_catalogue, "et avec des ruches ?", "qui a planté des pommiers anciens")).section == "Ruchélia"


def test_an_entry_that_is_newer_than_what_was_learnt_is_found(well_asked: Ranker) -> None:
    knowledge = replace(well_asked.knowledge, passages=(*well_asked.knowledge.passages, *ENTRIES))
    found = Ranker(knowledge, learnt=well_asked.learnt).rank(Message.read("c'était quoi ruchélia"))
    assert "Ruchélia" in {hit.passage.section for hit in found.hits[:3]}


def test_a_folder_without_phrasings_finds_its_entries(garden: KnowledgeBase) -> None:
    passages = tuple(replace(passage, questions=()) for passage in (*garden.passages, *ENTRIES))
    found = Ranker(replace(garden, passages=passages)).rank(Message.read("qui a planté des pommiers"))
    assert first(found).section == "Verger 21"


def test_no_entry_is_found_by_its_meaning_alone(garden: KnowledgeBase) -> None:
    passages = tuple(replace(passage, questions=()) for passage in (*garden.passages, *ENTRIES))
    ranker = Ranker(replace(garden, passages=passages))
    assert ranker.learnt.meaning
    assert not any(hit.passage.is_entry for hit in ranker.rank(Message.read("des insectes qui font du miel")).hits)


def test_a_folder_of_entries_alone_is_ranked() -> None:
    assert first(Ranker(KnowledgeBase(ENTRIES)).rank(Message.read("qui a planté des pommiers"))).section == "Verger 21"


def test_the_catalogue_has_the_score_of_its_best_entry_and_gives_it_back() -> None:
    folder = (ENTRIES[0], replace(ENTRIES[1], is_entry=False), ENTRIES[2])
    candidates = Candidates.of(folder)
    assert candidates.numbers.tolist() == [1, 0, 1]
    assert candidates.best(np.array([1, 2, 3], dtype=np.float32)).tolist() == [2, 3]
    spread = candidates.spread(np.array([2, 5], dtype=np.float32), np.array([-1, 1], dtype=np.float32))
    assert spread.tolist() == [3, 2, 5]


def test_without_a_catalogue_nothing_changes() -> None:
    scores = np.array([1, 2], dtype=np.float32)
    candidates = Candidates.of([replace(one, is_entry=False) for one in ENTRIES[:2]])
    assert candidates.best(scores) is scores
    assert candidates.spread(scores, np.zeros(0, dtype=np.float32)) is scores
    assert candidates.certainty(np.zeros(0, dtype=np.float32), 1) == 1.0


def test_the_only_entry_is_told_from_no_other() -> None:
    candidates = Candidates.of([replace(ENTRIES[0], is_entry=False), ENTRIES[1]])
    assert candidates.certainty(np.zeros(1, dtype=np.float32), 1) > 0.9


def test_to_ask_for_an_entry_by_its_name_is_no_courtesy(well_asked: Ranker, with_catalogue: Ranker) -> None:
    typed = Message.read("Parlez-moi de Ruchélia")
    assert well_asked.reaction(typed)
    assert with_catalogue.reaction(typed) is None
    assert with_catalogue.reaction(Message.read("Merci pour Ruchélia"))
