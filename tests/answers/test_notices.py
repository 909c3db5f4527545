"""What is told of a call, and when: on working days, within hours, while it is true, and again when it is put off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from eig_bot.answers.notices import Milestone, Notice, has_ended, is_due, is_working_day, notices, to_tell
from eig_bot.knowledge.passage import CallForProjects, KnowledgeBase, RefusedPage, Site
from tests.garden import SPRING, at

OPENS, WEEK, TOMORROW = Milestone.OPENS, Milestone.CLOSES_IN_A_WEEK, Milestone.CLOSES_TOMORROW
GARDEN = CallForProjects("Un jardin", "creer.md", None, at("2031-03-03"), at("2031-05-15T23:59"))
FLAGGED = replace(GARDEN, opens=None, closes=None, declared_open=True)


def closing(day: str) -> CallForProjects:
    return replace(GARDEN, closes=at(f"{day}T23:59"))


def of(*calls: CallForProjects, audience: str | None = None) -> tuple[Notice, ...]:
    return notices(KnowledgeBase((), calls, Site(audience=audience)))


def due(call: CallForProjects) -> dict[Milestone, str | None]:
    return {notice.milestone: notice.due.isoformat() if notice.due else None for notice in of(call)}


def told(call: CallForProjects, moment: str) -> list[Milestone]:
    return [notice.milestone for notice in to_tell(of(call), at(moment))]


# --- working days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2031-04-11", True),  # a Friday
        ("2031-04-12", False),  # Saturday
        ("2031-04-13", False),  # Easter
        ("2031-04-14", False),  # Easter Monday
        ("2031-04-15", True),
        ("2031-04-30", True),
        ("2031-05-01", False),
        ("2031-05-02", True),
        ("2031-05-08", False),
        ("2031-05-22", False),  # Ascension
        ("2031-07-14", False),
        ("2031-11-11", False),
        ("2031-12-24", True),
        ("2031-12-25", False),
        ("2032-01-01", False),
        ("2032-03-29", False),  # Easter Monday of another year
    ],
)
def test_offices_are_closed_on_weekends_and_public_holidays(day: str, *, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


# --- when each thing is due


def test_a_call_is_told_of_on_its_opening_a_week_and_a_day_before_its_end() -> None:
    assert due(GARDEN) == {
        OPENS: "2031-03-03T09:00:00+01:00",
        WEEK: "2031-05-07T09:00:00+02:00",  # the 8th of May is a holiday
        TOMORROW: "2031-05-14T09:00:00+02:00",
    }


def test_nine_o_clock_is_nine_in_france_on_both_sides_of_a_change_of_clocks() -> None:
    assert due(closing("2031-04-02")) == {
        OPENS: "2031-03-03T09:00:00+01:00",
        WEEK: "2031-03-26T09:00:00+01:00",
        TOMORROW: "2031-04-01T09:00:00+02:00",
    }
    (_, week, tomorrow) = of(closing("2031-10-28"))
    assert week.due == datetime(2031, 10, 21, 7, tzinfo=UTC)
    assert tomorrow.due == datetime(2031, 10, 27, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes", "day_told"),
    [
        ("2031-03-21", "2031-03-20"),
        ("2031-03-24", "2031-03-21"),  # Monday: on Friday
        ("2031-03-23", "2031-03-21"),  # Sunday: on Friday
        ("2031-04-15", "2031-04-11"),  # the day after Easter Monday
        ("2031-05-02", "2031-04-30"),  # the day after the 1st of May
        ("2032-01-02", "2031-12-31"),
    ],
)
def test_what_falls_on_a_day_off_is_told_on_the_working_day_before(closes: str, day_told: str) -> None:
    assert str(due(closing(closes))[TOMORROW])[:10] == day_told


def test_an_opening_on_a_sunday_is_announced_on_the_friday_before() -> None:
    call = replace(GARDEN, opens=at("2031-03-02"))
    assert due(call)[OPENS] == "2031-02-28T09:00:00+01:00"
    assert told(call, "2031-02-28T08:59") == []
    assert told(call, "2031-02-28T09:00") == [OPENS]


def test_a_call_without_a_closing_date_is_told_of_on_its_opening_alone() -> None:
    assert list(due(replace(GARDEN, closes=None))) == [OPENS]


def test_a_moment_elsewhere_is_compared_as_a_moment() -> None:
    opening = of(GARDEN)[0]
    assert is_due(opening, datetime(2031, 3, 3, 8, tzinfo=UTC))
    assert not is_due(opening, datetime(2031, 3, 3, 7, 59, tzinfo=UTC))


# --- what is told at a moment


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2031-03-03T08:59", []),
        ("2031-03-03T09:00", [OPENS]),
        ("2031-03-03T18:59", [OPENS]),
        ("2031-03-03T19:00", []),
        ("2031-03-03T23:30", []),
        ("2031-03-04T00:30", []),
        ("2031-03-04T09:00", [OPENS]),  # late
        ("2031-03-08T10:00", []),  # Saturday
        ("2031-03-09T10:00", []),  # Sunday
        ("2031-04-14T10:00", []),  # Easter Monday
    ],
)
def test_people_are_told_within_the_hours_of_working_days_if_need_be_later(moment: str, expected: list[Milestone]) -> None:
    assert told(GARDEN, moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2031-05-06T10:00", []),
        ("2031-05-07T08:59", []),
        ("2031-05-07T09:00", [WEEK]),
        ("2031-05-12T10:00", [WEEK]),  # late
        ("2031-05-13T18:59", [WEEK]),
        ("2031-05-14T09:00", [TOMORROW]),
        ("2031-05-15T10:00", [TOMORROW]),  # late, on the last day
        ("2031-05-16T10:00", []),
    ],
)
def test_a_call_that_closes_tomorrow_is_not_said_to_close_in_a_week(moment: str, expected: list[Milestone]) -> None:
    assert [event for event in told(GARDEN, moment) if event is not OPENS] == expected


def test_a_call_that_closes_within_a_week_is_not_said_to_open() -> None:
    days = ("05-06", "05-07", "05-13", "05-14", "05-15")
    assert [OPENS in told(GARDEN, f"2031-{day}T10:00") for day in days] == [True, False, False, False, False]


@pytest.mark.parametrize("length", [0, 4, 11])
def test_of_a_short_call_too_one_thing_is_told_at_a_time(length: int) -> None:
    opens = at("2031-03-10")
    short = replace(GARDEN, opens=opens, closes=opens + timedelta(days=length, hours=12))
    days = [at("2031-02-24T10:00") + timedelta(days=number) for number in range(30)]
    found = {day.date().isoformat(): len(to_tell(of(short), day)) for day in days}
    assert found["2031-03-10"] == max(found.values()) == 1


def test_a_call_that_closes_at_noon_is_not_told_of_in_the_afternoon() -> None:
    noon = replace(GARDEN, closes=at("2031-05-15T12:00"))
    assert TOMORROW in told(noon, "2031-05-15T11:00")
    assert told(noon, "2031-05-15T14:00") == []


def test_each_call_is_told_of_for_itself() -> None:
    found = to_tell(of(GARDEN, replace(GARDEN, name="Un autre", opens=at("2031-04-01"))), SPRING)
    assert [(notice.call.name, notice.milestone) for notice in found] == [("Un jardin", OPENS), ("Un autre", OPENS)]


# --- a call that its page says to be open


def test_a_call_without_an_opening_day_is_told_of_as_soon_as_it_is_open() -> None:
    (opening,) = of(FLAGGED)
    assert opening.due is None
    assert is_due(opening, SPRING)
    assert told(FLAGGED, "2031-04-10T12:00") == [OPENS]
    assert told(FLAGGED, "2031-04-10T20:00") == []


def test_a_call_whose_opening_nobody_wrote_is_told_of_only_when_it_closes() -> None:
    call = replace(GARDEN, opens=None)
    assert told(call, "2031-04-10T12:00") == []
    assert told(call, "2031-05-14T12:00") == [TOMORROW]


def test_a_page_that_says_closed_tells_nothing() -> None:
    for call in (replace(FLAGGED, declared_open=False), replace(GARDEN, declared_open=False)):
        assert all(told(call, f"2031-{day}T10:00") == [] for day in ("03-03", "04-10", "05-07", "05-14"))
    assert not is_due(of(replace(FLAGGED, declared_open=False))[0], SPRING)
    assert list(due(replace(GARDEN, declared_open=False))) == [OPENS]


def test_an_opening_without_a_day_ends_with_the_call_so_that_the_next_is_told() -> None:
    opened, closed = of(FLAGGED)[0], of(replace(FLAGGED, declared_open=False))[0]
    assert opened.key == closed.key
    assert (has_ended(opened, SPRING), has_ended(closed, SPRING)) == (False, True)
    passed = of(replace(FLAGGED, closes=at("2031-04-01T23:59")))
    assert [has_ended(notice, SPRING) for notice in passed] == [True, False, False]


def test_what_has_a_day_of_its_own_never_ends() -> None:
    assert not any(has_ended(notice, at("2032-01-05T10:00")) for notice in of(GARDEN))


# --- whose calls


@pytest.mark.parametrize(
    ("reader", "expected"),
    [("habitants", [None, "habitants"]), (None, [None, "habitants", "écoles"]), ("élus", [None])],
)
def test_only_the_calls_of_the_folders_own_readers_are_told_of(reader: str | None, expected: Sequence[str | None]) -> None:
    calls = [replace(GARDEN, audience=audience) for audience in (None, "habitants", "écoles")]
    assert [notice.call.audience for notice in to_tell(of(*calls, audience=reader), SPRING)] == expected


# --- what a notice is known by


def test_each_notice_of_each_call_has_a_key_of_its_own() -> None:
    others = (replace(GARDEN, name="Un autre"), replace(GARDEN, page="autre.md"))
    keys = [notice.key for notice in of(GARDEN, *others)]
    assert len(set(keys)) == len(keys) == 9
    assert all(len(key) == 64 for key in keys)


def test_a_call_put_off_is_told_of_again() -> None:
    before, after = of(GARDEN), of(closing("2031-06-20"))
    assert before[0].key == after[0].key
    assert not {notice.key for notice in before[1:]} & {notice.key for notice in after[1:]}
    assert of(replace(GARDEN, opens=at("2031-03-10")))[0].key != before[0].key


def test_another_hour_of_the_same_day_is_not() -> None:
    assert [notice.key for notice in of(replace(GARDEN, closes=at("2031-05-15T12:00")))] == [
        notice.key for notice in of(GARDEN)
    ]


def test_nothing_is_told_of_a_call_whose_page_cannot_be_read() -> None:
    refused = (RefusedPage(GARDEN.page, may_tell_of_call=True),)
    assert notices(KnowledgeBase((), (GARDEN,), refused=refused)) == ()
