"""What Slack limits, and what never answers, holds up those alone whom it concerns: `eig-bot run` before such a Slack.

And `/readyz` tells what is wrong: a token that was revoked, an app that was removed, a socket that does not connect.
"""

import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.fake_slack import Call, FakeSlack, Payload, as_http, dm, mention, names, slash
from tests.fake_slack.line import Line
from tests.slack.process import SECRET, Process, Run
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow

HOUR = "3600"
SOON = 10.0
"""Seconds within which those are answered whom nothing limits, however busy the machine is; without a limit it is one."""
TWO_MINUTES = 120.0

Http = Callable[..., Process]


@pytest.fixture
def http(run: Run) -> Http:
    """Start a bot in HTTP mode, and wait until it is ready."""

    def http(**variables: Any) -> Process:  # noqa: ANN401 - as `run`
        bot = run(SLACK_SIGNING_SECRET=SECRET, **variables)
        bot.wait_until_ready()
        return bot

    return http


def send(bot: Process, *payloads: Payload) -> None:
    """Send what people do, all at once; each must be acknowledged."""
    with ThreadPoolExecutor(len(payloads)) as people:
        assert set(people.map(lambda payload: bot.post(*as_http(payload, SECRET)), payloads)) == {200}


def send_in_turn(bot: Process, payloads: Sequence[Payload]) -> None:
    for payload in payloads:
        send(bot, payload)


def mentions(count: int) -> list[Payload]:
    """Return questions in one channel, each in a thread of its own, in the order of their times."""
    return [mention(f"qui prête une parcelle ? ({number})") for number in range(count)]


def answers(fake: FakeSlack, channel: str = names.CHANNEL) -> list[Call]:
    """Return the messages that arrived in a channel."""
    return [call for call in fake.calls_of("chat.postMessage") if not call.error and call.params["channel"] == channel]


def threads(calls: Sequence[Call]) -> list[str]:
    return [call.params["thread_ts"] for call in calls]


def times(payloads: Sequence[Payload]) -> list[str]:
    return [payload["event"]["ts"] for payload in payloads]


def refused(fake: FakeSlack) -> list[Call]:
    """Return the messages that Slack did not take."""
    return [call for call in fake.calls_of("chat.postMessage") if call.error == "ratelimited"]


def seconds_until_answered(bot: Process, fake: FakeSlack) -> float:
    """Ask in direct messages and with a command, as people whom nothing concerns; return when the last has its answer."""
    question, began = dm("où jardiner ?", channel="D0AUTRE1", user="U0AUTRE1"), time.monotonic()
    addresses = len(fake.calls_of("response_url"))
    send(bot, question, slash("/eig", "où jardiner ?", user="U0AUTRE1", response_url=fake.response_url()))
    wait_until(lambda: len(answers(fake, "D0AUTRE1")) > 0 and len(fake.calls_of("response_url")) > addresses)
    return time.monotonic() - began


