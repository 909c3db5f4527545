"""The journal behind PgBouncer in transaction mode: what holds on a server holds there too."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from eig_bot.errors import JournalError
from eig_bot.journal.server_database import LONG_STATEMENT, ServerDatabase
from tests import pooler
from tests.journal.conftest import ask, at_once, open_journal
from tests.postgres import Server
from tests.waiting import PATIENCE, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not pooler.is_installed(), reason="PgBouncer is not installed (Debian: apt-get install pgbouncer)"),
]
LATE = 3.5
"""Seconds: the limit of two, and what a busy machine adds."""


@pytest.fixture
def address(postgres: Server, tmp_path: Path) -> Iterator[str]:
    with pooler.pooled(postgres.new_database(), tmp_path) as found:
        yield found


@pytest.fixture
def one_connection(postgres: Server, tmp_path: Path) -> Iterator[str]:
    with pooler.pooled(postgres.new_database(), tmp_path, default_pool_size="1") as found:
        yield found


def test_questions_are_recorded_by_many_at_once(address: str, tmp_path: Path) -> None:
    with closing(open_journal(tmp_path, database=address)) as journal:
        at_once([lambda: [ask(journal) for _ in range(10)]] * 8)
        with journal.database.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM questions")) == 80


def test_a_statement_has_two_seconds_and_one_that_reads_much_has_more(one_connection: str) -> None:
    with closing(ServerDatabase.open(one_connection)) as database:
        shown = []
        for is_long in (True, False, True):
            with database.begin(is_long=is_long) as connection:
                shown.append(connection.scalar(text("SHOW statement_timeout")))
        long = f"{LONG_STATEMENT // 60}min"
        assert shown == [long, "2s", long]


def test_a_statement_that_takes_longer_is_ended(address: str) -> None:
    with closing(ServerDatabase.open(address)) as database:
        began = time.monotonic()
        with pytest.raises(JournalError), database.begin() as connection:
            connection.execute(text("SELECT pg_sleep(30)"))
        assert time.monotonic() - began < LATE
        database.check()


def test_a_connection_that_none_gives_back_is_awaited_no_longer(one_connection: str) -> None:
    with closing(ServerDatabase.open(one_connection)) as holder, closing(ServerDatabase.open(one_connection)) as other:
        held, done = threading.Event(), threading.Event()

        def hold() -> None:
            with holder.begin(is_long=True):
                held.set()
                done.wait(PATIENCE)

        thread = threading.Thread(target=hold)
        thread.start()
        assert held.wait(PATIENCE)
        began = time.monotonic()
        with pytest.raises(JournalError), other.begin() as connection:
            connection.execute(text("SELECT 1"))
        took = time.monotonic() - began
        done.set()
        thread.join()
        assert took < LATE


def test_a_server_that_is_away_behind_it_costs_two_seconds_and_is_taken_up_again(address: str, postgres: Server) -> None:
    with closing(ServerDatabase.open(address, away=0)) as database:
        postgres.stop()
        try:
            began = time.monotonic()
            with pytest.raises(JournalError):
                database.check()
            assert time.monotonic() - began < LATE
        finally:
            postgres.start()
        wait_until(lambda: _answers(database), every=0.1)


def _answers(database: ServerDatabase) -> bool:
    try:
        database.check()
    except JournalError:
        return False
    return True
