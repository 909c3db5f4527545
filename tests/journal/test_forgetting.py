"""What somebody had under way when they wanted to be forgotten is not kept, nor answered, whoever comes to it later."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from eig_bot.journal.claims import CLAIMS_LAST
from eig_bot.journal.events import Event
from eig_bot.journal.forgetting import author_of, is_of, sent_at
from eig_bot.journal.journal import Journal
from eig_bot.journal.questions import Question
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import claims, events, forgotten
from tests.fake_slack import dm

from .conftest import OTHER, USER, Opened, at_minute, later, rows

FOLDER = "un dossier"
LATE = 2
"""Minutes after which an event is abandoned."""


def event(name: str, user: str = USER, ts: float = 1_700_000_000) -> Event:
    return Event(name, dm("où jardiner ?", user=user, ts=f"{ts:.6f}", event_id=name))


def question(journal: Journal, minutes: float, user: str = USER) -> Question:
    asked = Question("q1", later(minutes), journal.keys.hashed(user), "dm", "où jardiner ?", "answer", None, 0.5, 3)
    return replace(asked, id=f"{user}{minutes}")


# --- events


def test_an_event_under_way_is_erased_and_nobody_answers_it_any_more(journal: Journal, opened: Opened) -> None:
    for name, user in (("Ev1", USER), ("Ev2", OTHER)):
        journal.events.take(event(name, user), FOLDER)
    journal.people.forget(USER)
    other = at_minute(opened(), LATE)
    assert [found.id for found in other.events.abandoned()] == ["Ev2"]
    assert not other.events.take(event("Ev1"), FOLDER)
    assert not other.events.take_back(event("Ev1"), FOLDER)
    assert [journal.events.is_settled(name) for name in ("Ev1", "Ev2", "Ev3")] == [True, False, False]
    mine = next(row for row in rows(journal, events) if row["id"] == "Ev1")
    assert (mine["sealed_body"], mine["author"]) == (None, None)


def test_an_event_that_was_taken_before_its_author_was_written_beside_it_is_found_by_what_is_sealed(journal: Journal) -> None:
    for name, user in (("Ev1", USER), ("Ev2", OTHER)):
        journal.events.take(event(name, user), FOLDER)
    with journal.database.begin() as connection:
        connection.execute(update(events).values(author=None))
    journal.people.forget(USER)
    assert [found.id for found in at_minute(journal, LATE).events.abandoned()] == ["Ev2"]


def test_a_question_under_way_is_counted_once_as_kept_until_it_is_answered(journal: Journal) -> None:
    journal.events.take(event("Ev1"), FOLDER)
    counted = [journal.people.kept_about(USER).questions]
    journal.questions.record(replace(question(journal, 0), id=journal.questions.id_of("Ev1")))
    counted.append(journal.people.kept_about(USER).questions)
    journal.events.answered("Ev1", FOLDER)
    assert [*counted, journal.people.kept_about(USER).questions, journal.people.kept_about(OTHER).questions] == [1, 1, 1, 0]


def test_whose_an_event_was_is_no_longer_kept_once_it_is_answered(journal: Journal) -> None:
    journal.events.take(event("Ev1"), FOLDER)
    journal.events.answered("Ev1", FOLDER)
    assert rows(journal, events)[0]["author"] is None
    before = rows(journal, events)
    journal.people.forget(USER)
    assert rows(journal, events) == before


@pytest.mark.parametrize(("sent", "is_taken"), [(-1, False), (1, True)])
def test_what_slack_sends_late_is_taken_only_when_it_was_written_since(
    journal: Journal, sent: float, *, is_taken: bool
) -> None:
    journal.people.forget(USER, slack_at=1_700_000_000)
    late = event("Ev1", ts=1_700_000_000 + sent)
    assert journal.events.take(late, FOLDER) == is_taken
    assert journal.events.is_settled("Ev1") != is_taken
    assert journal.events.take(event("Ev2", OTHER), FOLDER)


# --- questions


def test_a_question_that_another_bot_keeps_too_late_is_not_kept(journal: Journal, opened: Opened) -> None:
    at_minute(journal, 5).people.forget(USER)
    other = at_minute(opened(), 7)
    for asked in (question(other, 4), question(other, 6), question(other, 4, OTHER)):
        other.questions.record(asked)
    assert [
        other.questions.text_of(f"{user}{minutes}") is not None for user, minutes in ((USER, 4), (USER, 6), (OTHER, 4))
    ] == [
        False,
        True,
        True,
    ]


# --- what is left of it


def test_that_somebody_wanted_to_be_forgotten_is_under_no_name_of_theirs_and_for_two_weeks(journal: Journal) -> None:
    journal.people.forget(USER)
    ((name, *_),) = [row.values() for row in rows(journal, forgotten)]
    assert name not in {USER, journal.keys.hashed(USER)}
    minutes = CLAIMS_LAST / timedelta(minutes=1)
    for after, count in ((minutes - 1, 1), (minutes + 1, 0)):
        at_minute(journal, after).purge(timedelta(days=180))
        assert len(rows(journal, forgotten)) == count


def test_who_was_at_their_requests_is_forgotten_too(journal: Journal) -> None:
    for request, user in (("r1", USER), ("r2", OTHER)):
        journal.requests.add(Asking(request, "une parcelle ?", Recipient(user)))
        journal.claims.take(f"post {request}")
        journal.claims.take(f"deliver {request}")
    journal.people.forget(USER)
    assert {row["name"] for row in rows(journal, claims)} == {"post r2", "deliver r2"}


# --- whose something is


@pytest.mark.parametrize(
    ("body", "author", "at"),
    [
        ({"event": {"user": USER, "ts": "1.5", "event_ts": "2.5"}}, USER, 2.5),
        ({"event": {"user": USER, "ts": "1.5", "edited": {"ts": "9.0"}}}, USER, 9.0),
        ({"event": {"user": {"id": USER}, "ts": 12}}, None, None),
        ({"event": {"ts": "hier", "edited": "9.0"}}, None, None),
        ({"event": [USER]}, None, None),
        ({}, None, None),
    ],
)
def test_an_event_says_whose_it_is_and_when_it_was_written_or_does_not(
    body: Mapping[str, Any], author: str | None, at: float | None
) -> None:
    assert (author_of(body), sent_at(body)) == (author, at)


@pytest.mark.parametrize(
    ("content", "is_mine"),
    [
        ({"question": {"asker": "p1"}}, True),
        ({"question": {"asker": "p2"}}, False),
        ({"event": "Ev1", "body": {"event": {"user": USER}}}, True),
        ({"event": "Ev1", "body": {"event": {"user": OTHER, "text": f"<@{USER}>"}}}, False),
        ({"event": "Ev1", "body": {"event": [{"user": USER}]}}, True),
        ({"event": "Ev1", "body": {"event": [{"user": OTHER}]}}, False),
        ({"answered": "Ev1"}, False),
    ],
    ids=lambda value: json.dumps(value)[:40],
)
def test_what_is_in_the_spool_is_somebodys_or_not(content: Mapping[str, Any], *, is_mine: bool) -> None:
    assert is_of(content, USER, "p1") == is_mine
