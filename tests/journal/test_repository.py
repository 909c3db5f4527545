"""The statements that both kinds of database understand."""

from eig_bot.journal.journal import Journal
from eig_bot.journal.repository import Repository, add, new_id, upsert
from eig_bot.journal.tables import claims, subscriptions
from tests.garden import SPRING

from .conftest import at_once, later, rows

ROW = {"name": "a", "at": SPRING}


def test_a_row_is_added_once_and_stays_as_it_is(journal: Journal) -> None:
    with journal.database.begin() as connection:
        assert add(connection, claims, ROW)
        assert not add(connection, claims, {**ROW, "at": later(1)})
    assert rows(journal, claims) == [ROW]


def test_a_row_is_not_added_beside_one_with_the_same_unique_column(journal: Journal) -> None:
    row = {"id": "s1", "subscriber": "p", "at": SPRING, "sealed_user": "…"}
    with journal.database.begin() as connection:
        assert add(connection, subscriptions, row)
        assert not add(connection, subscriptions, {**row, "id": "s2"})
    assert [found["id"] for found in rows(journal, subscriptions)] == ["s1"]


def test_a_row_that_is_there_is_replaced(journal: Journal) -> None:
    for minutes in (0, 1):
        with journal.database.begin() as connection:
            upsert(connection, claims, {**ROW, "at": later(minutes)})
    assert rows(journal, claims) == [{**ROW, "at": later(1)}]


def test_of_rows_added_at_once_one_is(journal: Journal) -> None:
    def once() -> bool:
        with journal.database.begin() as connection:
            return add(connection, claims, ROW)

    assert at_once([once] * 6).count(True) == 1


def test_no_id_is_given_twice() -> None:
    given = {new_id() for _ in range(100)}
    assert len(given) == 100
    assert {len(each) for each in given} == {32}


def test_a_repository_has_the_database_the_keys_and_the_clock_that_it_was_given(journal: Journal) -> None:
    class Names(Repository):
        def add(self, name: str) -> None:
            with self._database.begin() as connection:
                add(connection, claims, {"name": self._keys.hashed(name), "at": self._now()})

    Names(journal.database, journal.keys, lambda: later(3)).add("a")
    assert rows(journal, claims) == [{"name": journal.keys.hashed("a"), "at": later(3)}]
