"""Copies of a journal, taken and put back while it is in use."""

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from eig_bot.errors import InputError, JournalError
from eig_bot.journal import schema
from eig_bot.journal.backup import back_up, restore
from eig_bot.journal.database import Database
from eig_bot.journal.file_database import FILE, FileDatabase
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.server_database import ServerDatabase
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import journal as messages

from .conftest import OTHER, SECRET, USER, ask, open_journal
from .damage import held, spoil_middle


@pytest.fixture
def database() -> None:
    """A journal that is a file."""


@pytest.mark.parametrize("act", [back_up, restore])
def test_a_server_is_copied_by_its_own_means(tmp_path: Path, act: Callable[[Database, Path], None]) -> None:
    server = ServerDatabase(create_engine("postgresql+psycopg://127.0.0.1/nothing"))
    with pytest.raises(InputError) as refused:
        act(server, tmp_path / "copie.sqlite")
    assert str(refused.value) == messages.BACKUP_OF_A_SERVER


def test_a_copy_made_while_the_journal_is_in_use_is_whole(journal: Journal, tmp_path: Path) -> None:
    ask(journal, "eau")
    copy = tmp_path / "copie"
    copy.mkdir()
    back_up(journal.database, copy / FILE)
    assert stat.S_IMODE((copy / FILE).stat().st_mode) == 0o600
    with pytest.raises(InputError):
        back_up(journal.database, copy / FILE)
    assert list(copy.iterdir()) == [copy / FILE]
    ask(journal, "terre")
    restored = open_journal(copy)
    assert restored.questions.last_of(USER, 5) == ("eau",)
    restored.close()


def test_a_copy_that_cannot_be_written_is_refused_and_leaves_nothing(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "copie" / FILE).mkdir(parents=True)
    for target in (tmp_path / "nulle part" / FILE, tmp_path / "copie" / FILE):
        with pytest.raises(InputError) as raised:
            back_up(journal.database, target)
        assert str(raised.value) == cli_messages.cannot_write(str(target))
    assert [path.name for path in (tmp_path / "copie").iterdir()] == [FILE]
    assert not (tmp_path / "nulle part").exists()


def test_the_journal_itself_is_no_place_for_its_copy(journal: Journal, data: Path) -> None:
    with pytest.raises(InputError) as refused:
        back_up(journal.database, data / "." / FILE)
    assert str(refused.value) == cli_messages.cannot_write(str(data / FILE))


def test_a_copy_that_is_put_back_takes_the_place_of_all_that_came_since(journal: Journal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.sqlite"
    ask(journal, "eau")
    back_up(journal.database, copy)
    ask(journal, "terre")
    restore(journal.database, copy)
    assert journal.questions.last_of(USER, 5) == ("eau",)


def test_a_copy_with_older_tables_is_brought_up_to_date(journal: Journal, tmp_path: Path) -> None:
    copy = tmp_path / "copie.sqlite"
    with closing(sqlite3.connect(copy, isolation_level=None)) as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    restore(journal.database, copy)
    ask(journal, "eau")
    assert journal.questions.last_of(USER, 5) == ("eau",)


def test_a_copy_of_a_newer_bot_or_a_damaged_one_changes_nothing(journal: Journal, tmp_path: Path) -> None:
    newer, damaged = tmp_path / "neuve.sqlite", tmp_path / "abimee.sqlite"
    for number in range(100):
        ask(journal, f"eau {number}")
    for copy in (newer, damaged):
        back_up(journal.database, copy)
    with closing(sqlite3.connect(newer, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    spoil_middle(damaged)
    said = {newer: messages.newer_journal("9999", schema.versions()[0]), damaged: messages.no_backup(str(damaged))}
    for copy, sentence in said.items():
        with pytest.raises(InputError) as refused:
            restore(journal.database, copy)
        assert str(refused.value) == sentence
    assert len(journal.questions.last_of(USER, 200)) == 100


def test_a_journal_that_another_program_holds_is_not_awaited_for_ever(data: Path, tmp_path: Path) -> None:
    journal = Journal.open(data, Keys(SECRET), wait=0.1)
    back_up(journal.database, tmp_path / "copie.sqlite")
    with held(data / FILE), pytest.raises(JournalError, match="held"):
        restore(journal.database, tmp_path / "copie.sqlite", patience=0)
    restore(journal.database, tmp_path / "copie.sqlite")
    journal.close()


def test_who_is_forgotten_while_a_copy_is_made_is_not_in_it(data: Path, tmp_path: Path) -> None:
    """Forgotten right after all was copied, as it comes when a copy takes long."""

    class Busy(FileDatabase):
        reads = 0

        @contextmanager
        def read(self, *, is_long: bool = False) -> Iterator[Connection]:
            with super().read(is_long=is_long) as connection:
                yield connection
            self.reads += 1
            if self.reads == 1:
                journal.people.forget(USER)

    journal = open_journal(data)
    ask(journal, "zibeline")
    ask(journal, "hermine", user=OTHER)
    with closing(Busy(data / FILE)) as busy:
        back_up(busy, tmp_path / "copie.sqlite")
    content = (tmp_path / "copie.sqlite").read_bytes()
    assert (b"zibeline" in content, b"hermine" in content) == (False, True)
    journal.close()


@pytest.mark.parametrize(("seconds", "is_there"), [(300, True), (900, False)])
def test_what_a_killed_copy_has_left_is_deleted_with_what_is_old(
    journal: Journal, data: Path, seconds: float, *, is_there: bool
) -> None:
    draft, place = data / ".abc.tmp", data / ".recovery-abc"
    place.mkdir()
    for path in (draft, place / "journal.sqlite"):
        path.write_bytes(b"zibeline")
    for path in (draft, place / "journal.sqlite", place):
        os.utime(path, (time.time() - seconds, time.time() - seconds))
    journal.purge(timedelta(days=30))
    assert [draft.exists(), place.exists()] == [is_there, is_there]


@pytest.mark.parametrize("content", [None, b"", b"rien de tel", b"SQLite format 3\0"])
def test_what_is_no_copy_changes_nothing(journal: Journal, tmp_path: Path, content: bytes | None) -> None:
    copy = tmp_path / "copie.sqlite"
    ask(journal, "eau")
    if content is not None:
        copy.write_bytes(content)
    with pytest.raises(InputError) as refused:
        restore(journal.database, copy)
    assert str(refused.value) == messages.no_backup(str(copy))
    assert journal.questions.last_of(USER, 5) == ("eau",)
