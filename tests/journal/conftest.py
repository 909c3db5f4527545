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

from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from tests.garden import SPRING
from tests.postgres import Server
from tests.waiting import PATIENCE
from tests.watch import Watch

SECRET, OTHER_SECRET = "un secret de seize lettres", "un autre secret de seize lettres"
USER, OTHER, TEAM = "U0HABITANT", "U0VOISINE", "U0EQUIPE"
PASSAGE = "parcelle.md\tObtenir une parcelle\tCombien de temps attend-on ?"
CHANNEL, TS = "C0JARDINS", "1700000000.000100"
PRIVATE = ("moi@exemple.fr", "06 12 34 56 78", "1 85 05 78 006 084 36")

Opened = Callable[..., Journal]
T = TypeVar("T")


def open_journal(data: Path, secret: str = SECRET, database: str | None = None) -> Journal:
    """Open a journal whose clock stands still at `SPRING`; see `at_minute`."""
    return Journal.open(data, Keys(secret), database, now=Watch(SPRING))


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


def at_minute(journal: Journal, minutes: float) -> Journal:
    """Set the clock of a journal so many minutes after `SPRING`, and return the journal."""
    assert isinstance(journal.now, Watch)
    journal.now.stop(later(minutes))
    return journal


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
    journal.questions.record(question)
    return question.id


def judged(question_id: str, user: str = USER, passage: str = "") -> JudgedAnswer:
    return JudgedAnswer(question_id, user, passage)


def live(journal: Journal, user: str, request_id: str) -> None:
    """Do all that a person can do: ask, choose, judge, say why, ask the team, subscribe."""
    text = "Une parcelle pour {}, {} ou {}".format(*PRIVATE)
    asked = ask(journal, text, user=user, thread=journal.keys.hashed(CHANNEL, TS))
    journal.feedback.choose(asked, user, PASSAGE)
    journal.feedback.judge(judged(asked, user), is_good=False)
    journal.feedback.explain(judged(asked, user), "wrong", text)
    journal.requests.add(Asking(request_id, text, Recipient(user, CHANNEL, TS), asked))
    journal.subscriptions.add(user, ("o",))


def rows(journal: Journal, table: Table) -> list[dict[str, Any]]:
    """Return what stands in a table."""
    with journal.database.begin() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def at_once(actions: Sequence[Callable[[], T]]) -> list[T]:
    """Do several things at the same moment, each in a thread of its own."""
    barrier = threading.Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        barrier.wait(PATIENCE)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
