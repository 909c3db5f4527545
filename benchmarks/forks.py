"""Calls made in copies of this process, several at once: each sees what is loaded here, and leaves it as it is."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Found = TypeVar("Found")

_CONTEXT = multiprocessing.get_context("fork")


def in_forks(calls: Sequence[Callable[[], Found]], at_once: int) -> Iterator[Found | None]:
    """Yield what each call returns, in their order, as soon as it is known; None for one that failed.

    Args:
        calls: what they return must be picklable; they need not be.
        at_once: processes at once.
    """
    found: dict[int, Found | None] = {}
    running: dict[Any, tuple[int, BaseProcess]] = {}
    begun = told = 0
    while told < len(calls):
        while begun < len(calls) and len(running) < at_once:
            here, there = _CONTEXT.Pipe(duplex=False)
            child: BaseProcess = _CONTEXT.Process(target=_send, args=(calls[begun], there), daemon=True)
            child.start()
            there.close()
            running[here] = begun, child
            begun += 1
        for ready in wait(list(running)):
            number, child = running.pop(ready)
            found[number] = _received(ready)
            child.join()
        while told in found:
            yield found.pop(told)
            told += 1


def _send(call: Callable[[], Found], there: Connection) -> None:
    there.send(call())


def _received(here: Any) -> Any:  # noqa: ANN401 - a connection, as `wait` gives it, and whatever was sent
    """Return what a child sent; None where it ended without a word."""
    with here:
        try:
            return here.recv()
        except EOFError:
            return None
