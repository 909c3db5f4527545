"""A journal in a folder of its own. `open_journal` alone knows how a database is opened."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Table, select

from eig_bot.journal import questions
from eig_bot.journal.journal import Journal, new_id
from eig_bot.journal.keys import Keys
from eig_bot.journal.questions import JudgedAnswer, Question
from tests.garden import SPRING
from tests.postgres import Server
from tests.waiting import PATIENCE

SECRET, OTHER_SECRET = "un secret de seize lettres", "un autre secret de seize lettres"
USER, OTHER, TEAM = "U0HABITANT", "U0VOISINE", "U0EQUIPE"
PASSAGE = "parcelle.md\tObtenir une parcelle\tCombien de temps attend-on ?"
PRIVATE = ("moi@exemple.fr", "06 12 34 56 78", "1 85 05 78 006 084 36")

Opened = Callable[..., Journal]
T = TypeVar("T")


def open_journal(data: Path, secret: str = SECRET, database: str | None = None) -> Journal:
    return Journal.open(data, Keys(secret), database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """The address of a server's database, or None for a file; a module about files alone overrides it."""
    if request.param == "sqlite":
        request.getfixturevalue("new_journal")(request.getfixturevalue("data"))
        return None
    server: Server = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def opened(data: Path, database: str | None) -> Iterator[Opened]:
    """Open the database of the test, as often as it asks, and close it in the end."""
    with ExitStack() as stack:

        def opened(secret: str = SECRET) -> Journal:
            journal = open_journal(data, secret, database)
            stack.callback(journal.close)
            return journal

        yield opened


@pytest.fixture
def journal(opened: Opened) -> Journal:
    return opened()


def later(minutes: float) -> datetime:
    return SPRING + timedelta(minutes=minutes)


def ask(
    journal: Journal,
    text: str = "combien coûte une parcelle",
    *,
    minutes: float = 0,
    user: str = USER,
    thread: str | None = None,
    kind: str = "answer",
) -> str:
    """Record a question asked some minutes after `SPRING`, and return its id."""
    question = Question(
        id=new_id(),
        at=later(minutes),
        asker=journal.keys.hashed(user),
        surface="dm",
        text=text,
        kind=kind,
        passage=PASSAGE,
        confidence=0.75,
        latency_ms=12,
        thread=thread,
    )
    questions.record(journal, question)
    return question.id


def judged(journal: Journal, question_id: str, user: str = USER, passage: str = "") -> JudgedAnswer:
    return JudgedAnswer(question_id, journal.keys.hashed(user), passage)


def rows(journal: Journal, table: Table) -> list[dict[str, Any]]:
    """Return what stands in a table."""
    with journal.begin() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def at_once(actions: Sequence[Callable[[], T]]) -> list[T]:
    """Do several things at the same moment, each in a thread of its own."""
    barrier = threading.Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        barrier.wait(PATIENCE)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
