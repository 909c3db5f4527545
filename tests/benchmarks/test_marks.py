"""What is counted of replies, and whether stated confidence is borne out."""

import pytest

from benchmarks.marks import Marks, Share, calibration_error, tenths
from benchmarks.replies import Reply
from benchmarks.sets import Asked, Place, Wanted

PLOTS: Place = ("potagers.md", "Demander une parcelle")
WATER: Place = ("eau.md", "Arroser")
TREES: Place = ("arbres.md", "Planter un arbre")


def asked(wanted: Wanted = Wanted.ANSWER, *accept: Place, parts: tuple[tuple[Place, ...], ...] = (), call: str = "") -> Asked:
    return Asked("q1", "une parcelle ?", wanted, "plain", accept, parts, call)


def reply(to: Asked, kind: str, *places: Place, confidence: float = 0.8, call: str = "") -> Reply:
    return Reply(to, kind, confidence, places, call)


QUESTION = asked(Wanted.ANSWER, PLOTS)
RIGHT = reply(QUESTION, "answer", PLOTS, WATER)
WRONG = reply(QUESTION, "answer", WATER, PLOTS)
OFFERED = reply(QUESTION, "suggestions", WATER, TREES, PLOTS)
SILENT = reply(QUESTION, "no_answer", PLOTS, confidence=0.1)


def test_an_answer_is_right_or_misleads_by_its_first_result() -> None:
    assert (RIGHT.is_right, RIGHT.is_misleading) == (True, False)
    assert (WRONG.is_right, WRONG.is_misleading) == (False, True)


def test_a_choice_helps_where_a_right_passage_is_shown_and_never_misleads() -> None:
    assert (OFFERED.is_helpful, OFFERED.is_right, OFFERED.is_misleading) == (True, False, False)
    assert (SILENT.is_helpful, SILENT.is_first_right) == (False, True)


def test_the_state_of_a_call_is_right_when_it_is_the_call_that_is_meant() -> None:
    status = asked(Wanted.STATUS, call="candidats")
    assert reply(status, "call_status", call="candidats").is_right
    assert reply(status, "call_status", call="administrations").is_misleading
    assert not reply(status, "answer", PLOTS).is_right
    assert reply(asked(Wanted.STATUS, PLOTS, call="candidats"), "answer", PLOTS).is_right


def test_the_state_of_a_call_may_answer_as_well_as_a_passage() -> None:
    either = asked(Wanted.ANSWER, PLOTS, call="administrations")
    assert reply(either, "call_status", WATER, call="administrations").is_right
    assert reply(either, "answer", PLOTS).is_right
    assert reply(QUESTION, "call_status", WATER, call="administrations").is_misleading


def test_several_questions_are_all_met_when_each_has_its_passage() -> None:
    both = asked(Wanted.SEVERAL, parts=((PLOTS,), (WATER, TREES)))
    assert reply(both, "answer", PLOTS, TREES).are_all_met
    assert not reply(both, "answer", PLOTS, PLOTS).are_all_met
    assert reply(both, "answer", TREES).is_right


def test_marks_count_each_kind_of_message_apart() -> None:
    foreign = asked(Wanted.NOTHING)
    talk = reply(asked(Wanted.SMALL_TALK), "answer", PLOTS)
    marks = Marks.of(
        [RIGHT, WRONG, OFFERED, SILENT, reply(foreign, "suggestions", PLOTS), reply(foreign, "answer", PLOTS), talk]
    )
    assert (marks.right, marks.helpful, marks.misleading) == (Share(1, 4), Share(3, 4), Share(1, 4))
    assert marks.held_back == Share(1, 2)


def test_the_interval_is_that_of_wilson() -> None:
    assert Share(8, 10).interval == pytest.approx((0.490, 0.943), abs=0.001)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_confidence_is_told_by_tenths_without_small_talk() -> None:
    talk = reply(asked(Wanted.SMALL_TALK), "small_talk", confidence=1.0)
    found = tenths([RIGHT, WRONG, OFFERED, SILENT, talk])
    assert [(tenth.low, tenth.right) for tenth in found] == [(0.1, Share(1, 1)), (0.8, Share(1, 3))]
    assert calibration_error(found) == pytest.approx((0.9 + 3 * (0.8 - 1 / 3)) / 4)


def test_a_tenth_is_believable_when_what_it_states_is_within_the_interval() -> None:
    assert tenths([RIGHT] * 8 + [WRONG] * 2)[0].is_believable
    assert not tenths([RIGHT] * 20 + [WRONG] * 80)[0].is_believable
