"""What answers may come later: who needs it waits, is told so once, and is let go when it will not come."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.slack.awaited import AwaitedResponder, StoppedError
from tests.waiting import PATIENCE


def test_who_needs_it_waits_until_it_is_there(shared_responder: LiveResponder) -> None:
    awaited = AwaitedResponder()
    assert not awaited.is_here
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(awaited.get)
        awaited.arrive(shared_responder)
        assert waiting.result(PATIENCE) is shared_responder
    assert awaited.is_here


def test_who_has_to_wait_is_told_so_once() -> None:
    awaited, told = AwaitedResponder(), []

    def ask() -> None:
        with awaited.telling(lambda: told.append("wait")):
            for _ in range(2):
                with pytest.raises(StoppedError):
                    awaited.get()

    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(ask)
        while not told:
            pass
        awaited.give_up()
        asking.result(PATIENCE)
    assert told == ["wait"]


def test_who_has_not_to_wait_is_told_nothing(shared_responder: LiveResponder) -> None:
    awaited, told = AwaitedResponder(shared_responder), []
    with awaited.telling(lambda: told.append("wait")):
        assert awaited.get() is shared_responder
    assert told == []


def test_what_comes_after_it_was_given_up_comes_to_nobody(shared_responder: LiveResponder) -> None:
    awaited = AwaitedResponder()
    awaited.give_up()
    awaited.arrive(shared_responder)
    assert not awaited.is_here
    with pytest.raises(StoppedError):
        awaited.get()


def test_what_is_there_is_not_given_up(shared_responder: LiveResponder) -> None:
    awaited = AwaitedResponder(shared_responder)
    awaited.give_up()
    assert awaited.get() is shared_responder
