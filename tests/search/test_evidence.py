"""Every model is asked once for a reading of a message."""

from dataclasses import replace

import numpy as np

from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.blending import tells_enough
from eig_bot.search.evidence import EvidenceSource
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

PRICE = "combien coûte une parcelle"


def test_a_folder_with_few_phrasings_has_one_voter(garden: KnowledgeBase, ranker: Ranker) -> None:
    found = EvidenceSource(Index(garden), ranker.learnt).of(Message.read(PRICE))
    assert found.votes is None
    assert garden.passages[int(np.argmax(found.scores))].section == "Combien coûte une parcelle ?"
    assert found.lead > 0


def test_what_passages_say_is_scored_without_what_the_phrasings_add(garden: KnowledgeBase, ranker: Ranker) -> None:
    found = EvidenceSource(Index(garden), ranker.learnt).of(Message.read(PRICE))
    assert found.said.max() < found.scores.max()


def test_each_of_several_voters_finds_what_it_knows(well_asked: Ranker) -> None:
    passages = well_asked.knowledge.passages
    found = EvidenceSource(Index(well_asked.knowledge), well_asked.learnt).of(Message.read(PRICE)).votes
    assert found
    for scores in (found.spelt_out, found.whole, found.typed):
        assert passages[int(np.argmax(scores))].section == "Combien coûte une parcelle ?"


def test_a_passage_that_nobody_wrote_phrasings_for_is_no_less_likely_than_most(well_asked: Ranker) -> None:
    passages = well_asked.knowledge.passages
    found = EvidenceSource(Index(well_asked.knowledge), well_asked.learnt).of(Message.read(PRICE)).votes
    assert found
    without = [at for at, passage in enumerate(passages) if not passage.questions]
    assert without
    assert min(found.typed) < found.typed[without[0]] < max(found.typed)


def test_a_page_with_few_phrasings_takes_nothing_from_what_is_likely(well_asked: Ranker) -> None:
    few = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.", questions=("quand tailler la haie",))
    knowledge = replace(well_asked.knowledge, passages=(*well_asked.knowledge.passages, few))
    found = EvidenceSource(Index(knowledge), Ranker(knowledge).learnt).of(Message.read(PRICE)).votes
    assert found
    often = [at for at, passage in enumerate(knowledge.passages) if tells_enough(passage)]
    assert often
    assert found.typed[-1] >= found.typed[often].mean()


def test_a_page_that_is_newer_than_what_was_learnt_is_no_less_likely_than_most(well_asked: Ranker) -> None:
    asked = tuple(f"quand tailler la haie numéro {number}" for number in range(30))
    new = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.", questions=asked)
    knowledge = replace(well_asked.knowledge, passages=(*well_asked.knowledge.passages, new))
    found = EvidenceSource(Index(knowledge), well_asked.learnt).of(Message.read(PRICE)).votes
    assert found
    assert np.isfinite(found.typed).all()
    assert found.typed.min() < found.typed[-1] < found.typed.max()
