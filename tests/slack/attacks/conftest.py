"""One process for all attacks that leave no trace in it, and what is tried on it."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eig_bot.journal.spool import ASIDE
from tests.fake_slack import Call, FakeSlack, Payload, as_http, dm, names
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER
from tests.slack.pages import write_pages
from tests.slack.process import SECRET, Process, start_process
from tests.waiting import wait_until

QUESTION, ANSWER = "qui prête une parcelle ?", "50 à 200 m²"
Trace = tuple[int, dict[str, int], int]


@dataclass(frozen=True, slots=True)
class Door:
    """A running bot that Slack, and anyone else, reaches over HTTP."""

    process: Process
    fake: FakeSlack
    data: Path

    def send(self, payload: Payload) -> int:
        """Post a payload as Slack does; return the status."""
        return self.process.post(*as_http(payload, SECRET))

    def ask(self, payload: Payload) -> str:
        """Post a question as Slack does, and return what is answered in its thread."""
        assert self.send(payload) == 200
        return self.answer_to(payload)

    def answer_to(self, payload: Payload) -> str:
        """Wait for the answer in the thread of a question, and return it."""
        wait_until(lambda: bool(self.answers_to(payload)))
        return str(self.answers_to(payload)[-1].params["text"])

    def answers_to(self, payload: Payload) -> list[Call]:
        """Return what was posted in the thread of a question until now."""
        ts = payload["event"]["ts"]
        posted = self.fake.calls_of("chat.postMessage")
        return [call for call in posted if call.params.get("thread_ts") == ts and not call.error]

    def works(self) -> bool:
        """Return whether a question that comes now is answered."""
        answer = self.ask(dm(QUESTION))
        self.settle()
        return ANSWER in answer

    def settle(self) -> None:
        """Wait until no question is under way any more."""
        wait_until(lambda: all(file.parent.name == ASIDE for file in self.spooled()))

    def trace(self) -> Trace:
        """Return what can be seen of what the bot has done: calls to Slack, rows that it keeps, files in its spool."""
        with contextlib.closing(sqlite3.connect(self.data / "journal.sqlite")) as journal:
            tables = [name for (name,) in journal.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {table: journal.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608
        calls = [call for call in self.fake.calls if call.method != "auth.test"]  # which is asked without anybody's doing
        return len(calls), rows, len(self.spooled())

    def spooled(self) -> list[Path]:
        """Return the files of events that wait in the spool, or were set aside there."""
        return [path for path in (self.data / "spool").rglob("[0-9]*") if path.is_file()]


@pytest.fixture(scope="session")
def standing(fitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The process that a worker shares between its tests."""
    place = tmp_path_factory.mktemp("attacked")
    data, pages = place / "data", place / "pages"
    pages.mkdir()
    shutil.copytree(fitted, data / "cache")
    with FakeSlack(members=(names.CHANNEL, TEAM_CHANNEL)) as fake:
        variables = {"SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_TEAM_CHANNEL": TEAM_CHANNEL, "EIG_BOT_TEAM_USERS": TEAM_USER}
        process = start_process(fake.url, data, write_pages(pages), variables)
        try:
            process.wait_until_ready()
            door = Door(process, fake, data)
            assert door.works()
            yield door
        finally:
            process.kill()


@pytest.fixture
def door(standing: Door) -> Iterator[Door]:
    """The shared bot, which does nothing at the moment, and still answers after the test."""
    standing.fake.violations.clear()
    standing.settle()
    yield standing
    assert standing.process.started.poll() is None
    assert standing.fake.violations == []
