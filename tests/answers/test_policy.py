"""What is done with what was found: one table, row by row."""

from dataclasses import fields, replace

import pytest

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.answers.policy import RULES, Policy, Zone
from eig_bot.knowledge.passage import Passage
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import Signals
from eig_bot.search.message import Language, Message
from eig_bot.search.phrasings import Text
from eig_bot.search.query import Query
from eig_bot.search.ranker import Hit, Ranking

PRICE = Passage("cotisation.md", 3, ("Cotisation", "Tarifs"), "Dix euros.")
CALL = CallStatus(CallState.OPEN, "Un jardin", page="appel.md")
SURE = Ranking(
    query=Query(Text(("prix",)), (), Language.FRENCH),
    hits=(Hit(PRICE, 0.8),),
    confidence=0.9,
    signals=Signals(score=0.8, margin=0.5, coverage=1.0, off_topic=0.0),
    lead=0.6,
    call_status=0.0,
    call_status_confidence=0.01,
    told=1.0,
)
policy = Policy()


def seen(confidence: float, lead: float = 0.6, *, score: float = 0.8, told: float = 1.0) -> Ranking:
    signals = replace(SURE.signals, score=score)
    return replace(SURE, confidence=confidence, lead=lead, signals=signals, told=told)


@pytest.mark.parametrize(
    ("found", "zone"),
    [
        (seen(0.5), Zone.ANSWER),
        (seen(0.49), Zone.SUGGEST),
        (seen(0.2), Zone.SUGGEST),
        (seen(0.19), Zone.HOLD_BACK),
        (seen(0.9, lead=-0.11), Zone.SUGGEST),
        (seen(0.1, lead=-0.11), Zone.HOLD_BACK),
        (seen(0.9, lead=-0.19), Zone.HOLD_BACK),
        (seen(0.9, score=0.02), Zone.HOLD_BACK),
        (seen(0.5, told=0.0), Zone.ANSWER),
        (seen(0.49, told=0.0), Zone.SUGGEST),
        (seen(0.04, told=0.0), Zone.HOLD_BACK),
        (seen(0.9, lead=-0.19, told=0.0), Zone.ANSWER),
        (seen(0.9, lead=-0.21, told=0.0), Zone.SUGGEST),
        (seen(0.9, lead=-0.51, told=0.0), Zone.HOLD_BACK),
        (seen(0.5, told=0.5), Zone.ANSWER),
        (seen(0.49, told=0.5), Zone.SUGGEST),
        (seen(0.13, told=0.5), Zone.SUGGEST),
        (seen(0.12, told=0.5), Zone.HOLD_BACK),
    ],
)
def test_the_first_row_that_applies_decides(found: Ranking, zone: Zone) -> None:
    assert policy.zone(found) is zone


@pytest.mark.parametrize(
    ("found", "zone"),
    [
        (seen(0.5, lead=-0.2), Zone.ANSWER),
        (seen(0.49, lead=-0.2), Zone.SUGGEST),
        (seen(0.06), Zone.SUGGEST),
        (seen(0.04), Zone.HOLD_BACK),
        (seen(0.9, lead=-0.5), Zone.ANSWER),
    ],
)
def test_where_several_vote_their_confidence_decides_alone_and_nothing_unlikely_is_stated(found: Ranking, zone: Zone) -> None:
    assert policy.zone(replace(found, belief=Belief(*(0.5,) * len(fields(Belief))))) is zone


def test_where_no_row_applies_nothing_is_shown() -> None:
    assert Policy(rules=()).zone(SURE) is Zone.HOLD_BACK


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_row_decides_something_that_no_other_does(rule: object) -> None:
    others = Policy(rules=tuple(other for other in RULES if other is not rule))
    cases = [seen(p, lead, score=s) for p in (0.1, 0.3, 0.9) for lead in (0.6, -0.15, -0.3) for s in (0.8, 0.02)]
    assert any(policy.zone(case) is not others.zone(case) for case in cases)


# --- the state of a call


@pytest.mark.parametrize(
    ("score", "likely", "found", "asks"),
    [
        (0.39, 0.9, seen(0.1), False),
        (0.4, 0.5, seen(0.49), True),
        (0.4, 0.5, seen(0.5), False),
        (0.6, 0.8, seen(0.75), True),
        (0.6, 0.8, seen(0.85), False),
        (0.4, 0.5, seen(0.9, lead=-0.2), True),
        (0.4, 0.5, seen(0.9, score=0.02), True),
    ],
)
def test_a_passage_that_is_surer_wins_over_a_question_about_the_call(
    score: float, likely: float, found: Ranking, asks: bool
) -> None:
    asked = replace(found, call_status=score, call_status_confidence=likely)
    assert policy.asks_for_call_status(asked, (CALL,)) is asks


def test_a_passage_of_the_page_that_declares_the_call_does_not() -> None:
    about_the_call = replace(SURE, call_status=0.4, hits=(Hit(replace(PRICE, page="appel.md"), 0.8),))
    assert policy.asks_for_call_status(about_the_call, (CALL,))


@pytest.mark.parametrize(
    ("found", "words", "likely", "asks"),
    [
        (seen(0.9), ("appel", "ouvert"), 0.95, False),
        (seen(0.1), ("appel", "ouvert"), 0.95, True),
        (seen(0.1), ("appel", "cahier"), 0.7, False),
        (seen(0.1), ("cantine", "ouvert"), 0.95, False),
    ],
)
def test_where_there_is_no_call_only_a_question_that_surely_asks_for_one_is_told_so_and_an_answer_wins(
    found: Ranking, words: tuple[str, ...], likely: float, asks: bool
) -> None:
    query = replace(found.query, text=replace(found.query.text, words=words))
    asked = replace(found, call_status=0.9, call_status_confidence=likely, query=query)
    assert policy.asks_for_call_status(asked, ()) is asks


# --- threads


@pytest.mark.parametrize(
    ("turn", "alone", "leans"),
    [
        ("et à midi ?", seen(0.9), True),
        ("à midi ?", seen(0.1), True),
        ("à midi ?", seen(0.9), False),
        ("le prix d'une parcelle au jardin", seen(0.1), False),
        ("la piscine ?", replace(seen(0.1), signals=replace(SURE.signals, off_topic=0.2)), False),
    ],
)
def test_a_turn_leans_on_its_thread_when_it_says_too_little(turn: str, alone: Ranking, leans: bool) -> None:
    assert policy.leans_on_thread(Message.read(turn), alone) is leans
