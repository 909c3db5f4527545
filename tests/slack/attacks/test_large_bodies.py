"""What nobody has signed is not worth reading; what somebody has signed is read, however long people write."""

from collections.abc import Callable

import pytest

from tests.fake_slack import Payload, as_http, dm, edited_dm, mention, message_shortcut, posted_message
from tests.slack.attacks.conftest import QUESTION, Door
from tests.slack.attacks.signing import escaped_json, signed

MEGABYTE = b"x" * 1_000_000
UNSIGNED = {
    "nothing": {},
    "no signature": {"X-Slack-Request-Timestamp": "1700000000"},
    "an old time": {"X-Slack-Request-Timestamp": "1700000000", "X-Slack-Signature": "v0=" + "0" * 64},
}
SCRIPTS = {
    "ascii": "a",
    "accents": "é",
    "CJK": "語",
    "astral": "𝒳",
    "backslash": "\\",
    "quote": '"',
    "ampersand": "&",
    "tab": "\t",
}
CARRIERS: dict[str, Callable[[str], Payload]] = {
    "dm": dm,
    "mention": mention,
    "shortcut": lambda text: message_shortcut("answer", posted_message(text)),
    "edit": lambda text: edited_dm(text, previous=text),
}


@pytest.mark.parametrize("headers", UNSIGNED.values(), ids=UNSIGNED)
def test_a_hundred_unsigned_bodies_of_a_megabyte_cost_next_to_nothing(door: Door, headers: dict[str, str]) -> None:
    before = door.process.cpu_seconds()
    for _ in range(100):
        assert door.process.post_raw(MEGABYTE, {**headers, "Content-Type": "application/json"}) in {401, 413}
    assert door.process.cpu_seconds() - before <= 1.0


def test_neither_do_bodies_with_a_signature_that_is_wrong(door: Door) -> None:
    _, headers = as_http(dm(QUESTION), "another secret")
    before = door.process.cpu_seconds()
    for size in (1_000_000, 700_000):
        for _ in range(50):
            assert door.process.post_raw(MEGABYTE[:size], headers) in {401, 413}
    assert door.process.cpu_seconds() - before <= 1.0


def test_neither_does_a_body_whose_length_is_not_said(door: Door) -> None:
    before = door.process.cpu_seconds()
    for _ in range(20):
        chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(MEGABYTE), MEGABYTE)
        assert door.process.post_raw(chunks, {"Transfer-Encoding": "chunked"}) in {401, 413}
    assert door.process.cpu_seconds() - before <= 1.0


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_signed_message_of_twelve_thousand_characters_of_any_script_is_answered(door: Door, script: str) -> None:
    assert door.ask(dm(f"{QUESTION} {script * 12_000}"))


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_however_it_is_written_and_carried(door: Door, script: str, carrier: Callable[[str], Payload]) -> None:
    assert door.process.post_raw(*signed(*escaped_json(carrier(script * 12_000)))) == 200
