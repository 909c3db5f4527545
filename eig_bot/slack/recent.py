"""A small store in memory: the last keys seen, each for a while."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """Values by key, forgotten after a time or when there are too many; safe to share between threads."""

    def __init__(self, seconds: float, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep at most `size` keys, each for `seconds` after it was last set."""
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._lock = threading.Lock()
        self._values: OrderedDict[str, tuple[float, V]] = OrderedDict()

    def update(self, key: str, change: Callable[[V | None], V]) -> V | None:
        """Set a key to `change(what it was)`, in one step, and return what it was; None when it was not there."""
        now = self._clock()
        with self._lock:
            while self._values and (len(self._values) >= self._size or self._first_time() < now - self._seconds):
                self._values.popitem(last=False)
            _, before = self._values.pop(key, (now, None))
            self._values[key] = (now, change(before))
            return before

    def _first_time(self) -> float:
        return next(iter(self._values.values()))[0]
