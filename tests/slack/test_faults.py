"""What fails around the bot costs no question and doubles none: kills, a database that goes and comes back, a full disk."""

import itertools
import random
import resource
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from eig_bot.errors import JournalError
from eig_bot.journal.events import Event
from eig_bot.journal.tables import questions
from eig_bot.slack.jobs import unanswered
from tests.fake_slack import FakeSlack, Payload, as_bolt, as_http, dm
from tests.postgres import Server
from tests.slack.conftest import Bot, StartOn
from tests.slack.process import SECRET, Run
from tests.waiting import PATIENCE, wait_until
from tests.watch import Watch

ASKERS = 8
"""Who ask at the same time."""
SENT_AGAIN = 0.05
"""Seconds after which the driver sends an unacknowledged event again; Slack waits for longer, and gives up after three."""


class Driver:
    """Sends events as Slack does: again, until each is acknowledged."""

    def __init__(self, fake: FakeSlack, run: Run) -> None:
        self.fake = fake
        self._run = run
        self.bot = run(SLACK_SIGNING_SECRET=SECRET)
        self.bot.wait_until_ready()

    def kill(self) -> None:
        """Kill the bot, and start another."""
        self.bot.kill()
        self.bot = self._run(SLACK_SIGNING_SECRET=SECRET)
        self.bot.wait_until_ready()

    def send(self, payload: Payload) -> None:
        """Return once an event is acknowledged."""
        tries = itertools.count()
        wait_until(lambda: self._is_acknowledged(payload, next(tries)), every=SENT_AGAIN)

    def send_all(self, payloads: Sequence[Payload], meanwhile: Callable[[Callable[[], bool]], None]) -> None:
        """Send from several threads at once, and do something else until all are acknowledged."""
        with ThreadPoolExecutor(ASKERS) as askers:
            sent = [askers.submit(self.send, payload) for payload in payloads]
            meanwhile(lambda: all(future.done() for future in sent))
        for future in sent:
            future.result()

    def answers(self) -> Counter[str]:
        """Return how often each thread was answered."""
        posted = (call for call in self.fake.calls_of("chat.postMessage") if not call.error)
        return Counter(call.params["thread_ts"] for call in posted)

    def expect_one_answer_each(self, sent: Sequence[Payload]) -> None:
        """Wait for the answers, then stop the bot, which does before it ends what it still has to do."""
        wait_until(lambda: len(self.answers()) >= len(sent))
        assert self.bot.stop()[0] == 0
        assert self.answers() == Counter(payload["event"]["ts"] for payload in sent)

    def _is_acknowledged(self, payload: Payload, tries: int) -> bool:
        try:
            return self.bot.post(*as_http(payload, SECRET, retry_num=tries or None)) == 200
        except OSError:
            return False


@pytest.fixture
def driver(fake: FakeSlack, run: Run) -> Driver:
    return Driver(fake, run)


