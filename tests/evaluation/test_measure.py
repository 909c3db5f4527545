"""What counts as right, helpful, misleading, silent, held back."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers.answer import Answer, Kind
from eig_bot.evaluation.measure import Bin, HeldBack, LabelledQuestion, Metrics, Tally, Target, evaluate, own_questions
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from tests.evaluation.told import ALL, AT_PRICE, PAYING, PRICE, TOOLS, WATER, Told, says
from tests.garden import SPRING


def figures(*asked: tuple[LabelledQuestion, Answer]) -> Metrics:
    """Ask each row, whatever its question, and have it answered so."""
    rows = [replace(row, text=str(number)) for number, (row, _) in enumerate(asked)]
    return evaluate(rows, Told({str(number): answer for number, (_, answer) in enumerate(asked)}), SPRING)


def is_right(row: LabelledQuestion, passage: Passage) -> bool:
    return figures((row, says(Kind.ANSWER, passage))).overall.right == 1


def facts(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# --- right or wrong ---------------------------------------------------------------------------------------------------


def test_a_row_is_right_when_its_place_comes_first() -> None:
    assert is_right(LabelledQuestion("?", AT_PRICE), PRICE)
    assert not is_right(LabelledQuestion("?", AT_PRICE), PAYING)
    assert not is_right(LabelledQuestion("?", (Target("eau.md", "Combien coûte une parcelle ?"),)), PRICE)


def test_a_place_that_is_as_good_counts_too() -> None:
    assert is_right(LabelledQuestion("?", (*AT_PRICE, Target("eau.md", "À quelle heure arroser ?"))), WATER)


def test_any_heading_above_the_first_result_counts() -> None:
    assert is_right(LabelledQuestion("?", (Target("cotisation.md", "La cotisation"),)), PAYING)


def test_without_a_section_the_whole_page_counts() -> None:
    assert is_right(LabelledQuestion("?", (Target("cotisation.md"),)), PAYING)
    assert not is_right(LabelledQuestion("?", (Target("cotisation.md"),)), WATER)


@pytest.mark.parametrize("page", ["eau.md", "eau", "./eau.md"])
def test_a_page_may_be_named_without_its_ending(page: str) -> None:
    assert is_right(LabelledQuestion("?", (Target(page, "L’eau au Jardin"),)), WATER)


@pytest.mark.parametrize(
    "section", ["l'eau au jardin", "L’EAU\u00a0AU  JARDIN ", unicodedata.normalize("NFD", "L’eau au jardin")]
)
def test_case_spaces_apostrophes_and_the_form_of_accents_do_not_count_in_a_section(section: str) -> None:
    assert is_right(LabelledQuestion("?", (Target("eau.md", section),)), WATER)


def test_accents_count_in_a_section() -> None:
    assert not is_right(LabelledQuestion("?", (Target("eau.md", "A quelle heure arroser ?"),)), WATER)


@pytest.mark.parametrize(
    ("answer", "right", "helpful", "misleading", "silent"),
    [
        pytest.param(says(Kind.ANSWER, PRICE), 1, 1, 0, 0, id="answer"),
        pytest.param(says(Kind.CALL_STATUS, PRICE), 1, 1, 0, 0, id="call-status"),
        pytest.param(says(Kind.CALL_STATUS), 0, 0, 1, 0, id="call-status-without-a-passage"),
        pytest.param(says(Kind.ANSWER, WATER, TOOLS, PRICE), 0, 1, 1, 0, id="third"),
        pytest.param(says(Kind.ANSWER, WATER, TOOLS, PAYING, PRICE), 0, 0, 1, 0, id="fourth"),
        pytest.param(says(Kind.SUGGESTIONS, PRICE), 0, 1, 0, 0, id="suggested-first"),
        pytest.param(says(Kind.SUGGESTIONS, WATER, PRICE), 0, 1, 0, 0, id="suggested-second"),
        pytest.param(says(Kind.SUGGESTIONS, WATER), 0, 0, 0, 0, id="not-suggested"),
        pytest.param(says(Kind.NO_ANSWER, PRICE), 0, 0, 0, 1, id="no-answer"),
        pytest.param(says(Kind.SMALL_TALK), 0, 0, 0, 1, id="small-talk"),
    ],
)
def test_what_is_shown_says_what_the_reader_has_of_it(
    answer: Answer, right: int, helpful: int, misleading: int, silent: int
) -> None:
    assert figures((LabelledQuestion("?", AT_PRICE), answer)).overall == Tally(1, right, helpful, misleading, silent)


def test_the_folders_own_question_wants_its_very_passage() -> None:
    assert is_right(LabelledQuestion("?", passage=PRICE), PRICE)
    assert not is_right(LabelledQuestion("?", passage=PRICE), PAYING)


# --- facts ------------------------------------------------------------------------------------------------------------

ABSENT = (Target("seed", "Tarifs"),)


@pytest.mark.parametrize("pattern", ["24 €", "combien COÛTE", "^.*la cotisation", unicodedata.normalize("NFD", "coûte")])
def test_facts_judge_a_row_whose_page_is_not_in_the_folder(pattern: str) -> None:
    assert is_right(LabelledQuestion("?", ABSENT, facts(pattern)), PRICE)
    assert not is_right(LabelledQuestion("?", ABSENT, facts(pattern)), TOOLS)


def test_every_fact_must_be_found() -> None:
    assert not is_right(LabelledQuestion("?", ABSENT, facts("24 €", "chèque")), PRICE)


def test_facts_of_three_results_are_helpful_together() -> None:
    found = figures((LabelledQuestion("?", ABSENT, facts("24 €", "chèque")), says(Kind.ANSWER, PRICE, PAYING)))
    assert (found.overall.right, found.overall.helpful) == (0, 1)


def test_the_sentence_on_a_call_is_read_for_its_facts_and_no_other_text_is() -> None:
    row = LabelledQuestion("?", (), facts("fermé depuis"))
    closed = "L’appel est fermé depuis le 15 mai 2031."
    assert figures((row, says(Kind.CALL_STATUS, text=closed))).overall.right == 1
    assert figures((row, says(Kind.ANSWER, PRICE, text=closed))).overall.right == 0


def test_facts_do_not_count_where_the_page_is_in_the_folder() -> None:
    assert not is_right(LabelledQuestion("?", AT_PRICE, facts("chèque")), PAYING)


def test_a_row_that_nothing_can_judge_is_left_out() -> None:
    found = figures(
        (LabelledQuestion("?", ABSENT), says(Kind.ANSWER, PRICE)),
        (LabelledQuestion("?"), says(Kind.ANSWER, PRICE)),
        (LabelledQuestion("?", AT_PRICE), says(Kind.ANSWER, PRICE)),
    )
    assert (found.left_out, found.overall.questions) == (2, 1)


# --- figures ----------------------------------------------------------------------------------------------------------


def test_without_questions_there_are_no_figures() -> None:
    assert figures() == Metrics(Tally(0, 0, 0, 0, 0), (), (), (), (), (), 0)


def test_questions_off_topic_are_counted_apart_by_how_far_they_are() -> None:
    far, near = LabelledQuestion("?", off_topic="far"), LabelledQuestion("?", off_topic="near")
    found = figures(
        (far, says(Kind.NO_ANSWER, WATER)),
        (near, says(Kind.SUGGESTIONS, WATER)),
        (near, says(Kind.ANSWER, WATER)),
        (near, says(Kind.CALL_STATUS)),
    )
    assert found.off_topic == (("near", HeldBack(3, 1, 0)), ("far", HeldBack(1, 1, 1)))
    assert found.overall.questions == 0


def test_styles_and_subjects_are_counted_the_most_frequent_first() -> None:
    found = figures(
        (LabelledQuestion("?", AT_PRICE, style="sms", topic="prix"), says(Kind.ANSWER, PRICE)),
        (LabelledQuestion("?", AT_PRICE, style="typo", topic="prix"), says(Kind.ANSWER, WATER)),
        (LabelledQuestion("?", AT_PRICE, style="typo"), says(Kind.ANSWER, PRICE)),
        (LabelledQuestion("?", AT_PRICE, topic="eau"), says(Kind.NO_ANSWER)),
        (LabelledQuestion("?", style="sms", topic="prix", off_topic="far"), says(Kind.ANSWER, PRICE)),
    )
    assert found.by_style == (("typo", Tally(2, 1, 1, 1, 0)), ("sms", Tally(1, 1, 1, 0, 0)))
    assert found.by_topic == (("prix", Tally(2, 1, 1, 1, 0)), ("eau", Tally(1, 0, 0, 0, 1)))


def test_the_confidence_stated_is_set_against_what_is_observed() -> None:
    row = LabelledQuestion("?", AT_PRICE)
    found = figures(
        (row, says(Kind.ANSWER, PRICE, confidence=1.0)),
        (row, says(Kind.ANSWER, WATER, confidence=0.9)),
        (row, says(Kind.NO_ANSWER, PRICE, confidence=0.0)),
        (LabelledQuestion("?", off_topic="near"), says(Kind.SUGGESTIONS, PRICE, confidence=0.05)),
        (row, says(Kind.SMALL_TALK, confidence=1.0)),
    )
    assert found.reliability == (Bin(0.0, 0.1, 2, 0.025, 1), Bin(0.9, 1.0, 2, 0.95, 1))


def test_misses_come_with_the_surest_wrong_answer_first() -> None:
    row = LabelledQuestion("?", AT_PRICE)
    found = figures(
        (row, says(Kind.ANSWER, PRICE)),
        (row, says(Kind.NO_ANSWER, confidence=0.1)),
        (row, says(Kind.ANSWER, WATER, confidence=0.6)),
        (row, says(Kind.SUGGESTIONS, PRICE, confidence=0.3)),
        (LabelledQuestion("?", off_topic="far"), says(Kind.ANSWER, PRICE, confidence=0.7)),
        (LabelledQuestion("?", off_topic="far"), says(Kind.SUGGESTIONS, PRICE)),
    )
    assert [outcome.question.text for outcome in found.misses] == ["4", "2", "3", "1"]


FOREIGN = LabelledQuestion("?", AT_PRICE, off_topic="far")
ROWS = st.sampled_from(
    [LabelledQuestion("?", AT_PRICE), FOREIGN, LabelledQuestion("?", ABSENT), LabelledQuestion("?", ABSENT, facts("24"))]
)
ANSWERS = st.builds(
    says,
    st.sampled_from(Kind),
    st.sampled_from(ALL),
    st.sampled_from(ALL),
    confidence=st.floats(0, 1),
)


@given(st.lists(st.tuples(ROWS, ANSWERS), max_size=12))
def test_every_row_is_counted_once(asked: list[tuple[LabelledQuestion, Answer]]) -> None:
    found = figures(*asked)
    tally = found.overall
    assert tally.questions + found.left_out + sum(held.questions for _, held in found.off_topic) == len(asked)
    assert tally.right <= tally.helpful <= tally.questions - tally.silent
    assert tally.right + tally.misleading + tally.silent <= tally.questions
    assert sum(one.questions for one in found.reliability) == sum(
        answer.kind is not Kind.SMALL_TALK for row, answer in asked if row != LabelledQuestion("?", ABSENT)
    )


# --- the folder's own questions ----------------------------------------------------------------------------------------


def test_the_folders_own_questions_are_those_that_its_passages_expect() -> None:
    assert own_questions(KnowledgeBase(ALL)) == (
        LabelledQuestion("le prix ?", passage=PRICE, topic="La cotisation"),
        LabelledQuestion("chèque ?", passage=PAYING, topic="La cotisation"),
    )
