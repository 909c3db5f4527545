"""A bot on a small knowledge folder, before a strict fake Slack."""

import shutil
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltResponse

from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.clock import Clock
from eig_bot.config import Settings
from eig_bot.git.follow import Following
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.knowledge.library import Library
from eig_bot.search.cache import Cache
from eig_bot.search.ranker import Ranker
from eig_bot.slack.app import build_bot
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import CLAIM_WAITS, Deduplicator
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.service import AnswerService
from eig_bot.slack.timing import DEFAULT, Timing
from tests.fake_slack import Call, FakeSlack, Payload, as_bolt, names
from tests.garden import at
from tests.slack.pages import write_pages
from tests.slack.process import Process, Run, start_process
from tests.waiting import PATIENCE
from tests.watch import Watch

TEAM_CHANNEL, TEAM_USER, OTHER_TEAM_USER = "C0EQUIPE1", "U0EQUIPE1", "U0EQUIPE2"
TEAM = frozenset({TEAM_USER, OTHER_TEAM_USER})
SECRET = "un secret de seize lettres"
NOWHERE = "http://127.0.0.1:9/"
"""An address where nobody answers."""


ROOT = Path(__file__).parents[2]

StartOn = Callable[..., "Bot"]


@dataclass
class Bot:
    """What a scenario drives: payloads in, calls at the fake Slack out."""

    running: SlackBot
    fake: FakeSlack
    responder: LiveResponder
    folder: Path
    today: Watch
    """The clock that answers go by, stopped."""
    listeners: list[Future[object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        executor = self.app.listener_runner.listener_executor
        submit = executor.submit

        def noted(*arguments: Any, **named: Any) -> Future[object]:  # noqa: ANN401 - as the executor
            future: Future[object] = submit(*arguments, **named)
            self.listeners.append(future)
            return future

        executor.submit = noted  # type: ignore[method-assign, assignment]  # to know when its work is done

    @property
    def app(self) -> App:
        return self.running.app

    @property
    def service(self) -> AnswerService:
        return self.running.service

    @property
    def deduplicator(self) -> Deduplicator:
        return self.running.deduplicator

    def receive(self, payload: Payload, *, retry_num: int | None = None) -> BoltResponse:
        """Push a payload through the app and wait until its listeners are done."""
        response = self.app.dispatch(as_bolt(payload, retry_num=retry_num))
        self.settle()
        return response

    def settle(self) -> None:
        """Wait until no listener runs, nor one that another has begun."""
        waited = 0
        while waited < len(self.listeners):
            waited = len(self.listeners)
            _, running = futures.wait(self.listeners[:waited], PATIENCE)
            assert not running

    def posted(self) -> list[Call]:
        """Return the messages that were posted, oldest first."""
        return [call for call in self.fake.calls_of("chat.postMessage") if not call.error]


@pytest.fixture(scope="session")
def potagers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, as they are; a test that changes some writes its own."""
    return write_pages(tmp_path_factory.mktemp("potagers"))


@pytest.fixture(scope="session")
def fitted(potagers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what is learnt from the pages."""
    place = tmp_path_factory.mktemp("fitted")
    Ranker(Library(potagers).load(), Cache(place))
    return place


@pytest.fixture(scope="session")
def shared_responder(potagers: Path, fitted: Path) -> LiveResponder:
    return LiveResponder(potagers, Models(Cache(fitted)))


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack(members=(names.CHANNEL, TEAM_CHANNEL)) as slack:
        yield slack
        assert slack.violations == []


@pytest.fixture
def watch() -> Watch:
    """The clock of every bot of a test."""
    return Watch()


@pytest.fixture
def today() -> Watch:
    """The clock that the answers of every bot of a test go by."""
    return Watch(at("2030-02-01T12:00"))


@pytest.fixture
def start(
    fake: FakeSlack, tmp_path: Path, watch: Watch, today: Watch, new_journal: Callable[[Path], None]
) -> Iterator[Callable[..., Bot]]:
    journals: list[Journal] = []

    def start(
        responder: LiveResponder,
        folder: Path = tmp_path,
        *,
        data: Path = tmp_path / "data",
        database: str | None = None,
        api_url: str = fake.url,
        team_channel: str | None = TEAM_CHANNEL,
        team_users: frozenset[str] = TEAM,
        clock: Clock = today,
        timing: Timing = DEFAULT,
        claim_waits: float = CLAIM_WAITS,
        claims: Executor | None = None,
        following: Callable[[Journal], Following] | None = None,
    ) -> Bot:
        settings = Settings(
            knowledge=folder,
            data=data,
            slack_bot_token="xoxb-fake",
            slack_app_token="xapp-fake",
            slack_api_url=api_url,
            team_channel=team_channel,
            team_users=team_users,
        )
        new_journal(data)
        journal = Journal.open(data, Keys(SECRET), database, now=watch)
        journals.append(journal)
        service = AnswerService(settings, responder, journal, clock=clock, following=following(journal) if following else None)
        deduplicator = Deduplicator(service, claim_waits, claims, now=watch.seconds)
        client = SlackClient("xoxb-fake", api_url, RateLimits(now=watch.seconds), timing, service.metrics.called)
        return Bot(build_bot(settings, service, deduplicator, client=client), fake, responder, folder, today)

    yield start
    for journal in journals:
        journal.close()


@pytest.fixture
def start_on(start: Callable[..., Bot], shared_responder: LiveResponder, tmp_path: Path) -> StartOn:
    """Start a bot on a database, or on a file, with a data folder of some name."""
    return lambda database, name, **more: start(shared_responder, data=tmp_path / name, database=database, **more)


@pytest.fixture
def bot(start: Callable[[LiveResponder], Bot], shared_responder: LiveResponder) -> Bot:
    return start(shared_responder)


@pytest.fixture
def run(fake: FakeSlack, fitted: Path, tmp_path: Path) -> Iterator[Run]:
    started: list[Process] = []
    folder = tmp_path / "pages"
    folder.mkdir()
    shutil.copytree(fitted, tmp_path / "data" / "cache")

    def run(*, is_impatient: bool = False, is_held: bool = False, **variables: str) -> Process:
        module = "tests.slack.impatient" if is_impatient else "tests.slack.held" if is_held else None
        where = {"package": ROOT, "module": module} if module else {}
        started.append(start_process(fake.url, tmp_path / "data", write_pages(folder), variables, **where))
        return started[-1]

    yield run
    for process in started:
        process.kill()
