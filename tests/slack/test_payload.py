"""Payloads: what is Slack's is let through as it is, and nothing is that the bot, or Bolt, would stumble over."""

import itertools
import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest

from eig_bot.slack.payload import DEPTH, checked, is_acknowledged_at_once, read
from eig_bot.slack.shapes import MalformedError
from tests.fake_slack import Payload, dm
from tests.slack.conftest import Bot
from tests.slack.mutations import KINDS, mutations

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
URL = "https://hooks.slack.com/commands/T/1/x"
REFUSED = {"SlackApiError", "ConnectionError"}
AT_ONCE = {"command", "click", "judgement", "click in a modal", "click in the home", "shortcut", "message shortcut"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_slack_sends_is_let_through_as_it_is(kind: str) -> None:
    payload = KINDS[kind](URL)
    assert checked(payload) == payload


@pytest.mark.parametrize("kind", KINDS)
def test_commands_clicks_and_shortcuts_are_acknowledged_at_once(kind: str) -> None:
    assert is_acknowledged_at_once(KINDS[kind](URL)) == (kind in AT_ONCE)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_let_through_bolt_can_read(kind: str) -> None:
    for payload in _let_through(mutations(KINDS[kind](URL))):
        BoltRequest(body=payload, mode="socket_mode")


def _let_through(payloads: Iterable[Payload]) -> Iterator[Payload]:
    for payload in payloads:
        with suppress(MalformedError):
            yield checked(payload)


def _failures(bot: Bot, kind: str, every: int, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[str, Payload]]:
    """Dispatch every so many of the mutations, and yield what makes a listener fail; that Slack refuses an id is no failure."""
    caplog.set_level(logging.ERROR)
    for payload in _let_through(itertools.islice(mutations(KINDS[kind](bot.fake.response_url())), 0, None, every)):
        caplog.clear()
        assert bot.app.dispatch(BoltRequest(body=payload, mode="socket_mode")).status < 500, payload
        bot.settle()
        errors = [record.__dict__.get("error", "") for record in caplog.records if record.message == "listener failed"]
        yield from ((error, payload) for error in errors if error not in REFUSED)
    bot.fake.violations.clear()


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_let_through_makes_no_listener_fail(bot: Bot, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    assert list(_failures(bot, kind, 101, caplog)) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_at_all_that_is_let_through_makes_a_listener_fail(
    bot: Bot, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    assert list(_failures(bot, kind, 1, caplog)) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (json.dumps(dm("où ?", event_id="Ev1")), JSON),
        (json.dumps(dm("où ?", event_id="Ev1")), f"{JSON}; charset=utf-8"),
        (json.dumps(dm("où ?", event_id="Ev1")), ""),
        (urlencode({"payload": json.dumps(dm("où ?", event_id="Ev1"))}), FORM),
    ],
    ids=["json", "json with a charset", "no type", "form"],
)
def test_a_body_is_read_however_it_is_carried(body: str, kind: str) -> None:
    assert read(body.encode(), kind)["event_id"] == "Ev1"


def test_half_characters_and_null_characters_are_replaced_wherever_they_stand() -> None:
    payload = dm("a")
    event = {**payload["event"], "text": "a\ud800b\x00", "\ud800": ["\udfff"]}
    found = checked({**payload, "event": event})["event"]
    assert (found["text"], found["\ufffd"]) == ("a\ufffdb\ufffd", ["\ufffd"])


@pytest.mark.parametrize("depth", [DEPTH, 400, 3_000])
def test_what_is_nested_too_deeply_is_refused(depth: int) -> None:
    body = '{"type":' * depth + "1" + "}" * depth
    with pytest.raises(MalformedError):
        read(body.encode(), JSON)


def test_where_a_payload_is_malformed_is_told_without_what_it_holds() -> None:
    payload = dm("a")
    with pytest.raises(MalformedError) as refused:
        checked({**payload, "event": {**payload["event"], "ts": "zibeline"}})
    assert str(refused.value) == "body.event.ts"
