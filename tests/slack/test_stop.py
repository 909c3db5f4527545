"""A clean stop: the first signal asks for it, a second one ends all, and what hangs holds up nothing."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from eig_bot.slack.stop import finish
from tests.waiting import PATIENCE

PROCESS = """
import sys
from eig_bot.slack.stop import stop_on_signals
stop = stop_on_signals({one_request})
print("begun", flush=True)
stop.wait()
print("stopping", flush=True)
sys.stdin.read()
"""


def _stopping(*signals: int, one_request: float, hangs: bool = False) -> int:
    """Send signals to a process, which finishes what is under way once it has got them, or hangs; return its exit code."""
    code = PROCESS.format(one_request=one_request)
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signals[0])
        assert process.stdout.readline() == "stopping\n"
        for number in signals[1:]:
            process.send_signal(number)
        if not hangs:
            process.stdin.close()
        return process.wait(PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_a_stop(number: int) -> None:
    assert _stopping(number, one_request=0) == 0


def test_one_that_comes_at_the_worst_moment_of_the_wait_asks_for_a_stop_too() -> None:
    within_wait = "with stop._cond: signal.raise_signal(signal.SIGTERM)"
    code = (
        f"import signal\nfrom eig_bot.slack.stop import stop_on_signals\nstop = stop_on_signals()\n{within_wait}\nstop.wait()"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=PATIENCE, check=False).returncode == 0


def test_a_second_one_ends_it_at_once() -> None:
    assert _stopping(signal.SIGTERM, signal.SIGINT, one_request=0, hangs=True) == 1


def test_one_that_comes_twice_is_one() -> None:
    assert _stopping(signal.SIGINT, signal.SIGINT, one_request=PATIENCE) == 0


def test_things_are_finished_in_their_order() -> None:
    done: list[int] = []
    steps: list[Callable[[], object]] = [lambda: done.append(1), lambda: done.append(2)]
    finish(steps, PATIENCE)
    assert done == [1, 2]


def test_what_hangs_is_left_behind() -> None:
    hanging, done = threading.Event(), threading.Event()
    finish([hanging.wait, done.set], 0)
    assert done.is_set()
    hanging.set()
