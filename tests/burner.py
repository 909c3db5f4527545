"""Keeps all cores busy while a command runs: what is green only on a quiet machine is a lottery.

`python -m tests.burner COMMAND...` ends as the command does; `BUSY=3` is how many busy processes there are for each core.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

PER_CORE = 2
"""Busy processes for each core: of three that want it, the command has one third."""


def main(command: Sequence[str], per_core: int = PER_CORE) -> int:
    """Run a command beside busy processes, and return its exit code."""
    with busy(per_core * (os.cpu_count() or 1)):
        return subprocess.run(command, check=False).returncode


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep so many processes busy until the block ends."""
    started = [multiprocessing.Process(target=_burn, args=(os.getpid(),), daemon=True) for _ in range(processes)]
    for each in started:
        each.start()
    try:
        yield
    finally:
        for each in started:
            each.kill()


def _burn(parent: int) -> None:
    """Count until the parent is there no more."""
    while os.getppid() == parent:
        sum(range(100_000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], int(os.environ.get("BUSY", PER_CORE))))
