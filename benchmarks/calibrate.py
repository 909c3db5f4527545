"""The general calibration, for folders without phrasings: fits it, and writes `eig_bot/search/data/calibration.yml`.

    python -m benchmarks.calibrate [--corpus FOLDER QUESTIONS]... [--write]

Questions are asked of folders that have no phrasings: `knowledge/` without its own, and as many others as one has, each with
a question set as `eig-bot eval` takes (rows of `kind` far or near are not its own). The logistic model of "the first hit is
right" given the signals (`eig_bot/search/confidence.py`) is fitted on all, each folder weighing as much as another.

Printed is the mean log-loss on each folder: of the calibration in use, of the new one, and of one fitted on the other folders
alone, which says what a folder that nobody measured would get. The thresholds of `Policy.without_phrasings` go with it: set
them again with `make tune ARGS="--only without_phrasings"`.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from benchmarks.bare import bare
from benchmarks.corpus import Corpus, Question, read_all
from benchmarks.replies import ROOT
from benchmarks.sets import SETS, Asked, Wanted, open_half
from benchmarks.verdicts import accepted
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search import confidence
from eig_bot.search.confidence import Calibration, Numbers, Signals
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

FILE = ROOT / "eig_bot" / "search" / "data" / "calibration.yml"
PENALTY = 1.0
"""Examples, about, that it takes to leave the usual weights: hundreds tell otherwise if they are wrong."""
WEIGHED = 300
"""Examples that each folder counts for."""


@click.command()
@click.option(
    "--corpus", "corpora", nargs=2, multiple=True, metavar="FOLDER QUESTIONS", help="Another folder, and what it is asked."
)
@click.option("--write", is_flag=True, help="Write the new calibration into the package.")
def main(corpora: tuple[tuple[str, str], ...], write: bool) -> None:
    """Fit the general calibration on folders without phrasings."""
    with TemporaryDirectory() as folder:
        own = Library(bare(ROOT / "knowledge", Path(folder, "bare"))).load()
    seen = [seen_in("knowledge/", own, own_questions(own))]
    for number, (place, questions) in enumerate(corpora, 2):
        seen.append(seen_in(f"folder {number}", *read_all(Corpus(place, Path(place), questions))))
    found = fitted(seen)
    for at, one in enumerate(seen):
        others = fitted([*seen[:at], *seen[at + 1 :]]) if len(seen) > 1 else None
        losses = [log_loss(calibration, one) for calibration in (confidence.general(), found, others) if calibration]
        click.echo(f"{one.name} ({len(one.right)} questions): " + ", ".join(f"{loss:.3f}" for loss in losses))
    text = as_yaml(found, seen)
    click.echo(text)
    if write:
        FILE.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the search saw of the questions that a folder was asked."""

    name: str
    signals: Numbers
    """Shape (questions, signals)."""
    right: tuple[bool, ...]
    """Whether the first hit of each was right."""


def seen_in(name: str, knowledge: KnowledgeBase, questions: Sequence[Question]) -> Seen:
    """Ask a folder; questions whose page it does not have tell nothing, and are left out.

    Args:
        name: of the folder, in what is printed.
        knowledge: the folder; it has no phrasings.
        questions: its own and others.
    """
    ranker = Ranker(knowledge)
    numbers = {id(passage): number for number, passage in enumerate(knowledge.passages)}
    asked = [question for question in questions if question.right or question.is_foreign]
    found = [ranker.rank(Message.read(question.text)) for question in asked]
    right = [
        bool(seen.hits) and numbers[id(seen.hits[0].passage)] in question.right
        for question, seen in zip(asked, found, strict=True)
    ]
    return Seen(name, np.array([astuple(seen.signals) for seen in found]), tuple(right))


def own_questions(knowledge: KnowledgeBase) -> list[Question]:
    """Return the first messages of the open halves, as questions to a folder.

    Args:
        knowledge: the folder of the sets, with phrasings or without.
    """
    messages = [asked for name in SETS for asked in open_half(name) if not asked.history]
    return [
        Question(asked.text, _numbers(asked, knowledge), is_foreign=asked.wanted is Wanted.NOTHING)
        for asked in messages
        if asked.wanted in {Wanted.ANSWER, Wanted.SEVERAL, Wanted.NOTHING}
    ]


def fitted(seen: Sequence[Seen]) -> Calibration:
    """Return the calibration of several folders, each of which weighs as much as another.

    Args:
        seen: what was seen in each.
    """
    steady = np.random.default_rng(1)
    rows = [steady.choice(len(one.right), WEIGHED, replace=len(one.right) < WEIGHED) for one in seen]
    signals = np.concatenate([one.signals[taken] for one, taken in zip(seen, rows, strict=True)])
    right = [one.right[at] for one, taken in zip(seen, rows, strict=True) for at in taken]
    return confidence.logistic(signals, right, confidence.USUAL, PENALTY)


def log_loss(calibration: Calibration, seen: Seen) -> float:
    """Return the mean surprise at what was right, in nats: 0 for one who always knows, 0.69 for one who never does.

    Args:
        calibration: what states the probabilities.
        seen: what was seen, and was right.
    """
    stated = [calibration.probability(*row) for row in seen.signals]
    return -sum(math.log(one if right else 1 - one) for one, right in zip(stated, seen.right, strict=True)) / len(stated)


def as_yaml(calibration: Calibration, seen: Sequence[Seen]) -> str:
    """Return the text of the file.

    Args:
        calibration: what to write.
        seen: what it was fitted on.
    """
    asked = sum(len(one.right) for one in seen)
    values = zip(Signals.__dataclass_fields__, calibration.weights, strict=True)
    lines = [f"{name}: {value:.2f}" for name, value in (("intercept", calibration.intercept), *values)]
    head = "# Calibration of confidence.py for a folder without phrasings; written by `python -m benchmarks.calibrate --write`,"
    return "\n".join([head, f"# fitted on {asked} questions to {len(seen)} folders.", *lines]) + "\n"


def _numbers(asked: Asked, knowledge: KnowledgeBase) -> frozenset[int]:
    right = accepted(asked)
    return frozenset(number for number, passage in enumerate(knowledge.passages) if (passage.page, passage.section) in right)


if __name__ == "__main__":
    main()