def readiness(bot: Process) -> Any:  # noqa: ANN401 - as JSON
    """Return the status of `/readyz`, and what it says."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{bot.port}/readyz", timeout=PATIENCE) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def not_ready(reason: str) -> Any:  # noqa: ANN401 - as above
    return {"status": "not ready", "reason": reason}


def seconds_until(status: int, bot: Process, at_most: float) -> float:
    """Return after how long `/readyz` has a status."""
    began = time.monotonic()
    while bot.get("/readyz") != status:
        assert time.monotonic() - began < at_most, f"not {status} within {at_most} s"
        time.sleep(0.05)
    return time.monotonic() - began


# --- a channel that Slack limits


def test_sixty_questions_in_a_channel_that_is_limited_for_an_hour_hold_up_nobody_else(http: Http, fake: FakeSlack) -> None:
    bot = http()
    fake.limit(names.CHANNEL, HOUR)
    send(bot, *mentions(60))
    wait_until(lambda: len(refused(fake)) > 0)
    assert seconds_until_answered(bot, fake) < SOON
    assert bot.stop()[0] == 0


def test_what_waits_for_an_hour_is_answered_in_order_by_a_bot_that_started_meanwhile(http: Http, fake: FakeSlack) -> None:
    bot, asked = http(), mentions(12)
    fake.limit(names.CHANNEL, HOUR)
    send_in_turn(bot, asked)
    wait_until(lambda: len(refused(fake)) > 0)
    assert bot.stop()[0] == 0
    fake.unlimit(names.CHANNEL)
    bot = http()
    wait_until(lambda: len(answers(fake)) >= 12)
    assert bot.stop()[0] == 0
    assert threads(answers(fake)) == times(asked)


def test_what_waits_for_some_seconds_is_answered_in_order_once_they_are_over_and_slack_is_not_asked_meanwhile(
    http: Http, fake: FakeSlack
) -> None:
    bot, asked = http(), mentions(12)
    fake.limit(names.CHANNEL, "4")
    send(bot, asked[0])
    wait_until(lambda: len(refused(fake)) > 0)
    calls = len(fake.calls)
    fake.unlimit(names.CHANNEL)
    send_in_turn(bot, asked[1:])
    assert len(fake.calls) == calls
    wait_until(lambda: len(answers(fake)) >= 12)
    assert bot.stop()[0] == 0
    assert threads(answers(fake)) == times(asked)


@pytest.mark.parametrize("retry_after", ["99999999", "soon"])
def test_a_wait_that_makes_no_sense_holds_up_nobody(http: Http, fake: FakeSlack, retry_after: str) -> None:
    bot, asked = http(), mentions(60)
    fake.limit(names.CHANNEL, retry_after)
    send(bot, *asked)
    wait_until(lambda: len(refused(fake)) > 0)
    assert seconds_until_answered(bot, fake) < SOON
    bot.kill()
    fake.unlimit(names.CHANNEL)
    http()
    wait_until(lambda: len(answers(fake)) >= 60)
    assert Counter(threads(answers(fake))) == Counter(times(asked))


# --- what never answers


def test_sixty_addresses_that_never_answer_hold_up_nobody_for_long(http: Http, fake: FakeSlack) -> None:
    bot = http()
    fake.hold("response_url")
    commands = [slash("/eig", "où jardiner ?", response_url=fake.response_url()) for _ in range(60)]
    send(bot, *commands)
    question = dm("où jardiner ?")
    began = time.monotonic()
    send(bot, question)
    wait_until(lambda: len(answers(fake, names.DM)) > 0)
    assert time.monotonic() - began < SOON
    fake.let_go()


# --- what /readyz tells


def test_a_token_that_is_revoked_is_told_within_two_minutes(http: Http, fake: FakeSlack) -> None:
    """With the periods that an operator's bot has."""
    bot = http()
    fake.revoke(names.BOT_TOKEN)
    assert seconds_until(503, bot, TWO_MINUTES) < TWO_MINUTES


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
def test_a_token_that_is_revoked_is_told_until_the_bot_is_started_with_another(http: Http, fake: FakeSlack, error: str) -> None:
    bot = http(is_impatient=True)
    fake.revoke(names.BOT_TOKEN, error)
    seconds_until(503, bot, PATIENCE)
    fake.restore(names.BOT_TOKEN)
    question = dm("où jardiner ?")
    send(bot, question)
    wait_until(lambda: len(answers(fake, names.DM)) > 0)
    assert readiness(bot) == (503, not_ready(f"Slack refuses SLACK_BOT_TOKEN ({error}): set a new one and start again"))
    assert bot.get("/healthz") == 200
    assert bot.stop()[0] == 0
    fake.bot_token = "xoxb-new"
    http(SLACK_BOT_TOKEN="xoxb-new")


def test_what_was_asked_while_the_token_was_revoked_is_answered_by_the_bot_that_has_a_new_one(
    http: Http, fake: FakeSlack
) -> None:
    bot, asked = http(is_impatient=True), mentions(3)
    fake.revoke(names.BOT_TOKEN)
    seconds_until(503, bot, PATIENCE)
    send_in_turn(bot, asked)
    wait_until(lambda: any(call.error for call in fake.calls_of("chat.postMessage")))
    bot.kill()
    fake.bot_token = "xoxb-new"
    http(SLACK_BOT_TOKEN="xoxb-new")
    wait_until(lambda: len(answers(fake)) >= 3)
    assert threads(answers(fake)) == times(asked)


def test_a_slack_that_fails_is_told_and_forgotten_when_it_is_well_again(http: Http, fake: FakeSlack) -> None:
    bot = http(is_impatient=True)
    fake.fail("auth.test", status=503, error="<html>", times=1_000)
    seconds_until(503, bot, PATIENCE)
    assert readiness(bot) == (503, not_ready("Slack answers with the status 503"))
    fake.mend("auth.test")
    seconds_until(200, bot, PATIENCE)


