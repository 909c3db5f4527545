"""Opening a database: its tables, what is kept from one start to the next, what is refused, and one that is out of reach."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import UniqueConstraint, create_engine, inspect

from eig_bot.errors import InputError, JournalError, SettingsError
from eig_bot.journal import journal as module
from eig_bot.journal import questions, requests, subscriptions
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.requests import Asking, Place
from eig_bot.journal.tables import metadata
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import journal as messages
from tests.garden import SPRING

from .conftest import SECRET, USER, Opened, ask, at_once, later, open_journal

DATABASE = "journal.sqlite"


@pytest.fixture
def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    return found


def migrate(journal: Journal, config: Config, move: Callable[[Config, str], None], to: str) -> None:
    with journal.begin() as connection:
        config.attributes["connection"] = connection
        move(config, to)


def differences(journal: Journal) -> object:
    with journal.begin() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


# --- the tables


def test_the_migrations_make_the_tables_that_the_code_uses(journal: Journal) -> None:
    assert differences(journal) == []


def test_what_belongs_to_a_row_goes_with_it_as_the_code_expects(journal: Journal) -> None:
    with journal.begin() as connection:
        found = {
            (table, tuple(key["constrained_columns"]), key["referred_table"], key["options"].get("ondelete"))
            for table in metadata.tables
            for key in inspect(connection).get_foreign_keys(table)
        }
    assert found == {
        (table.name, tuple(key.column_keys), key.referred_table.name, key.ondelete)
        for table in metadata.sorted_tables
        for key in table.foreign_key_constraints
    }


def test_what_there_may_be_one_of_is_what_the_code_expects(journal: Journal) -> None:
    with journal.begin() as connection:
        found = {
            (table, tuple(unique["column_names"]))
            for table in metadata.tables
            for unique in inspect(connection).get_unique_constraints(table)
        }
    assert found == {
        (table.name, tuple(constraint.columns.keys()))
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    }


def test_the_migrations_can_be_undone_and_done_again(journal: Journal, config: Config) -> None:
    migrate(journal, config, command.downgrade, "base")
    with journal.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(journal, config, command.upgrade, "head")
    assert differences(journal) == []
    ask(journal)


def test_there_is_one_last_migration_and_a_start_leads_to_it(journal: Journal, config: Config) -> None:
    (head,) = ScriptDirectory.from_config(config).get_heads()
    with journal.begin() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head


# --- from one start to the next


def test_all_is_still_there_at_the_next_start(opened: Opened) -> None:
    before = opened()
    asked = ask(before, thread="fil")
    requests.add(before, Asking(id="r1", text="moi@exemple.fr", place=Place(USER, "C0JARDINS", "1.2")), SPRING)
    subscriptions.add(before, USER, ("o",), SPRING)
    before.claim("post r1", SPRING)
    before.close()
    after = opened()
    request = requests.find(after, "r1")
    assert questions.text_of(after, asked) == questions.turns(after, "fil", later(1))[0] == "combien coûte une parcelle"
    assert request
    assert (request.text, request.place, request.at) == ("moi@exemple.fr", Place(USER, "C0JARDINS", "1.2"), SPRING)
    assert [each.user for each in subscriptions.to_tell(after, "c")] == [USER]
    assert subscriptions.to_tell(after, "o") == []
    assert not after.claim("post r1", later(1))


def test_two_journals_of_one_database_know_the_same(journal: Journal, opened: Opened) -> None:
    other = opened()
    assert questions.text_of(other, ask(journal, "eau")) == "eau"
    assert questions.text_of(journal, ask(other, "terre")) == "terre"
    at_once([lambda: ask(journal, "outils"), lambda: ask(other, "outils")] * 2)
    assert questions.kept_about(other, other.keys.hashed(USER)).questions == 6


@pytest.mark.parametrize("name", ["données de l’équipe (n° 1)", "a/b", "50%", "a%20b", "a?b=c", "a#b"])
def test_the_database_stands_in_its_folder_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    open_journal(tmp_path / name).close()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name / DATABASE]


def test_a_first_start_that_failed_half_way_is_made_again(data: Path) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / DATABASE, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE claims (name TEXT)")
        assert refused(data)
        connection.execute("DROP TABLE claims")
    journal = open_journal(data)
    ask(journal)
    journal.close()


# --- what is refused


def refused(data: Path) -> bool:
    with pytest.raises(SettingsError) as raised:
        open_journal(data)
    return str(raised.value) == messages.no_journal(str(data))


def no_database(path: Path) -> None:
    path.write_bytes(b"Ceci n'est pas une base.\n" * 100)


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE questions (words TEXT)")


def of_a_newer_bot(path: Path) -> None:
    open_journal(path.parent).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def content(path: Path) -> object:
    if path.is_dir():
        return list(path.iterdir())
    try:
        with closing(sqlite3.connect(path)) as connection:
            return list(connection.iterdump())
    except sqlite3.DatabaseError:
        return path.read_bytes()


@pytest.mark.parametrize("make", [Path.mkdir, no_database, another_programs, of_a_newer_bot])
def test_what_is_no_journal_is_refused_and_left_as_it_is(data: Path, make: Callable[[Path], None]) -> None:
    data.mkdir()
    make(data / DATABASE)
    before = content(data / DATABASE)
    assert refused(data)
    assert content(data / DATABASE) == before


def test_a_file_in_the_place_of_the_folder_is_refused(data: Path) -> None:
    data.touch()
    assert refused(data)


# --- out of reach


@pytest.fixture
def busy(data: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Journal, sqlite3.Connection]]:
    """A journal that does not wait, and what keeps it from writing."""
    monkeypatch.setattr(module, "WAIT", 0)
    journal = opened()
    ask(journal, "eau")
    with closing(sqlite3.connect(data / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield journal, other


@pytest.mark.parametrize("database", [None])
def test_a_database_that_another_one_holds_can_be_read_but_not_written(busy: tuple[Journal, sqlite3.Connection]) -> None:
    journal, other = busy
    me = journal.keys.hashed(USER)
    for write in (lambda: ask(journal, "terre"), lambda: journal.claim("a", SPRING), lambda: journal.forget(me)):
        with pytest.raises(JournalError):
            write()
    assert questions.last_of(journal, me, 5) == ("eau",)
    other.execute("ROLLBACK")
    ask(journal, "terre", minutes=1)
    assert questions.last_of(journal, me, 5) == ("terre", "eau")


@pytest.fixture
def read_only(data: Path) -> Iterator[Journal]:
    writable = open_journal(data)
    ask(writable, "eau")
    writable.close()
    engine = create_engine(f"sqlite:///file:{data / DATABASE}?mode=ro&uri=true")
    yield Journal(engine, Keys(SECRET))
    engine.dispose()


def test_a_database_that_cannot_be_written_can_still_be_read(read_only: Journal) -> None:
    with pytest.raises(JournalError):
        ask(read_only, "terre")
    assert questions.last_of(read_only, read_only.keys.hashed(USER), 5) == ("eau",)


def test_the_error_does_not_repeat_what_was_to_be_written(read_only: Journal) -> None:
    with pytest.raises(JournalError) as raised:
        ask(read_only, "terre")
    assert "terre" not in str(raised.value)
    assert str(raised.value) == "OperationalError"


@pytest.mark.parametrize("database", [None])
def test_a_copy_made_while_the_journal_is_in_use_is_whole(journal: Journal, tmp_path: Path) -> None:
    ask(journal, "eau")
    copy = tmp_path / "copie"
    copy.mkdir()
    journal.backup(copy / DATABASE)
    assert stat.S_IMODE((copy / DATABASE).stat().st_mode) == 0o600
    with pytest.raises(InputError):
        journal.backup(copy / DATABASE)
    assert list(copy.iterdir()) == [copy / DATABASE]
    ask(journal, "terre")
    restored = open_journal(copy)
    assert questions.last_of(restored, restored.keys.hashed(USER), 5) == ("eau",)
    restored.close()


@pytest.mark.parametrize("database", [None])
def test_a_copy_that_cannot_be_written_is_refused_and_leaves_nothing(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "copie" / DATABASE).mkdir(parents=True)
    for target in (tmp_path / "nulle part" / DATABASE, tmp_path / "copie" / DATABASE):
        with pytest.raises(InputError) as raised:
            journal.backup(target)
        assert str(raised.value) == cli_messages.cannot_write(str(target))
    assert [path.name for path in (tmp_path / "copie").iterdir()] == [DATABASE]
    assert not (tmp_path / "nulle part").exists()


def test_a_block_that_fails_writes_nothing(journal: Journal) -> None:
    def fail() -> None:
        with journal.begin() as connection:
            connection.execute(module.insert(connection, metadata.tables["claims"]).values(name="a", at=SPRING))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert journal.claim("a", SPRING)
