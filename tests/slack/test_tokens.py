"""Whether Slack takes the tokens: asked until it does, and the bot stops when it never will."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
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
from tests.watch import Watch

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
        connect: Callable[[], object] = lambda: None,
        url: str = fake.url,
        name: str = "fake",
        timing: Timing = OFTEN,
        now: Callable[[], float] = time.monotonic,
    ) -> TokenCheck:
        settings = Settings(tmp_path, tmp_path, slack_bot_token=f"xoxb-{name}", slack_api_url=url)
        begun.append(TokenCheck(settings, connect, stopped.set, timing=timing, now=now))
        begun[-1].start()
        return begun[-1]

    yield check
    for one in begun:
        one.close()


def test_a_slack_that_takes_the_tokens_is_no_problem_and_is_asked_again_and_again(check: Check, fake: FakeSlack) -> None:
    connections: list[None] = []
    tokens = check(lambda: connections.append(None))
    fake.wait_for("auth.test", 3)
    assert (tokens.problem, tokens.refused, len(connections)) == (None, None, 1)


def test_it_is_asked_once_a_minute(check: Check, fake: FakeSlack, watch: Watch) -> None:
    tokens = check(timing=Timing(retry=0.001), now=watch.seconds)
    wait_until(lambda: tokens.problem is None)
    watch.move(timedelta(seconds=55))
    fake.revoke("xoxb-fake")
    assert tokens.problem is None
    assert len(fake.calls_of("auth.test")) == 1
    watch.move(timedelta(seconds=5))
    wait_until(lambda: tokens.problem is not None)


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
    assert len(fake.calls_of("auth.test")) >= 4
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


def test_one_without_its_scope_stops_it_with_what_is_missing(check: Check, stopped: threading.Event, fake: FakeSlack) -> None:
    fake.app_scopes.clear()
    tokens = check(lambda: WebClient("xapp-fake", base_url=fake.url).apps_connections_open(app_token="xapp-fake"))
    assert stopped.wait(PATIENCE)
    assert tokens.refused == messages.MISSING_SCOPE


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "token_expired", "invalid_auth"])
def test_a_token_that_is_taken_no_more_is_told_for_good_and_does_not_stop_the_bot(
    check: Check, stopped: threading.Event, fake: FakeSlack, error: str
) -> None:
    tokens = check()
    wait_until(lambda: tokens.problem is None)
    fake.revoke("xoxb-fake", error)
    wait_until(lambda: tokens.problem == f"Slack refuses SLACK_BOT_TOKEN ({error}): set a new one and start again")
    fake.restore("xoxb-fake")
    tokens.close()
    assert tokens.problem
    assert (tokens.refused, stopped.is_set()) == (None, False)


@pytest.mark.parametrize("error", ["ekm_access_denied", "team_access_not_granted", "fatal_error", "missing_scope"])
def test_what_else_slack_answers_to_a_running_bot_is_told_until_it_is_over(check: Check, fake: FakeSlack, error: str) -> None:
    tokens = check()
    wait_until(lambda: tokens.problem is None)
    fake.fail("auth.test", error=error, times=1_000)
    wait_until(lambda: tokens.problem == f"Slack answers {error}")
    fake.mend("auth.test")
    wait_until(lambda: tokens.problem is None)


def test_what_is_no_answer_of_slacks_is_not_repeated(check: Check, fake: FakeSlack) -> None:
    tokens = check()
    wait_until(lambda: tokens.problem is None)
    fake.garble("auth.test", "<html>zibeline</html>")
    for _ in range(100):
        fake.garble("auth.test", "<html>zibeline</html>")
    wait_until(lambda: tokens.problem == "Slack answers with the status 200")


def test_a_slack_that_limits_the_question_is_there(check: Check, fake: FakeSlack) -> None:
    tokens = check()
    wait_until(lambda: tokens.problem is None)
    asked = len(fake.calls_of("auth.test"))
    fake.fail("auth.test", status=429, headers={"Retry-After": "0"}, times=2)
    fake.wait_for("auth.test", asked + 3)
    assert tokens.problem is None


def test_one_that_limits_it_at_the_start_is_not_known_yet(check: Check, fake: FakeSlack) -> None:
    fake.fail("auth.test", status=429, headers={"Retry-After": "3600"})
    tokens = check()
    wait_until(lambda: tokens.problem == "Slack limits the start")


def test_a_slack_that_was_asked_and_says_nothing_is_told_within_two_minutes(
    check: Check, fake: FakeSlack, watch: Watch
) -> None:
    tokens = check(timing=Timing(retry=0.001), now=watch.seconds)
    wait_until(lambda: tokens.problem is None)
    fake.hold("auth.test")
    watch.move(timedelta(seconds=60))
    fake.wait_for("auth.test", 2)
    watch.move(timedelta(seconds=60))
    assert str(tokens.problem).startswith("Slack has not answered for 12")
    fake.let_go()
    wait_until(lambda: tokens.problem is None)
