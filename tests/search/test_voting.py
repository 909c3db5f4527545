"""Several voters find passages for a turn within its thread, and tell how sure that is."""

import numpy as np
import pytest

from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker, Ranking

PRICE, PAYING, USE = "Combien coûte une parcelle ?", "Comment se règle la cotisation ?", "À quoi sert la cotisation ?"
WATER, TOOLS = "À quelle heure arroser ?", "Emprunter un outil"


def turn(ranker: Ranker, text: str, *before: str) -> Ranking:
    return ranker.rank_turn(Message.read(text), [*map(Message.read, before)])


def first(found: Ranking) -> str:
    return found.hits[0].passage.section


@pytest.mark.parametrize(
    ("question", "section"),
    [("combien coûte une parcelle", PRICE), ("kombien sa koute une parcel", PRICE), ("arroser à quelle heure", WATER)],
)
def test_a_question_finds_its_passage(well_asked: Ranker, question: str, section: str) -> None:
    assert first(turn(well_asked, question)) == section
    assert first(well_asked.rank(Message.read(question))) == section


def test_a_turn_is_read_with_what_came_before(well_asked: Ranker) -> None:
    found = turn(well_asked, "et par chèque ?", "comment payer la cotisation")
    assert (first(found), found.leans) == (PAYING, True)


def test_a_question_that_stands_alone_is_not_bent_by_its_thread(well_asked: Ranker) -> None:
    alone, within = (
        turn(well_asked, "que mettre au compost"),
        turn(well_asked, "que mettre au compost", "combien coûte une parcelle"),
    )
    assert within == alone
    assert not within.leans


def test_the_passage_that_is_known_to_have_been_shown_counts_as_given(well_asked: Ranker) -> None:
    shown = next(passage for passage in well_asked.knowledge.passages if passage.section == TOOLS)
    message, before = Message.read("et pour ça ?"), [Message.read("combien coûte une parcelle")]
    known, unknown = well_asked.rank_turn(message, before, shown), well_asked.rank_turn(message, before)
    score = {hit.passage.page: hit.score for hit in reversed(known.hits)}
    assert score.get(shown.page, 0) > {hit.passage.page: hit.score for hit in reversed(unknown.hits)}.get(shown.page, 0)


def test_what_is_ours_is_surer_than_what_is_not(well_asked: Ranker) -> None:
    ours, foreign = turn(well_asked, "combien coûte une parcelle"), turn(well_asked, "louez-vous des vélos électriques")
    assert ours.confidence > 0.5 > foreign.confidence
    assert ours.belief
    assert foreign.belief
    assert ours.belief.like_not_ours < foreign.belief.like_not_ours


def test_a_passage_that_the_reader_chose_is_no_likelier_for_it(well_asked: Ranker) -> None:
    message = Message.read("combien coûte une parcelle")
    chosen = next(passage for passage in well_asked.knowledge.passages if passage.section == WATER)
    found = well_asked.rank(message, chosen=chosen)
    assert found.hits[0].passage is chosen
    assert found.confidence < well_asked.rank(message).confidence


@pytest.mark.parametrize("text", ["", "zzz qqq", "?!"])
def test_what_says_nothing_is_believed_by_nobody(well_asked: Ranker, text: str) -> None:
    found = turn(well_asked, text)
    assert found.confidence < 0.5
    assert all(np.isfinite(hit.score) and hit.score > 0 for hit in found.hits)
