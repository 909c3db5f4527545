"""What the journal costs: `python -m benchmarks.journal` prints what it measures and writes it to `benchmarks/JOURNAL.md`.

A simulated year in a temporary SQLite file: phrasings of `knowledge/`, each misspelt in its own way, some of them judged or
chosen. Then `eig-bot report` in processes of its own, and `questions.record`, which is all that recording adds to an answer.
Two targets: a year of 2,000 questions a day is reported in under 5 s, and recording takes under 3 ms (p95).
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Table

from benchmarks.report import machine
from benchmarks.report import table as as_table
from eig_bot.answers.answer import Kind
from eig_bot.journal.file_database import FILE
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.journal.tables import choices, feedback, questions
from eig_bot.knowledge.library import Library

RESULTS = Path(__file__).with_name("JOURNAL.md")
FOLDER = Path("knowledge")
DAYS, A_DAY, PEOPLE = 365, 2_000, 3_000
KINDS = {Kind.ANSWER: 70, Kind.CALL_STATUS: 8, Kind.SUGGESTIONS: 10, Kind.NO_ANSWER: 10, Kind.SMALL_TALK: 2}
"""Out of a hundred questions."""
SLIPS = (0, 0, 1, 1, 2)
"""Letters of a question that are left out, doubled or wrong: one of these numbers."""
CHOSEN, TURNED_DOWN, JUDGED, BAD = 0.5, 0.4, 0.05, 0.3
"""Shares: of suggestions that someone chose from, of these that were turned down; of answers that were judged, and badly."""
REASONS = ("wrong", "incomplete", "beside")
BATCH = 20_000
REPORTED = (7, 30, 365)
RUNS = 3
RECORDED = 2_000
HOW = """\
Written by `python -m benchmarks.journal`, which says what each figure is, on a temporary SQLite file. Targets: a year of 2,000
questions a day is reported in under 5 s; recording a question takes under 3 ms (p95). The simulated questions are phrasings of
`knowledge/` with slips, half of them worded as no other: a report groups the most asked ones and says how many it left out."""

Row = tuple[Any, ...]


@click.command()
@click.option("--a-day", default=A_DAY, help="Questions a day.")
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS)
def main(a_day: int, output: Path) -> None:
    """Measure reports and recording."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with opened(data) as journal:
            fill(journal, a_day)
        size = (data / FILE).stat().st_size
        reports = [(f"`eig-bot report --days {days}`", report_times(data, days)) for days in REPORTED]
        with opened(data) as journal:
            recording = recording_times(journal)
    p50, p95, p99 = (statistics.quantiles(recording, n=100)[at] for at in (49, 94, 98))
    parts = [
        "# What the journal costs",
        HOW,
        f"Machine: {machine()}",
        f"## A year of {a_day:,} questions a day: {DAYS * a_day:,} questions, {size / 1e6:,.0f} MB",
        as_table(
            ("in a new process", "median", f"slowest of {RUNS}"),
            [(name, f"{statistics.median(taken):.2f} s", f"{max(taken):.2f} s") for name, taken in reports],
        ),
        as_table(
            ("recording a question", "p50", "p95", "p99"),
            [(f"`questions.record`, {RECORDED:,} times", *(f"{1000 * seconds:.2f} ms" for seconds in (p50, p95, p99)))],
        ),
    ]
    text = "\n\n".join(parts)
    click.echo(text)
    output.write_text(text + "\n", encoding="utf-8")


def opened(data: Path) -> closing[Journal]:
    """Open the journal of a data folder, to be closed after use: what was written is then in its file, as after a year."""
    return closing(Journal.open(data, Keys(kept_secret(data))))


def fill(journal: Journal, a_day: int) -> None:
    """Write a year of questions into an empty SQLite journal, with what was chosen and judged."""
    rows: dict[Table, list[Row]] = {questions: [], choices: [], feedback: []}
    with journal.database.begin() as connection:
        for table, row in _year(random.Random(1), a_day):  # noqa: S311 - a simulation
            rows[table].append(row)
            if len(rows[questions]) == BATCH:
                _write(connection, rows)
        _write(connection, rows)


def report_times(data: Path, days: int) -> list[float]:
    """Time `eig-bot report` as a shell sees it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EIG_BOT_", "SLACK_"))}
    command = [sys.executable, "-m", "eig_bot", "report", "--days", str(days), "--knowledge", str(FOLDER)]
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, env=environment | {"EIG_BOT_DATA": str(data)}, check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return taken


def recording_times(journal: Journal) -> list[float]:
    """Time what recording adds to an answer, on a journal that holds a year."""
    taken = []
    for number in range(RECORDED):
        question = Question(
            id=new_id(),
            at=journal.now(),
            asker=journal.keys.hashed(f"U{number % PEOPLE}"),
            surface="dm",
            text=f"combien coûte une parcelle de {number} m² ?",
            kind=Kind.ANSWER,
            passage="parcelle.md\tObtenir une parcelle\tLe prix",
            confidence=0.9,
            latency_ms=3,
            thread=journal.keys.hashed("D1", str(number)),
        )
        begin = time.perf_counter()
        journal.questions.record(question)
        taken.append(time.perf_counter() - begin)
    return taken


def _write(connection: Connection, rows: Mapping[Table, list[Row]]) -> None:
    """Write rows past SQLAlchemy's types, which would take most of the time, and forget them."""
    for table, batch in rows.items():
        if batch:
            places = ", ".join("?" * len(table.columns))
            connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({places})", batch)  # noqa: S608 - our own tables
            batch.clear()


def _year(rng: random.Random, a_day: int) -> Iterator[tuple[Table, Row]]:
    """Yield rows, their values in the order of the columns; the last question was asked now."""
    asked = [(passage.identity, text) for passage in Library(FOLDER).load().passages for text in passage.questions]
    total = DAYS * a_day
    picked = rng.choices(asked, [1 / (1 + place % 37) for place in range(len(asked))], k=total)
    kinds = rng.choices(list(KINDS), list(KINDS.values()), k=total)
    begin = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=DAYS)
    for number, (kind, (passage, text)) in enumerate(zip(kinds, picked, strict=True), 1):
        name, thread = f"{rng.getrandbits(128):032x}", f"{rng.getrandbits(128):032x}"
        person = f"{rng.randrange(PEOPLE):032x}"
        at = (begin + timedelta(days=number / a_day)).isoformat(" ", "microseconds")
        yield questions, (number, name, at, person, thread, "dm", _misspelt(rng, text), kind, passage, 0.5, 3)
        if kind is Kind.SUGGESTIONS and rng.random() < CHOSEN:
            yield choices, (name, person, at, None if rng.random() < TURNED_DOWN else passage)
        if kind is Kind.ANSWER and rng.random() < JUDGED:
            reason = rng.choice(REASONS) if rng.random() < BAD else None
            yield feedback, (name, person, passage, at, int(reason is None), reason, None)


def _misspelt(rng: random.Random, text: str) -> str:
    for _ in range(rng.choice(SLIPS)):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(("", text[at] * 2, "e")) + text[at + 1 :] or text
    return text


if __name__ == "__main__":
    main()
