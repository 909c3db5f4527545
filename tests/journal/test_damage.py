"""A damaged journal is set aside whole, what can be read of it is taken over, and the bot goes on."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from eig_bot.config import Settings
from eig_bot.errors import DamagedError, InputError, JournalError
from eig_bot.journal.file_database import FILE, FileDatabase
from eig_bot.journal.journal import Journal
from eig_bot.journal.repository import new_id
from eig_bot.journal.set_aside import MARK, all_set_aside
from eig_bot.journal.tables import metadata, questions
from eig_bot.messages import journal as messages
from tests.garden import SPRING
from tests.waiting import wait_until

from .conftest import OTHER, SECRET, USER, Opened, ask, at_minute, live, open_journal, rows
from .damage import (
    raw_files,
    spoil_all,
    spoil_first_page,
    spoil_header,
    spoil_middle,
    truncate,
    zero_all,
)

QUESTIONS = 600
Spoil = Callable[[Path], None]
DAMAGES = (truncate, spoil_header, spoil_first_page, spoil_middle, spoil_all, zero_all)


@pytest.fixture
def database() -> None:
    """A journal that is a file."""


def fill(data: Path, *, is_written_anew: bool = False) -> Path:
    """Write a journal of some hundred questions, and of all else that one person can do; return its file."""
    with closing(open_journal(data)) as journal:
        live(journal, USER, "r1")
        row = {"at": SPRING, "asker": journal.keys.hashed(OTHER), "surface": "dm", "kind": "answer", "confidence": 0.5}
        for begin in range(0, QUESTIONS, 10):  # as they come: in many transactions
            texts = [f"où jardiner ? ({number}) " + "…" * (number % 90) for number in range(begin, begin + 10)]
            with journal.database.begin() as connection:
                added = [{**row, "id": new_id(), "thread": new_id(), "text": text, "latency_ms": 3} for text in texts]
                connection.execute(insert(questions), added)
        if is_written_anew:
            with journal.database.begin() as connection:
                journal.database.note_deletion(connection, of_a_person=True)
            assert journal.database.erase()
    return data / FILE


def taken_over(journal: Journal) -> int:
    return len(rows(journal, questions))


# --- at the start


@pytest.mark.parametrize("spoil_it", DAMAGES)
def test_a_bot_starts_with_a_damaged_journal_which_is_set_aside_whole(data: Path, spoil_it: Spoil) -> None:
    path = fill(data)
    spoil_it(path)
    damaged = path.read_bytes()
    with closing(open_journal(data)) as journal:
        ask(journal, "une nouvelle question")
        assert "une nouvelle question" in journal.questions.last_of(USER, 5)
        (aside,) = all_set_aside(path)
        assert aside.read_bytes() == damaged
        assert aside.name == f"{FILE}{MARK}2031-04-10-100000"
        assert stat.S_IMODE(aside.stat().st_mode) == stat.S_IMODE(path.stat().st_mode) == 0o600
        assert journal.database.notes == (f"the journal was damaged: it is set aside as {aside.name}",)
    assert {found.name for found in data.iterdir()} == {FILE, aside.name}


@pytest.mark.parametrize(
    ("spoil_it", "at_least"), {truncate: 100, spoil_header: QUESTIONS, spoil_first_page: QUESTIONS, spoil_middle: 500}.items()
)
@pytest.mark.parametrize("is_written_anew", [False, True])
def test_what_can_be_read_is_taken_over(data: Path, spoil_it: Spoil, at_least: int, *, is_written_anew: bool) -> None:
    path = fill(data, is_written_anew=is_written_anew)
    spoil_it(path)
    with closing(open_journal(data)) as journal:
        assert at_least <= taken_over(journal) <= QUESTIONS + 1
        numbers = [row["number"] for row in rows(journal, questions)]
        assert numbers == sorted(set(numbers))
        ask(journal, "une nouvelle question", minutes=QUESTIONS)
        assert journal.questions.last_of(USER, 5)[0] == "une nouvelle question"


def test_all_of_every_table_is_taken_over_where_the_header_alone_is_lost(data: Path) -> None:
    path = fill(data)
    with closing(open_journal(data)) as journal:
        before = {table.name: rows(journal, table) for table in metadata.sorted_tables}
    spoil_header(path)
    with closing(open_journal(data)) as journal:
        assert {table.name: rows(journal, table) for table in metadata.sorted_tables} == before


def test_what_was_still_beside_the_file_is_taken_over_and_set_aside_too(data: Path, tmp_path: Path) -> None:
    with closing(open_journal(tmp_path / "avant")) as journal:
        live(journal, USER, "r1")
        data.mkdir()
        for path in (tmp_path / "avant").glob(f"{FILE}-wal"):
            shutil.copy(path, data)
    (data / FILE).touch()
    with closing(open_journal(data)) as found:
        assert taken_over(found) == 1
    (aside,) = all_set_aside(data / FILE)
    assert {path.name for path in data.iterdir()} == {FILE, aside.name, f"{aside.name}-wal"}


def test_an_empty_file_is_a_journal_to_be_made(data: Path) -> None:
    data.mkdir()
    (data / FILE).touch()
    open_journal(data).close()
    assert all_set_aside(data / FILE) == ()


def test_rows_such_as_the_bot_never_writes_are_not_taken_over(data: Path) -> None:
    path = fill(data)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE questions SET at = 'avant-hier' WHERE number % 4 = 0")
        other.execute("UPDATE questions SET text = CAST(x'ff' AS TEXT) WHERE number % 4 = 1")
        other.execute("UPDATE questions SET id = id || id WHERE number % 4 = 2")
    spoil_header(path)
    with closing(open_journal(data)) as journal:
        assert {row["number"] % 4 for row in rows(journal, questions)} == {3}


def test_a_damaged_journal_of_before_is_brought_up_to_date(data: Path) -> None:
    path = fill(data)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.executescript(
            "DROP INDEX ix_events_author; ALTER TABLE events DROP COLUMN author; DROP TABLE forgotten;"
            "DROP TABLE knowledge_trees; DROP TABLE models; DROP TABLE outbox;"
            "UPDATE alembic_version SET version_num = '0002';"
        )
    spoil_middle(path)
    with closing(open_journal(data)) as journal:
        assert taken_over(journal) > 400
        journal.people.forget(USER)


# --- while it is in use


def begin_again(action: Callable[[], object]) -> bool:
    try:
        action()
    except JournalError:
        return False
    return True


def test_damage_that_is_found_later_is_mended_meanwhile(journal: Journal, data: Path) -> None:
    fill(data)
    journal.close()
    spoil_middle(data / FILE)
    with pytest.raises(DamagedError):
        list(journal.people.export())
    wait_until(lambda: begin_again(lambda: ask(journal, "une nouvelle question")))
    assert len(all_set_aside(data / FILE)) == 1
    assert len(list(journal.people.export())) > 400


def test_a_text_that_is_none_any_more_is_damage_too(journal: Journal, data: Path) -> None:
    ask(journal, "eau")
    asked = ask(journal, "terre")
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as other:
        other.execute("UPDATE questions SET text = CAST(x'ff' AS TEXT) WHERE id = ?", (asked,))
    with pytest.raises(DamagedError):
        journal.questions.last_of(USER, 5)
    wait_until(lambda: begin_again(lambda: journal.questions.last_of(USER, 5)))
    assert journal.questions.last_of(USER, 5) == ("eau",)


def test_of_two_bots_one_mends_and_the_other_uses_what_it_made(journal: Journal, opened: Opened, data: Path) -> None:
    other = opened()
    fill(data)
    for each in (journal, other):
        each.close()
    spoil_middle(data / FILE)
    for each in (journal, other):
        begin_again(lambda each=each: list(each.people.export()))  # type: ignore[misc]  # mypy cannot infer the default
    for each in (journal, other):
        wait_until(lambda each=each: begin_again(lambda: ask(each, "une nouvelle question")))  # type: ignore[misc]  # likewise
    assert len(all_set_aside(data / FILE)) == 1
    assert journal.questions.last_of(USER, 5) == other.questions.last_of(USER, 5)
    assert journal.people.kept_about(USER) == other.people.kept_about(USER)


# --- commands


def test_a_command_says_what_to_do_and_changes_nothing(data: Path) -> None:
    path = fill(data)
    spoil_header(path)
    before = raw_files(data)
    with pytest.raises(InputError) as raised:
        Journal.existing(Settings(knowledge=data, data=data, secret_key=SECRET))
    assert str(raised.value) == messages.damaged_journal(str(path))
    assert raw_files(data) == before


def test_a_command_that_finds_damage_later_changes_nothing_either(data: Path) -> None:
    path = fill(data)
    spoil_middle(path)
    with closing(FileDatabase.open(path, mends=False)) as database, pytest.raises(DamagedError), database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM questions").all()
    assert all_set_aside(path) == ()


# --- how long it is kept


@pytest.mark.parametrize(("minutes", "count"), [(60 * 24 * 29, 2), (60 * 24 * 31, 0)])
def test_it_is_deleted_with_what_is_beside_it_after_the_retention(data: Path, minutes: float, count: int) -> None:
    path = fill(data)
    spoil_all(path)
    with closing(open_journal(data)) as journal:
        (data / f"{all_set_aside(path)[0].name}-wal").touch()
        at_minute(journal, minutes).purge(timedelta(days=30))
        assert len(list(data.glob(f"*{MARK}*"))) == count


def test_it_is_deleted_whole_once_somebody_is_forgotten(data: Path) -> None:
    path = fill(data)
    spoil_middle(path)
    with closing(open_journal(data)) as journal:
        journal.people.forget(USER)
        assert all_set_aside(path) == ()
        assert b"Une parcelle pour" not in raw_files(data)
        assert b"jardiner" in raw_files(data)


def test_two_that_are_set_aside_at_once_have_two_names(data: Path) -> None:
    path = fill(data)
    for _ in range(2):
        spoil_header(path)
        open_journal(data).close()
    names = [found.name.removeprefix(f"{FILE}{MARK}") for found in all_set_aside(path)]
    assert names == ["2031-04-10-100000", "2031-04-10-100000-2"]


def test_where_files_have_one_name_only_it_is_moved(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    path = fill(data)
    spoil_header(path)
    monkeypatch.setattr(os, "link", refuse)
    with closing(open_journal(data)) as journal:
        assert taken_over(journal) == QUESTIONS + 1
    assert len(all_set_aside(path)) == 1
