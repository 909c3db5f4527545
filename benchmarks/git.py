"""What following a repository costs: `python -m benchmarks.git` prints what it measures and writes it to `benchmarks/GIT.md`.

A real `git http-backend` with a password on this machine, the shipped pages beside 60 MB of pictures. Targets: a poll without
change takes under 50 ms (half of them), and a thousand of them leave memory, threads and open files as they were.
"""

import os
import platform
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.report import table as as_table
from eig_bot.clock import clock
from eig_bot.git.follow import Following
from eig_bot.git_settings import GitSettings
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from tests.git.forge import TOKEN, Forge

RESULTS = Path(__file__).with_name("GIT.md")
FOLDER = Path("knowledge")
POLLS, EDITS, PICTURES = 1_000, 20, 60
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
HOW = """\
Written by `python -m benchmarks.git`: a real `git http-backend` with a password on the same machine, the pages of `knowledge/`
beside 60 MB of pictures. Targets: a poll without change takes under 50 ms (half of them), and a thousand of them leave memory,
threads and open files as they were."""


@click.command()
@click.option("--polls", default=POLLS, help="Polls without a change.")
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS)
def main(polls: int, output: Path) -> None:
    """Measure a first copy, edits, and polls without a change."""
    with tempfile.TemporaryDirectory() as place, Forge(Path(place)) as forge:
        pages = {f"knowledge/{path.relative_to(FOLDER)}": path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
        forge.commit({**pages, **{f"images/{number}.jpg": os.urandom(1_000_000) for number in range(PICTURES)}})
        following = followed(Path(place), forge)
        first = timed(following.begin)
        version = following.git.run("version").out.decode().strip()
        name = next(name for name in sorted(pages) if name.endswith(".md"))
        edits = []
        for number in range(EDITS):
            forge.commit({name: pages[name] + f"\n\nEncore {number}.\n".encode()})
            edits.append(timed(following.poll))
        for _ in range(polls // 10):  # what is made once is made
            following.poll()
        before = held()
        times = [timed(following.poll) for _ in range(polls)]
        after = held()
        size = sum(path.stat().st_size for path in (Path(place) / "data").rglob("*") if path.is_file())
        shutil.rmtree(place, ignore_errors=True)
    machine = f"{os.cpu_count()} cores; Python {platform.python_version()}, {version}"
    quantiles = statistics.quantiles(times, n=100)
    rows = [
        ("first copy, tried and in service", f"{first * 1000:.0f} ms"),
        ("an edit, tried and in service", f"{statistics.median(edits) * 1000:.0f} ms"),
        ("a poll without change, half of them", f"{quantiles[49] * 1000:.0f} ms"),
        ("a poll without change, 95 of 100", f"{quantiles[94] * 1000:.0f} ms"),
        (f"memory before and after {polls} polls", f"{before[0]:.1f} MB, {after[0]:.1f} MB"),
        (f"threads and open files before and after {polls} polls", f"{before[1:]}, {after[1:]}"),
        (f"on the disk after {EDITS} edits", f"{size / 1e6:.1f} MB"),
    ]
    text = "\n".join(
        ["# Following a repository", "", HOW, "", f"Machine: {machine}.", "", as_table(("what", "measured"), rows), ""]
    )
    click.echo(text)
    output.write_text(text, encoding="utf-8")


def followed(place: Path, forge: Forge) -> Following:
    """Return what follows a forge, with a journal of its own."""
    settings = GitSettings(forge.address, folder="knowledge", token=TOKEN, environment={"PATH": os.defpath})
    journal, data = Journal.open(place / "data", Keys("a secret of sixteen letters")), place / "data"
    return Following(settings, data / "git", journal, last_good=data / "last-good", clock=clock(None), spacing=0)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def held() -> tuple[float, int, int]:
    """Return what this process holds: megabytes in memory, threads, open files."""
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_SIZE
    return resident / 1e6, threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


if __name__ == "__main__":
    main()
