"""What fails around the bot costs no question and doubles none: kills, a database that goes and comes back, a full disk."""

import random
import threading
import time
from collections import Counter

import pytest

from tests.fake_slack import FakeSlack, Payload, as_http, dm
from tests.slack.process import Process, Run

SECRET = "signing-secret"
QUESTIONS = 200
SENT_AGAIN = 0.3
"""Seconds after which the driver sends an unacknowledged event again; Slack waits for longer, and gives up after three."""


class Driver:
    """Sends events as Slack does: again, until each is acknowledged."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake = fake
        self.bot: Process

    def send(self, payload: Payload) -> None:
        """Return once an event is acknowledged."""
        tries = 0
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.bot.post(*as_http(payload, SECRET, retry_num=tries or None)) == 200:
                    return
            except OSError:
                pass
            tries += 1
            time.sleep(SENT_AGAIN)
        raise AssertionError("an event was never acknowledged")

    def answers(self) -> Counter[str]:
        """Return how often each thread was answered."""
        posted = (call for call in self.fake.calls_of("chat.postMessage") if not call.error)
        return Counter(call.params["thread_ts"] for call in posted)

    def wait_for_answers(self, sent: list[Payload], seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and len(self.answers()) < len(sent):
            time.sleep(0.05)
        time.sleep(0.5)  # for an answer too many
        assert self.answers() == Counter(payload["event"]["ts"] for payload in sent)


@pytest.fixture
def driver(fake: FakeSlack) -> Driver:
    return Driver(fake)


def test_a_process_killed_at_random_loses_no_question_and_doubles_none(run: Run, driver: Driver) -> None:
    dice = random.Random(7)  # noqa: S311 - a test that can be repeated
    sent = [dm(f"qui prête une parcelle ? ({number})") for number in range(QUESTIONS)]
    driver.bot = run(SLACK_SIGNING_SECRET=SECRET)
    driver.bot.wait_until_ready()
    queue = list(sent)
    lock = threading.Lock()

    def ask() -> None:
        while True:
            with lock:
                if not queue:
                    return
                payload = queue.pop()
            driver.send(payload)

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    while any(asker.is_alive() for asker in askers):
        time.sleep(dice.uniform(0.1, 0.6))
        driver.bot.kill()
        driver.bot = run(SLACK_SIGNING_SECRET=SECRET)
        driver.bot.wait_until_ready()
    driver.wait_for_answers(sent, 30)
