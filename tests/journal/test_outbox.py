"""What was accepted waits until the forge has it, over every stop, with the decision that it came from."""

from dataclasses import replace
from datetime import timedelta

from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.journal.outbox import Hindrance, OutboxEntry
from eig_bot.journal.tables import outbox as table
from eig_bot.journal.tables import team_acts

from .conftest import PASSAGE, TEAM, Opened, at_minute, later, rows

RETENTION = timedelta(days=180)
HALF_A_YEAR = RETENTION / timedelta(minutes=1)
FIRST = OutboxEntry("0a1b", "parcelle.md", PASSAGE, "combien de temps pour une parcelle")
SECOND = OutboxEntry("2c3d", "hors-sujet.yml", None, "quel temps fait-il")


def both(journal: Journal) -> Journal:
    journal.outbox.add(FIRST, Decision.ACCEPTED, by=TEAM)
    at_minute(journal, 1).outbox.add(SECOND, Decision.OFF_TOPIC)
    return journal


def test_what_was_accepted_first_comes_first_also_after_a_stop(journal: Journal, opened: Opened) -> None:
    both(journal).close()
    assert opened().outbox.all() == [replace(FIRST, at=later(0)), replace(SECOND, at=later(1))]


def test_the_decision_and_who_made_it_are_kept_with_it(journal: Journal) -> None:
    assert both(journal).lessons.decided() == {"0a1b", "2c3d"}
    (act,) = rows(journal, team_acts)
    assert (act["actor"], act["act"], act["page"]) == (journal.keys.hashed(TEAM), "accepted", "parcelle.md")


def test_what_is_accepted_twice_is_there_once(journal: Journal, opened: Opened) -> None:
    both(journal)
    opened().outbox.add(FIRST, Decision.ACCEPTED)
    assert [entry.name for entry in journal.outbox.all()] == ["0a1b", "2c3d"]


def test_what_has_arrived_is_gone_and_stays_decided(journal: Journal) -> None:
    both(journal).outbox.settle(["0a1b"])
    assert [entry.name for entry in journal.outbox.all()] == ["2c3d"]
    assert journal.lessons.decided() == {"0a1b", "2c3d"}


def test_what_fits_no_more_is_to_be_decided_again(journal: Journal) -> None:
    both(journal).outbox.take_back(["0a1b"])
    assert [entry.name for entry in journal.outbox.all()] == ["2c3d"]
    assert journal.lessons.decided() == {"2c3d"}


def test_what_was_in_the_way_is_known_until_it_is_on_the_forge(journal: Journal) -> None:
    both(journal).outbox.hindered(["0a1b", "2c3d"], Hindrance.NOT_ALLOWED)
    assert {entry.hindrance for entry in journal.outbox.all()} == {Hindrance.NOT_ALLOWED}
    at_minute(journal, 2).outbox.propose(["0a1b"], "eig-bot/2031-04-10", "https://forge.example/1")
    first, second = journal.outbox.all()
    assert (first.branch, first.address, first.hindrance) == ("eig-bot/2031-04-10", "https://forge.example/1", None)
    assert (second.branch, second.hindrance, second.tried_at) == (None, Hindrance.NOT_ALLOWED, later(1))


def test_what_waits_too_long_is_deleted_like_the_question_that_it_was(journal: Journal) -> None:
    both(journal)
    at_minute(journal, HALF_A_YEAR - 1).purge(RETENTION)
    assert len(rows(journal, table)) == 2
    assert at_minute(journal, HALF_A_YEAR + 2).purge(RETENTION) == 0
    assert rows(journal, table) == []
