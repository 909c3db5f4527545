"""Periods, and what can be read off the figures of one."""

from datetime import UTC
from itertools import pairwise

import pytest

from eig_bot.journal.usage import Counts, Opinions, Period, Usage
from tests.garden import SPRING, at


def test_a_period_ends_now_and_holds_whole_days_before() -> None:
    period = Period.last(at("2031-04-10T15:30").astimezone(UTC), 7)
    assert (period.since, period.until, period.days) == (at("2031-04-04"), at("2031-04-10T15:30"), 7)


def test_at_midnight_only_whole_days_are_counted() -> None:
    period = Period.last(at("2031-04-07"), 7)
    assert (period.since, period.days) == (at("2031-03-31"), 7)


def test_the_period_before_has_the_same_days_and_hours_also_across_a_change_of_clocks() -> None:
    before = Period.last(at("2031-04-03T15:30"), 7).before
    assert (before.since, before.until) == (at("2031-03-21"), at("2031-03-27T15:30"))
    assert before.since.utcoffset() != before.since.replace(month=4).utcoffset()


@pytest.mark.parametrize(
    ("days", "parts", "length"),
    [(1, 1, 1), (7, 7, 1), (53, 53, 1), (54, 8, 7), (365, 53, 7), (1_000, 34, 30), (3_650, 122, 30)],
)
def test_a_long_period_is_cut_into_weeks_or_months(days: int, parts: int, length: int) -> None:
    period = Period.last(SPRING, days)
    found = period.parts
    assert len(found) == parts
    assert (found[0].since, found[-1].until) == (period.since, period.until)
    assert all(one.until == other.since for one, other in pairwise(found))
    assert {one.days for one in found[:-1]} <= {length}


def test_questions_without_an_answer_are_those_left_silent_and_those_turned_down() -> None:
    week = Period.last(SPRING, 7)
    counts = Counts(answered=4, suggested=2, silent=1)
    figures = Usage(week, None, 1, counts, counts, (), 2, (), {}, (), 0, 0, (), {})
    assert (counts.asked, counts.held_back, figures.unanswered_count) == (7, 3, 3)


def test_all_judgements_are_the_good_and_the_bad_whatever_their_reason() -> None:
    opinions = Opinions(good=1, reasons={"": 1, "wrong": 2})
    assert (opinions.bad, opinions.judged) == (3, 4)