def test_a_network_that_is_gone_is_told_and_forgotten_when_it_is_back(http: Http, fake: FakeSlack) -> None:
    with closing(Line(urlsplit(fake.url).port or 0)) as line:
        bot = http(is_impatient=True, SLACK_API_URL=f"http://127.0.0.1:{line.port}/api/")
        line.die()
        wait_until(lambda: readiness(bot) == (503, not_ready("Slack is out of reach (TimeoutError)")))
        line.revive()
        seconds_until(200, bot, PATIENCE)
        assert bot.stop()[0] == 0


def test_a_limit_of_what_is_asked_each_minute_is_no_reason_to_be_taken_out_of_service(http: Http, fake: FakeSlack) -> None:
    bot = http(is_impatient=True)
    asked = len(fake.calls_of("auth.test"))
    fake.fail("auth.test", status=429, headers={"Retry-After": HOUR})
    fake.wait_for("auth.test", asked + 1)
    assert seconds_until_answered(bot, fake) < SOON
    assert bot.get("/readyz") == 200


# --- over a socket


@pytest.fixture
def over_socket(run: Run, fake: FakeSlack) -> Process:
    bot = run(is_impatient=True, SLACK_APP_TOKEN=names.APP_TOKEN)
    bot.wait_until_ready()
    fake.socket().wait_until_connected()
    return bot


def expect_an_answer(fake: FakeSlack) -> None:
    """Ask over the socket."""
    before = len(answers(fake, names.DM))
    fake.socket().send("events_api", dm("où jardiner ?"))
    wait_until(lambda: len(answers(fake, names.DM)) > before)


def test_a_token_of_the_app_without_its_scope_is_said_at_the_start(run: Run, fake: FakeSlack) -> None:
    fake.app_scopes.clear()
    code, log = run(SLACK_APP_TOKEN=names.APP_TOKEN).wait()
    assert code == 2
    assert "connections:write" in log


def test_a_socket_that_slack_does_not_open_is_told_until_it_does(run: Run, fake: FakeSlack) -> None:
    fake.socket().admits = False
    bot = run(is_impatient=True, SLACK_APP_TOKEN=names.APP_TOKEN)
    fake.wait_for("apps.connections.open", 2)
    wait_until(lambda: readiness(bot) == (503, not_ready("not connected to Slack")))  # first it reads its pages
    fake.socket().admits = True
    seconds_until(200, bot, PATIENCE)
    expect_an_answer(fake)


@pytest.mark.parametrize("error", ["token_revoked", "missing_scope"])
def test_a_token_of_the_app_that_is_revoked_is_told_until_the_bot_is_started_with_another(
    over_socket: Process, fake: FakeSlack, error: str
) -> None:
    fake.revoke(names.APP_TOKEN, error)
    fake.socket().hang_up()
    seconds_until(503, over_socket, PATIENCE)
    reason = f"not connected to Slack: Slack refuses SLACK_APP_TOKEN ({error}): set a new one and start again"
    wait_until(lambda: readiness(over_socket) == (503, not_ready(reason)))
    assert over_socket.get("/healthz") == 200


def test_a_socket_that_is_closed_is_opened_again_once_slack_gives_an_address(over_socket: Process, fake: FakeSlack) -> None:
    fake.fail("apps.connections.open", error="internal_error", times=3)
    fake.fail("apps.connections.open", status=429, headers={"Retry-After": "0"})
    fake.socket().hang_up()
    seconds_until(503, over_socket, PATIENCE)
    seconds_until(200, over_socket, PATIENCE)
    expect_an_answer(fake)


def test_a_socket_at_whose_other_end_nobody_is_any_more_is_told_and_another_is_opened(run: Run, fake: FakeSlack) -> None:
    line = fake.socket().line()
    bot = run(is_impatient=True, SLACK_APP_TOKEN=names.APP_TOKEN)
    bot.wait_until_ready()
    line.die()
    seconds_until(503, bot, PATIENCE)
    wait_until(lambda: readiness(bot)[1].get("reason", "").startswith(("Slack has been silent for", "not connected")))
    line.revive()
    seconds_until(200, bot, PATIENCE)
    expect_an_answer(fake)
