"""Nothing of what was deleted is left in any file of the data folder, while the bot runs and after."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from eig_bot.journal.erasing import DAY, OF_A_PERSON, OLD, SHARE, Eraser
from eig_bot.journal.file_database import FILE
from eig_bot.journal.journal import Journal
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import requests
from tests.garden import SPRING

from .conftest import OTHER, TEAM, USER, Opened, ask, at_minute, judged, rows
from .damage import raw_files, read_by_another

RETENTION = timedelta(days=30)
MARK, KEPT = "zibeline", "hermine"


@pytest.fixture
def database() -> None:
    """A journal that is a file: what a server's files hold is out of reach."""


def write_much(journal: Journal, *, minutes: float, user: str, mark: str) -> None:
    """Write texts of all lengths into all tables that hold any, in an order that moves rows from page to page."""
    rng = random.Random(1)  # noqa: S311 - a test that can be repeated
    for number in range(120):
        words = f"{mark}{number:04} " * rng.choice((1, 4, 20, 90, 200))
        asked = ask(journal, words, minutes=minutes, user=user)
        journal.feedback.judge(judged(asked, user), is_good=False)
        journal.feedback.explain(judged(asked, user), "wrong", words)
        request = Asking(f"{mark}{number:04}", words, Recipient(user), asked)
        journal.requests.add(request)
        journal.requests.posted(request.id, "1.2")
        if number % 3 == 0:
            ask(journal, f"{KEPT}{number:04} " * rng.choice((1, 30)), minutes=minutes + 60 * 24 * 40, user=OTHER)


def test_what_somebody_wrote_is_in_no_file_once_they_are_forgotten(journal: Journal, data: Path) -> None:
    write_much(journal, minutes=0, user=USER, mark=MARK)
    assert MARK.encode() in raw_files(data)
    journal.people.forget(USER)
    assert MARK.encode() not in raw_files(data)
    assert KEPT.encode() in raw_files(data)
    journal.close()
    assert MARK.encode() not in raw_files(data)


def test_what_is_too_old_is_in_no_file_once_it_is_purged(journal: Journal, data: Path) -> None:
    write_much(journal, minutes=0, user=USER, mark=MARK)
    assert at_minute(journal, 60 * 24 * 31).purge(RETENTION) == 240
    assert MARK.encode() not in raw_files(data)
    assert KEPT.encode() in raw_files(data)


def test_a_reader_delays_that_until_the_next_purge_at_most(journal: Journal, data: Path) -> None:
    write_much(journal, minutes=0, user=USER, mark=MARK)
    with read_by_another(data / FILE):
        journal.people.forget(USER)
        assert MARK.encode() in raw_files(data)
    journal.purge(RETENTION)
    assert MARK.encode() not in raw_files(data)


def test_a_process_that_was_killed_meanwhile_leaves_it_to_the_next_one(journal: Journal, opened: Opened, data: Path) -> None:
    write_much(journal, minutes=0, user=USER, mark=MARK)
    with journal.database.begin() as connection:
        for table in ("feedback", "requests", "questions"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own tables
        journal.database.note_deletion(connection, of_a_person=True)
    opened().purge(RETENTION)
    assert MARK.encode() not in raw_files(data)


@pytest.mark.parametrize("seed", range(8))
def test_pieces_of_rows_that_sqlite_has_moved_are_gone_too(journal: Journal, data: Path, seed: int) -> None:
    """With SQLite 3.40, the first of these files holds such pieces until it is written anew."""
    rng = random.Random(seed)  # noqa: S311 - a test that can be repeated
    with journal.database.begin() as connection:
        execute = connection.exec_driver_sql
        for number in range(800):
            words, row = f"<{MARK}{number:05}>", (rng.randbytes(16).hex(), SPRING.isoformat(" "), "p")
            texts = words * rng.choice((1, 4, 20, 60, 200)), words * 40
            execute("INSERT INTO requests (id, at, asker, text, sealed_text) VALUES (?, ?, ?, ?, ?)", (*row, *texts))
            if rng.random() < 0.8:
                execute("UPDATE requests SET sealed_text = NULL WHERE rowid = ?", (rng.randrange(1, number + 2),))
            if rng.random() < 0.3:
                execute("DELETE FROM requests WHERE rowid = ?", (rng.randrange(1, number + 2),))
        execute("DELETE FROM requests WHERE rowid % 10 != 0")
        execute("UPDATE requests SET text = 'hermine', sealed_text = NULL")
        journal.database.note_deletion(connection, of_a_person=True)
    assert journal.database.erase()
    assert MARK.encode() not in raw_files(data)


def test_a_reply_of_the_team_is_in_no_file_once_it_is_delivered(journal: Journal, data: Path) -> None:
    journal.requests.add(Asking("r1", "une parcelle ?", Recipient(USER)))
    journal.requests.answer("r1", TEAM, "Oui.")
    sealed = str(rows(journal, requests)[0]["sealed_reply"])
    journal.requests.delivered("r1")
    journal.purge(RETENTION)
    assert sealed.encode() not in raw_files(data)


# --- how often


class Clock:
    """Tells seconds, each time so many more."""

    def __init__(self) -> None:
        self.seconds, self.step = 0.0, 0.0

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


@pytest.mark.parametrize(("kind", "soon"), [(OF_A_PERSON, SHARE * 3), (OLD, DAY)])
def test_a_large_file_is_not_written_anew_all_the_time(journal: Journal, kind: int, soon: float) -> None:
    clock = Clock()
    eraser = Eraser(clock)

    def erased() -> bool:
        with journal.database.begin() as connection:
            eraser.note(connection, of_a_person=kind == OF_A_PERSON)
        engine = journal.database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            return eraser.erase(connection)

    clock.step = 3
    assert erased()
    clock.step = 0
    clock.seconds += soon - 1
    assert not erased()
    clock.seconds += 2
    assert erased()
