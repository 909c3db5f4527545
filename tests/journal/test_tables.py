"""The tables as the code uses them: moments keep their instant, people are hashes, what belongs to a row goes with it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, func, insert, select

from eig_bot.clock import PARIS
from eig_bot.journal.events import Event
from eig_bot.journal.journal import Journal
from eig_bot.journal.tables import PERSON, choices, claims, feedback, metadata, notices, questions, subscriptions

from .conftest import USER, ask, at_minute, judged, rows

NOON = datetime(2031, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("zone", [UTC, PARIS, timezone(timedelta(hours=-9, minutes=-30))])
def test_a_moment_is_the_same_instant_whatever_its_zone_and_comes_back_in_utc(journal: Journal, zone: timezone) -> None:
    with journal.database.begin() as connection:
        connection.execute(insert(claims).values(name="a", at=NOON.astimezone(zone)))
    (row,) = rows(journal, claims)
    assert (row["at"], row["at"].tzinfo) == (NOON, UTC)


def test_moments_are_compared_to_the_microsecond(journal: Journal) -> None:
    with journal.database.begin() as connection:
        for name, extra in (("a", 0), ("b", 1)):
            connection.execute(insert(claims).values(name=name, at=NOON + timedelta(microseconds=extra)))
        after = connection.scalars(select(claims.c.name).where(claims.c.at > NOON.astimezone(PARIS))).all()
        last = connection.scalar(select(func.max(claims.c.at)))
    assert (after, last) == (["b"], NOON + timedelta(microseconds=1))


def test_a_moment_that_never_came_is_none(journal: Journal) -> None:
    journal.events.take(Event("Ev1", {}), "a")
    (row,) = rows(journal, metadata.tables["events"])
    assert row["answered_at"] is None


def test_questions_are_in_the_order_in_which_they_came_whatever_the_clock_does(journal: Journal) -> None:
    for minutes, text in ((5, "eau"), (-5, "terre")):
        ask(journal, text, minutes=minutes)
    assert [row["text"] for row in sorted(rows(journal, questions), key=lambda row: row["number"])] == ["eau", "terre"]


def test_what_belongs_to_a_question_or_a_subscription_goes_with_it(journal: Journal) -> None:
    asked = ask(journal)
    journal.feedback.choose(asked, USER, None)
    journal.feedback.judge(judged(asked), is_good=True)
    at_minute(journal, 1).subscriptions.add(USER, ("o",))
    with journal.database.begin() as connection:
        for table in (questions, subscriptions):
            connection.execute(delete(table))
    assert [rows(journal, table) for table in (choices, feedback, notices)] == [[], [], []]


def test_a_person_stands_in_a_table_as_a_keyed_hash_alone(journal: Journal) -> None:
    assert PERSON.length == len(journal.keys.hashed(USER))
    people = {column.name for table in metadata.tables.values() for column in table.columns if column.type is PERSON}
    assert people == {"asker", "chooser", "judge", "handler", "subscriber", "actor", "author"}
