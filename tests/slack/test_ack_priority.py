"""An answer gives way to what is not acknowledged yet, for some time."""

import threading
import time

import pytest

from eig_bot.slack.ack_priority import AckPriority
from tests.waiting import PATIENCE


def _in_a_thread(ack_priority: AckPriority, at_most: float) -> threading.Event:
    """Give way in a thread, and return what is set once it goes on."""
    goes_on = threading.Event()

    def answer() -> None:
        ack_priority.give_way(at_most)
        goes_on.set()

    threading.Thread(target=answer, daemon=True).start()
    return goes_on


def test_an_answer_waits_until_all_that_arrived_is_acknowledged() -> None:
    ack_priority = AckPriority()
    with ack_priority.arriving():
        with ack_priority.arriving():
            goes_on = _in_a_thread(ack_priority, PATIENCE)
        assert not goes_on.is_set()
    assert goes_on.wait(PATIENCE)


def test_an_answer_goes_on_when_acknowledgements_never_end() -> None:
    ack_priority = AckPriority()
    with ack_priority.arriving():
        assert _in_a_thread(ack_priority, 0.01).wait(PATIENCE)


def test_an_answer_goes_on_at_once_when_nothing_arrives() -> None:
    began = time.monotonic()
    AckPriority().give_way(PATIENCE)
    assert time.monotonic() - began < PATIENCE


def test_a_request_that_fails_holds_up_nothing() -> None:
    ack_priority = AckPriority()
    with pytest.raises(ValueError, match="zibeline"), ack_priority.arriving():
        raise ValueError("zibeline")
    assert _in_a_thread(ack_priority, PATIENCE).wait(PATIENCE)
