"""A journal as a whole: how it is opened, what is too old for it, and its clock."""

from datetime import timedelta
from pathlib import Path

import pytest

from eig_bot.clock import utc_now
from eig_bot.config import Settings
from eig_bot.errors import InputError, SettingsError
from eig_bot.journal.claims import CLAIMS_LAST, UNTIL_RELEASED
from eig_bot.journal.events import Event
from eig_bot.journal.journal import Journal
from eig_bot.journal.people import Kept
from eig_bot.journal.tables import metadata
from eig_bot.journal.usage import Period
from eig_bot.messages import journal as messages
from eig_bot.messages import settings as settings_messages
from tests.garden import SPRING

from .conftest import SECRET, USER, ask, at_minute, later, live, rows

RETENTION = timedelta(days=180)
HALF_A_YEAR = RETENTION / timedelta(minutes=1)


# --- opened


def settings(data: Path, secret: str | None = SECRET, database: str | None = None) -> Settings:
    return Settings(knowledge=data, data=data, secret_key=secret, database_url=database)


@pytest.mark.parametrize("secret", [SECRET, None])
def test_a_bot_finds_its_journal_again(data: Path, database: str | None, secret: str | None) -> None:
    before = Journal.of(settings(data, secret, database))
    before.subscriptions.add(USER, ())
    before.close()
    after = Journal.existing(settings(data, secret, database))
    assert [each.user for each in after.subscriptions.to_tell("o")] == [USER]
    after.close()


def test_a_command_makes_no_journal(data: Path) -> None:
    with pytest.raises(InputError, match="pas encore de journal") as refused:
        Journal.existing(settings(data))
    assert str(refused.value) == messages.no_journal_yet(str(data))
    assert not data.exists()


def test_a_url_of_something_else_is_refused(data: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        Journal.of(settings(data, database="une base, quelque part"))
    assert str(refused.value) == settings_messages.BAD_DATABASE_URL


def test_the_clock_is_the_real_one_unless_another_is_handed_in(data: Path) -> None:
    journal = Journal.of(settings(data))
    assert journal.now is utc_now
    journal.close()


def test_what_was_asked_in_a_period_is_counted(journal: Journal) -> None:
    for text in ("des ruches ?", "des poules ?"):
        ask(journal, text, kind="no_answer", minutes=-1)
    week = Period.last(SPRING, 7)
    assert len(journal.usage(week).unanswered) == 2
    assert len(journal.usage(week, wordings=1).unanswered) == 1


# --- too old


def test_what_is_older_than_the_retention_is_deleted_with_what_belongs_to_it(journal: Journal) -> None:
    live(journal, USER, "r1")
    ask(journal, "eau", minutes=2)
    assert at_minute(journal, HALF_A_YEAR - 1).purge(RETENTION) == 0
    assert journal.people.kept_about(USER) == Kept(2, 2, 1, is_subscribed=True)
    assert at_minute(journal, HALF_A_YEAR + 1).purge(RETENTION) == 2
    assert journal.people.kept_about(USER) == Kept(1, 0, 0, is_subscribed=True)
    assert rows(journal, metadata.tables["choices"]) == []
    assert journal.questions.last_of(USER, 5) == ("eau",)


def test_who_was_told_what_outlives_the_retention(journal: Journal) -> None:
    live(journal, USER, "r1")
    at_minute(journal, 10 * HALF_A_YEAR).purge(RETENTION)
    assert [each.user for each in journal.subscriptions.to_tell("c")] == [USER]
    assert journal.subscriptions.to_tell("o") == []


def test_claims_that_have_expired_are_deleted_whatever_the_retention(journal: Journal) -> None:
    for name, minutes in (("a", 0), ("b", 1)):
        at_minute(journal, minutes).claims.take(name)
    at_minute(journal, CLAIMS_LAST / timedelta(minutes=1) + 0.1).purge(RETENTION)
    assert [row["at"] for row in rows(journal, metadata.tables["claims"])] == [later(1)]


def test_what_holds_until_it_is_released_and_events_of_the_last_days_stay(journal: Journal) -> None:
    journal.claims.take(f"{UNTIL_RELEASED}a")
    journal.events.take(Event("Ev1", {}), "a")
    young = CLAIMS_LAST / timedelta(minutes=1) - 1
    at_minute(journal, young).events.take(Event("Ev2", {}), "a")
    at_minute(journal, young + 2).purge(RETENTION)
    assert [row["name"] for row in rows(journal, metadata.tables["claims"])] == [f"{UNTIL_RELEASED}a"]
    assert [row["id"] for row in rows(journal, metadata.tables["events"])] == ["Ev2"]
