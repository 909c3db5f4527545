"""Events: each answered by one process, taken over by another when that one is silent, and not for ever."""

import pytest

from eig_bot.journal.events import PATIENCE, TRIES, Event
from eig_bot.journal.journal import Journal
from eig_bot.journal.tables import events as table

from .conftest import OTHER_SECRET, Opened, at_minute, at_once, later, rows

EVENT = Event("Ev1", {"event": {"text": "où jardiner à Clairval ?"}})
MINE, THEIRS = "un dossier", "un autre dossier"
LATE = PATIENCE.total_seconds() / 60 + 0.1
"""Minutes after which an event is abandoned."""


def abandoned(journal: Journal, minutes: float) -> list[str]:
    return [event.id for event in at_minute(journal, minutes).events.abandoned()]


# --- taken


def test_the_first_process_takes_an_event_and_no_other_does(journal: Journal, opened: Opened) -> None:
    assert journal.events.take(EVENT, MINE)
    assert not journal.events.take(EVENT, MINE)
    assert not opened().events.take(EVENT, THEIRS)


def test_of_processes_that_take_an_event_at_once_one_does(journal: Journal, opened: Opened) -> None:
    other = opened()
    takes = [lambda: journal.events.take(EVENT, MINE), lambda: other.events.take(EVENT, THEIRS)] * 3
    assert at_once(takes).count(True) == 1


def test_what_an_event_said_is_sealed_and_erased_once_it_is_answered(journal: Journal) -> None:
    journal.events.take(EVENT, MINE)
    assert "Clairval" not in str(rows(journal, table))
    at_minute(journal, 1).events.answered(EVENT.id, MINE)
    (row,) = rows(journal, table)
    assert (row["sealed_body"], row["answered_at"]) == (None, later(1))


def test_an_event_that_was_answered_while_the_database_was_away_is_not_taken_any_more(journal: Journal) -> None:
    journal.events.answered(EVENT.id, MINE)
    assert not journal.events.take(EVENT, THEIRS)
    assert not journal.events.take_back(EVENT, MINE)
    assert abandoned(journal, LATE) == []


# --- taken over


def test_an_event_that_stays_unanswered_is_abandoned_after_a_while_with_what_it_said(journal: Journal) -> None:
    journal.events.take(EVENT, MINE)
    assert abandoned(journal, LATE - 0.2) == []
    assert at_minute(journal, LATE).events.abandoned() == [EVENT]


def test_the_events_taken_first_come_first(journal: Journal) -> None:
    for minutes, name in ((2, "Ev2"), (1, "Ev1"), (3, "Ev3")):
        at_minute(journal, minutes).events.take(Event(name, {}), MINE)
    assert abandoned(journal, 3 + LATE) == ["Ev1", "Ev2", "Ev3"]


def test_a_process_that_says_that_it_is_still_at_it_is_left_in_peace(journal: Journal) -> None:
    for name in ("Ev1", "Ev2"):
        journal.events.take(Event(name, {}), MINE)
    at_minute(journal, LATE).events.still_at(["Ev1", "Ev9"])
    assert abandoned(journal, LATE + 0.1) == ["Ev2"]


def test_one_alone_takes_over_what_was_abandoned(journal: Journal, opened: Opened) -> None:
    journal.events.take(EVENT, MINE)
    assert not journal.events.take_over(EVENT, THEIRS)
    one, other = at_minute(journal, LATE), at_minute(opened(), LATE)
    takes = [lambda: one.events.take_over(EVENT, THEIRS), lambda: other.events.take_over(EVENT, MINE)] * 2
    assert at_once(takes).count(True) == 1
    assert rows(journal, table)[0]["tries"] == 2
    assert abandoned(journal, LATE + 0.1) == []


def test_an_event_is_not_taken_for_ever(journal: Journal) -> None:
    journal.events.take(EVENT, MINE)
    taken = [at_minute(journal, number * LATE).events.take_over(EVENT, THEIRS) for number in range(1, TRIES + 1)]
    assert taken == [True] * (TRIES - 1) + [False]
    assert not journal.events.take_back(EVENT, THEIRS)
    assert abandoned(journal, (TRIES + 1) * LATE) == []


def test_a_clock_that_is_set_back_abandons_what_was_taken_in_its_future(journal: Journal) -> None:
    at_minute(journal, 60).events.take(EVENT, MINE)
    assert abandoned(journal, 0) == [EVENT.id]
    assert journal.events.take_over(EVENT, THEIRS)


# --- taken back


@pytest.mark.parametrize(("owner", "is_given"), [(MINE, True), (THEIRS, False)])
def test_a_data_folder_takes_back_at_once_what_its_last_process_left(journal: Journal, owner: str, *, is_given: bool) -> None:
    journal.events.take(EVENT, MINE)
    assert journal.events.take_back(EVENT, owner) == is_given


def test_nobody_takes_back_what_another_one_has_taken_over(journal: Journal) -> None:
    journal.events.take(EVENT, MINE)
    at_minute(journal, LATE).events.take_over(EVENT, THEIRS)
    assert not journal.events.take_back(EVENT, MINE)


def test_under_another_secret_nothing_is_taken_over(journal: Journal, opened: Opened) -> None:
    journal.events.take(EVENT, MINE)
    assert abandoned(opened(OTHER_SECRET), LATE) == []
