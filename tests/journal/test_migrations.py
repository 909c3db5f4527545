"""The tables that the migrations make, and what is kept from one start to the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import UniqueConstraint, inspect

from eig_bot.journal import database as module
from eig_bot.journal.journal import Journal
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.journal.tables import metadata
from tests.garden import SPRING

from .conftest import USER, Opened, ask, at_minute, at_once


@pytest.fixture
def config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    return found


def migrate(journal: Journal, config: Config, move: Callable[[Config, str], None], to: str) -> None:
    with journal.database.begin() as connection:
        config.attributes["connection"] = connection
        move(config, to)


def differences(journal: Journal) -> object:
    with journal.database.begin() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


# --- the tables


def test_the_migrations_make_the_tables_that_the_code_uses(journal: Journal) -> None:
    assert differences(journal) == []


def test_what_belongs_to_a_row_goes_with_it_as_the_code_expects(journal: Journal) -> None:
    with journal.database.begin() as connection:
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
    with journal.database.begin() as connection:
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
    with journal.database.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(journal, config, command.upgrade, "head")
    assert differences(journal) == []
    ask(journal)


def test_there_is_one_last_migration_and_a_start_leads_to_it(journal: Journal, config: Config) -> None:
    (head,) = ScriptDirectory.from_config(config).get_heads()
    with journal.database.begin() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head


# --- from one start to the next


def test_all_is_still_there_at_the_next_start(opened: Opened) -> None:
    before = opened()
    asked = ask(before, thread="fil")
    before.requests.add(Asking("r1", "moi@exemple.fr", Recipient(USER, "C0JARDINS", "1.2")))
    before.subscriptions.add(USER, ("o",))
    before.claims.take("post r1")
    before.close()
    after = opened()
    request = after.requests.find("r1")
    assert after.questions.text_of(asked) == after.questions.turns("fil")[0] == "combien coûte une parcelle"
    assert request
    assert (request.text, request.recipient, request.at) == ("moi@exemple.fr", Recipient(USER, "C0JARDINS", "1.2"), SPRING)
    assert [each.user for each in after.subscriptions.to_tell("c")] == [USER]
    assert after.subscriptions.to_tell("o") == []
    assert not at_minute(after, 1).claims.take("post r1")


def test_two_journals_of_one_database_know_the_same(journal: Journal, opened: Opened) -> None:
    other = opened()
    assert other.questions.text_of(ask(journal, "eau")) == "eau"
    assert journal.questions.text_of(ask(other, "terre")) == "terre"
    at_once([lambda: ask(journal, "outils"), lambda: ask(other, "outils")] * 2)
    assert other.people.kept_about(USER).questions == 6
