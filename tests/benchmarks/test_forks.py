"""Calls are made in copies of the process, several at once, and told in their order."""

import os
from collections.abc import Callable
from functools import partial

import pytest

from benchmarks.forks import in_forks

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
"""Python 3.12 warns of the threads of who runs the tests; `make tune` has none."""

SHED = {"rake": 1}


def take(tool: str) -> int:
    """Change what is here, as a copy may; return its process."""
    del SHED[tool]
    return os.getpid()


def fail() -> int:
    raise SystemExit(1)


def test_what_calls_return_comes_in_their_order() -> None:
    assert list(in_forks([partial(divmod, number, 3) for number in range(5)], 2)) == [divmod(number, 3) for number in range(5)]


def test_a_call_leaves_this_process_and_the_other_calls_as_they_are() -> None:
    processes = list(in_forks([partial(take, "rake")] * 3, 2))
    assert len({os.getpid(), *processes}) == 4
    assert SHED == {"rake": 1}


def test_a_call_that_fails_is_told_in_its_place() -> None:
    calls: list[Callable[[], int]] = [partial(int, "1"), fail, partial(int, "3")]
    assert list(in_forks(calls, 3)) == [1, None, 3]
