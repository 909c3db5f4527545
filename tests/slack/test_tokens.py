"""Whether Slack takes the tokens: asked until it does, and the bot stops when it never will."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from eig_bot.config import Settings
from eig_bot.messages import settings as messages
from eig_bot.slack.timing import Timing
from eig_bot.slack.tokens import TokenCheck
from tests.fake_slack import FakeSlack
from tests.slack.conftest import NOWHERE
from tests.waiting import PATIENCE, wait_until

Check = Callable[..., TokenCheck]
OFTEN = Timing(retry=0.01, check=0.05, tries=0)


@pytest.fixture
def stopped() -> threading.Event:
    return threading.Event()


@pytest.fixture
def check(fake: FakeSlack, tmp_path: Path, stopped: threading.Event) -> Iterator[Check]:
    """Begin to ask, again and again without a pause."""
    begun: list[TokenCheck] = []

    def check(
        connect: Callable[[], object] = lambda: None, url: str = fake.url, name: str = "fake", timing: Timing = OFTEN
    ) -> TokenCheck:
        settings = Settings(tmp_path, tmp_path, slack_bot_token=f"xoxb-{name}", slack_api_url=url)
        begun.append(TokenCheck(settings, connect, stopped.set, timing=timing))
        begun[-1].start()
        return begun[-1]

    yield check
    for one in begun:
        one.close()


def test_a_slack_that_takes_the_tokens_is_no_problem_and_is_asked_once(check: Check, fake: FakeSlack) -> None:
    connected = threading.Event()
    tokens = check(connected.set)
    assert connected.wait(PATIENCE)
    wait_until(lambda: tokens.problem is None)
    assert (tokens.refused, len(fake.calls_of("auth.test"))) == (None, 1)


def test_a_slack_that_is_out_of_reach_is_tried_again(check: Check) -> None:
    tries = threading.Semaphore(0)

    def connect() -> None:
        tries.release()
        raise ConnectionRefusedError

    tokens = check(connect)
    assert all(tries.acquire(timeout=PATIENCE) for _ in range(3))
    wait_until(lambda: tokens.problem == "Slack is out of reach (ConnectionRefusedError)")
    assert tokens.refused is None


def test_nobody_at_the_address_is_a_problem_and_no_reason_to_stop(check: Check, stopped: threading.Event) -> None:
    tokens = check(url=NOWHERE)
    wait_until(lambda: "out of reach" in str(tokens.problem))
    assert not stopped.is_set()


def test_a_fault_of_slacks_is_waited_out(check: Check, fake: FakeSlack, stopped: threading.Event) -> None:
    fake.fail("auth.test", error="internal_error", times=3)
    tokens = check()
    wait_until(lambda: tokens.problem is None)
    assert len(fake.calls_of("auth.test")) == 4
    assert not stopped.is_set()


def test_a_bot_token_that_is_refused_stops_the_bot_with_its_name(check: Check, stopped: threading.Event) -> None:
    tokens = check(name="wrong")
    assert stopped.wait(PATIENCE)
    assert tokens.refused == messages.token_refused("SLACK_BOT_TOKEN", "OAuth & Permissions")
    assert tokens.problem == "Slack refuses SLACK_BOT_TOKEN (invalid_auth): set a new one and start again"


def test_so_does_the_apps_token(check: Check, stopped: threading.Event, fake: FakeSlack) -> None:
    tokens = check(lambda: WebClient("xapp-wrong", base_url=fake.url).apps_connections_open(app_token="xapp-wrong"))
    assert stopped.wait(PATIENCE)
    assert tokens.refused == messages.token_refused("SLACK_APP_TOKEN", "Basic Information")
