"""Opening a database, what is refused, transactions, and one that is out of reach."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, text

from eig_bot.errors import JournalError, RefusedError, SettingsError
from eig_bot.journal import schema
from eig_bot.journal.database import Database
from eig_bot.journal.file_database import FILE, FileDatabase
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.repository import add
from eig_bot.journal.server_database import LONG_STATEMENT, ServerDatabase
from eig_bot.journal.tables import choices, claims, metadata
from eig_bot.messages import journal as messages
from tests.garden import SPRING
from tests.postgres import Server
from tests.slack.process import free_port

from .conftest import SECRET, USER, Opened, ask, at_once, open_journal

OTHER_TABLES = [table.name for table in reversed(metadata.sorted_tables) if table is not claims]

# --- a file


@pytest.mark.parametrize("name", ["données de l’équipe (n° 1)", "a/b", "50%", "a%20b", "a?b=c", "a#b"])
def test_the_database_stands_in_its_folder_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    open_journal(tmp_path / name).close()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name / FILE]


def test_a_first_start_that_failed_half_way_is_made_again(data: Path) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE claims (name TEXT)")
        assert refused(data)
        connection.execute("DROP TABLE claims")
    journal = open_journal(data)
    ask(journal)
    journal.close()


def test_a_file_is_for_the_eyes_of_its_owner_alone(data: Path) -> None:
    open_journal(data).close()
    assert (data / FILE).stat().st_mode & 0o777 == 0o600


def test_a_file_that_has_come_into_the_place_of_another_is_brought_up_to_date(data: Path) -> None:
    journal = open_journal(data)
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as other:
        other.execute("DROP TABLE claims")
        other.executescript("".join(f"DROP TABLE {table};" for table in ("alembic_version", *OTHER_TABLES)))
    journal.database.was_replaced()
    assert journal.claims.take("a")
    journal.close()


# --- what is refused


def refused(data: Path) -> bool:
    with pytest.raises(SettingsError) as raised:
        open_journal(data)
    return str(raised.value) == messages.no_journal(str(data))


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE questions (words TEXT)")


def content(path: Path) -> object:
    if path.is_dir():
        return list(path.iterdir())
    try:
        with closing(sqlite3.connect(path)) as connection:
            return list(connection.iterdump())
    except sqlite3.DatabaseError:
        return path.read_bytes()


@pytest.mark.parametrize("make", [Path.mkdir, another_programs])
def test_what_is_no_journal_is_refused_and_left_as_it_is(data: Path, make: Callable[[Path], None]) -> None:
    data.mkdir()
    make(data / FILE)
    before = content(data / FILE)
    assert refused(data)
    assert content(data / FILE) == before


def test_a_journal_of_a_newer_bot_is_refused_with_both_versions_and_left_as_it_is(journal: Journal, opened: Opened) -> None:
    with journal.database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError) as raised:
        opened()
    assert str(raised.value) == messages.newer_journal("9999", schema.versions()[0])
    with journal.database.read() as connection:
        assert schema.version_of(connection) == "9999"


def test_a_file_in_the_place_of_the_folder_is_refused(data: Path) -> None:
    data.touch()
    assert refused(data)


# --- transactions


def test_a_block_that_fails_writes_nothing(journal: Journal) -> None:
    def fail() -> None:
        with journal.database.begin() as connection:
            add(connection, claims, {"name": "a", "at": SPRING})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert journal.claims.take("a")


def test_a_row_that_the_database_refuses_is_told_apart_from_a_database_that_is_away(journal: Journal) -> None:
    with pytest.raises(RefusedError, match="IntegrityError"), journal.database.begin() as connection:
        add(connection, choices, {"question_id": "0" * 32, "chooser": "p", "at": SPRING, "passage": None})
    journal.database.check()


def test_what_belongs_to_a_database_is_known(journal: Journal, data: Path, database: str | None) -> None:
    assert journal.database.is_server == (database is not None)
    assert journal.database.path == (None if database else data / FILE)


def test_a_database_that_was_let_go_is_opened_again_when_something_is_asked_of_it(journal: Journal) -> None:
    journal.close()
    journal.database.check()


def test_threads_that_come_at_once_to_a_new_database_all_find_its_tables(data: Path, database: str | None) -> None:
    def start() -> None:
        found: Database = ServerDatabase.open(database) if database else FileDatabase.open(data / FILE)
        found.check()
        found.close()

    at_once([start] * 4)


def test_what_reads_much_has_more_time_on_a_server(postgres: Server) -> None:
    with closing(ServerDatabase.open(postgres.new_database())) as database:
        shown = {}
        for is_long in (False, True):
            with database.begin(is_long=is_long) as connection:
                shown[is_long] = connection.scalar(text("SHOW statement_timeout"))
    assert shown == {False: "2s", True: f"{LONG_STATEMENT // 60}min"}


# --- out of reach


@pytest.fixture
def busy(data: Path) -> Iterator[tuple[Journal, sqlite3.Connection]]:
    """A journal that does not wait, and what keeps it from writing."""
    journal = Journal(FileDatabase(data / FILE, wait=0, away=0), Keys(SECRET))
    ask(journal, "eau")
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield journal, other
    journal.close()


def test_a_database_that_another_one_holds_can_be_read_but_not_written(busy: tuple[Journal, sqlite3.Connection]) -> None:
    journal, other = busy
    for write in (lambda: ask(journal, "terre"), lambda: journal.claims.take("a"), lambda: journal.people.forget(USER)):
        with pytest.raises(JournalError):
            write()
    assert journal.questions.last_of(USER, 5) == ("eau",)
    other.execute("ROLLBACK")
    ask(journal, "terre", minutes=1)
    assert journal.questions.last_of(USER, 5) == ("terre", "eau")


@pytest.fixture
def read_only(data: Path) -> Iterator[Journal]:
    writable = open_journal(data)
    ask(writable, "eau")
    writable.close()
    database = FileDatabase.open(data / FILE)
    database.close()
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    yield Journal(database, Keys(SECRET))
    database.close()


def test_a_database_that_cannot_be_written_can_still_be_read(read_only: Journal) -> None:
    with pytest.raises(JournalError):
        ask(read_only, "terre")
    assert read_only.questions.last_of(USER, 5) == ("eau",)


def test_the_error_does_not_repeat_what_was_to_be_written(read_only: Journal) -> None:
    with pytest.raises(JournalError) as raised:
        ask(read_only, "terre")
    assert "terre" not in str(raised.value)
    assert str(raised.value) == "OperationalError"


def nowhere(away: float) -> Database:
    """A server that is not there, and is not asked again for so many seconds."""
    return ServerDatabase.open(f"postgresql://nobody@127.0.0.1:{free_port()}/nothing", away)


def test_a_bot_starts_without_its_server(caplog: pytest.LogCaptureFixture) -> None:
    nowhere(0).close()
    assert "database out of reach, the bot answers without it: OperationalError" in caplog.messages


@pytest.mark.parametrize(("seconds", "said"), [(600, "away"), (0, "OperationalError")])
def test_a_server_that_did_not_answer_is_not_asked_again_for_a_while(seconds: float, said: str) -> None:
    with closing(nowhere(seconds)) as database, pytest.raises(JournalError, match=said):
        database.check()


def test_a_url_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(SettingsError):
        ServerDatabase.open("une base, quelque part")