@pytest.mark.parametrize(("questions", "kills"), [(40, 3), pytest.param(400, 40, marks=pytest.mark.slow)])
def test_a_process_killed_at_random_loses_no_question_and_doubles_none(driver: Driver, questions: int, kills: int) -> None:
    """Killed after any of its calls, which are about three a question."""
    sent = [dm(f"qui prête une parcelle ? ({number})") for number in range(questions)]

    def kill(is_over: Callable[[], bool]) -> None:
        for _ in range(kills):
            calls = len(driver.fake.calls) + random.randint(1, 2 * questions // kills)  # noqa: S311 - a test that can be repeated
            wait_until(lambda calls=calls: is_over() or len(driver.fake.calls) >= calls, every=0.001)  # type: ignore[misc]  # mypy cannot infer the default
            driver.kill()

    driver.send_all(sent, meanwhile=kill)
    driver.expect_one_answer_each(sent)


def test_a_full_disk_refuses_questions_so_that_slack_sends_them_again(driver: Driver, fake: FakeSlack, tmp_path: Path) -> None:
    before, during = dm("où jardiner ?"), dm("qui prête une parcelle ?")
    driver.send(before)
    fake.wait_for("chat.postMessage")
    wait_until(lambda: list((tmp_path / "data" / "spool").glob("*/[0-9]*")) == [])
    resource.prlimit(driver.bot.started.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    assert driver.bot.post(*as_http(during, SECRET)) == 503
    assert driver.bot.get("/readyz") == 503
    assert len(fake.calls_of("chat.postMessage")) == 1
    resource.prlimit(driver.bot.started.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert driver.bot.get("/readyz") == 200
    driver.send(during)
    driver.expect_one_answer_each([before, during])


def test_a_database_that_is_away_costs_no_answer_and_is_told_everything_once_when_it_is_back(
    start_on: StartOn, postgres: Server
) -> None:
    bot = start_on(postgres.new_database(), "a")
    asked = [f"qui prête une parcelle ? ({number})" for number in range(15)]
    for text in asked[:5]:
        bot.receive(dm(text))
    postgres.stop()
    for text in asked[5:10]:
        bot.receive(dm(text))
    assert len(bot.posted()) == 10
    postgres.start()
    wait_until(lambda: recorded(bot) == asked[:5])
    for text in asked[10:]:
        bot.receive(dm(text))
    for _ in range(2):
        unanswered.run(bot.running)
    assert sorted(recorded(bot)) == sorted(asked)
    assert [text for text in recorded(bot) if text in asked[5:10]] == asked[5:10]
    assert len(bot.posted()) == 15
    assert list(bot.service.spool.entries()) == []


def test_a_question_that_came_while_the_database_was_away_is_answered_once_when_it_is_sent_again(
    start_on: StartOn, postgres: Server
) -> None:
    bot = start_on(postgres.new_database(), "a")
    question = dm("qui prête une parcelle ?")
    postgres.stop()
    bot.receive(question)
    postgres.start()
    wait_until(lambda: recorded(bot) == [])
    unanswered.run(bot.running)
    bot.receive(question, retry_num=1)
    assert len(bot.posted()) == 1
    assert recorded(bot) == ["qui prête une parcelle ?"]


def test_two_processes_on_one_database_answer_each_question_once(start_on: StartOn, postgres: Server) -> None:
    database = postgres.new_database()
    # A busy machine must not look like a database that is away.
    bots = [start_on(database, name, claim_waits=10) for name in ("a", "b")]
    sent = [dm(f"qui prête une parcelle ? ({number})") for number in range(40)]

    def deliver(bot: Bot, payloads: list[Payload]) -> None:
        for payload in payloads:
            bot.app.dispatch(as_bolt(payload))

    threads = [threading.Thread(target=deliver, args=(bot, sent[:: 1 - 2 * at])) for at, bot in enumerate(bots)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for bot in bots:
        bot.settle()
    answered = Counter(call.params["thread_ts"] for call in bots[0].posted())
    assert answered == Counter(payload["event"]["ts"] for payload in sent)
    assert len(recorded(bots[0])) == 40


def test_a_claim_that_comes_late_still_tells_that_another_process_answers(start_on: StartOn, postgres: Server) -> None:
    database, claims, is_acknowledged = postgres.new_database(), ThreadPoolExecutor(1), threading.Event()
    one, other = start_on(database, "a"), start_on(database, "b", claim_waits=0, claims=claims)
    question = dm("qui prête une parcelle ?")
    one.receive(question)
    claims.submit(is_acknowledged.wait)
    today = other.service.clock()

    def claimed_while_it_is_answered() -> datetime:
        is_acknowledged.set()
        claims.shutdown(wait=True)
        return today

    other.service.clock = claimed_while_it_is_answered
    other.receive(question, retry_num=1)
    assert len(one.posted()) == 1
    assert list(other.service.spool.entries()) == []


def test_what_one_machine_left_another_one_answers_after_a_minute(start_on: StartOn, postgres: Server, watch: Watch) -> None:
    database = postgres.new_database()
    gone, other = (start_on(database, name) for name in ("a", "b"))
    event = Event("Ev0PERDU1", dm("qui prête une parcelle ?", event_id="Ev0PERDU1"))
    assert gone.service.journal.events.take(event, gone.service.spool.owner)
    unanswered.run(other.running)
    other.settle()
    assert other.posted() == []
    watch.move(timedelta(seconds=61))
    for _ in range(2):
        unanswered.run(other.running)
        other.settle()
    assert len(other.posted()) == 1


def test_what_one_machine_is_still_answering_no_other_one_takes_over(start_on: StartOn, postgres: Server, watch: Watch) -> None:
    database, may_go_on = postgres.new_database(), threading.Event()
    slow, other = (start_on(database, name, claim_waits=10) for name in ("a", "b"))
    today = slow.service.clock()

    def at_length() -> datetime:
        may_go_on.wait(PATIENCE)
        return today

    slow.service.clock = at_length
    slow.app.dispatch(as_bolt(dm("qui prête une parcelle ?")))
    for bot in (slow, other) * 3:
        watch.move(timedelta(seconds=25))
        unanswered.run(bot.running)
    may_go_on.set()
    for bot in (slow, other):
        bot.settle()
    assert len(slow.posted()) == 1


def test_a_clock_that_is_set_back_loses_and_doubles_nothing(start_on: StartOn, watch: Watch) -> None:
    bot = start_on(None, "a")
    first = dm("combien donne-t-on pour acheter des outils ?")
    thread = first["event"]["ts"]
    bot.receive(first)
    event = Event("Ev0PERDU2", dm("qui prête une parcelle ?", event_id="Ev0PERDU2"))
    bot.service.journal.events.take(event, "another machine")
    watch.move(timedelta(hours=-3))
    bot.receive(first, retry_num=1)
    assert len(bot.posted()) == 1
    bot.receive(dm("et le délai de versement ?", thread_ts=thread))
    assert recorded(bot)[-1] == "et le délai de versement ?"
    for _ in range(2):
        unanswered.run(bot.running)
        bot.settle()
    assert len(bot.posted()) == 3


def recorded(bot: Bot) -> list[str]:
    """Return the questions of the journal, in order; nothing while the database is away."""
    try:
        with bot.service.journal.database.begin() as connection:
            return list(connection.scalars(select(questions.c.text).order_by(questions.c.number)))
    except JournalError:
        return ["away"]
