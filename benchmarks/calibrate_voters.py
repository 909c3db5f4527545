"""The calibration of several voters: fits it, and writes `eig_bot/search/data/voters.yml`.

    python -m benchmarks.calibrate_voters [--also FILE]... [--write]

The logistic model of "the first hit is right" given what the voters saw (`eig_bot/search/belief.py`) is fitted on the open
halves of the question sets, each message in its thread, and on the rows of other files: `q`, or the `turns` of a thread, with
`accept` (pages and headings), else `facts` (regular expressions that the right passage matches), and `kind` (absent, near or
far for what no passage answers; rows of other kinds than answer are left out).

Printed is how well it tells, and how far what it states is from what is so, each thread judged by a model fitted without it;
the thresholds of `Policy.by_voters` go with it: set them again with `make tune ARGS="--only by_voters"`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.replies import ROOT
from benchmarks.sets import SETS, Wanted, is_kept, open_half
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import Calibration, Numbers
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

FILE = ROOT / "eig_bot" / "search" / "data" / "voters.yml"
PENALTY = 3.0
"""Weight of the squares of the weights, each told in deviations of its signal; 1 gives the same log-loss, 10 a little more."""
PARTS = 8
"""Threads are dealt into so many parts, each of which is judged by a model fitted on the others."""
READ = 700
"""Characters of a passage in which its facts are looked for."""
_NOT_OURS = frozenset({"absent", "near", "far"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with what answers it."""

    id: str
    text: str
    history: tuple[str, ...]
    accept: frozenset[tuple[str, str]]
    facts: tuple[str, ...] = ()

    def is_answered_by(self, passage: Passage) -> bool:
        """Return whether a `passage` answers it."""
        if self.accept or not self.facts:
            return (passage.page, passage.section) in self.accept
        shown = " ".join([passage.section, passage.title, passage.text[:READ]])
        return all(re.search(fact, shown, re.IGNORECASE) for fact in self.facts)


@click.command()
@click.option("--also", "files", multiple=True, type=click.Path(exists=True, path_type=Path), help="Another set of messages.")
@click.option("--write", is_flag=True, help="Write the new calibration into the package.")
def main(files: tuple[Path, ...], write: bool) -> None:
    """Fit the calibration of several voters."""
    labelled = [*open_halves(), *(one for file in files for one in of_file(file))]
    values, right = seen_of(labelled, Ranker(Library(ROOT / "knowledge").load()))
    parts = np.array([crc32(one.id.partition("/")[0].encode()) % PARTS for one in labelled])
    stated = np.empty(len(right))
    for part in range(PARTS):
        other = fitted(values[parts != part], right[parts != part])
        stated[parts == part] = [other.probability(*row) for row in values[parts == part]]
    click.echo(f"{len(right)} messages, {right.mean():.0%} right; {report(stated, right)}")
    text = as_yaml(fitted(values, right), len(right))
    click.echo(text)
    if write:
        FILE.write_text(text, encoding="utf-8")


def open_halves() -> Iterator[Labelled]:
    """Yield the messages of the open halves that ask for one answer, and those that nothing answers."""
    for asked in (asked for name in SETS for asked in open_half(name)):
        if asked.wanted in {Wanted.ANSWER, Wanted.NOTHING}:
            yield Labelled(asked.id, asked.text, asked.history, frozenset(asked.accept))


def of_file(file: Path) -> Iterator[Labelled]:
    """Yield those of a file; rows of the kept halves are passed over.

    Args:
        file: JSON Lines, a message or a thread each.
    """
    for row in map(json.loads, filter(None, file.read_text(encoding="utf-8").split("\n"))):
        before: list[str] = []
        for number, turn in enumerate(row.get("turns", [row]), 1):
            kind = turn.get("kind", "answer")
            if kind in {"answer", *_NOT_OURS} and not (_is_ours(file) and is_kept(row["id"])):
                yield _labelled(f"{row['id']}/{number}", turn, before, has_answer=kind == "answer")
            before.append(turn["q"])


def seen_of(labelled: Sequence[Labelled], ranker: Ranker) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return what the voters saw, shape (messages, signals), and whether the first hit was right, shape (messages,).

    Args:
        labelled: the messages.
        ranker: finds passages.

    Raises:
        click.ClickException: the folder has too few phrasings for several voters.
    """
    if not ranker.has_voters:
        raise click.ClickException("the folder has too few phrasings for several voters")
    seen, right = [], []
    for one in labelled:
        turns = [turn for turn in map(Message.read, one.history) if not ranker.reaction(turn)]
        found = ranker.rank_turn(Message.read(one.text), turns)
        seen += [astuple(found.belief)] if found.belief else []
        right.append(bool(found.hits) and one.is_answered_by(found.hits[0].passage))
    return np.array(seen), np.array(right)


def fitted(values: Numbers, right: NDArray[np.bool_]) -> Calibration:
    """Return the logistic model of what is right, by Newton's method.

    Args:
        values: shape (messages, signals).
        right: shape (messages,).
    """
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    columns = np.column_stack([np.ones(len(values)), (values - middle) / spread])
    ridge = PENALTY * np.diag([0.0, *np.ones(values.shape[1])])
    weights = np.zeros(columns.shape[1])
    for _ in range(25):
        predicted = 1 / (1 + np.exp(-columns @ weights))
        hessian = (columns * (predicted * (1 - predicted))[:, None]).T @ columns + ridge + 1e-9 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, columns.T @ (right - predicted) - ridge @ weights)
    slopes = weights[1:] / spread
    return Calibration(float(weights[0] - slopes @ middle), tuple(map(float, slopes)))


def report(stated: Numbers, right: NDArray[np.bool_]) -> str:
    """Return the log-loss in nats, the area under the ROC curve and the calibration error of what was stated.

    Args:
        stated: probabilities, shape (messages,).
        right: shape (messages,).
    """
    loss = -np.mean(np.where(right, np.log(stated), np.log(1 - stated)))
    ranks = np.argsort(np.argsort(stated))[right]
    area = (ranks.sum() - right.sum() * (right.sum() - 1) / 2) / (right.sum() * (~right).sum())
    tenths = np.minimum((stated * 10).astype(int), 9)
    error = sum(abs(float(np.sum(stated[tenths == at] - right[tenths == at]))) for at in range(10)) / len(right)
    return f"log-loss {loss:.3f}, area {area:.3f}, calibration error {error:.3f}"


def as_yaml(calibration: Calibration, messages: int) -> str:
    """Return the text of the file.

    Args:
        calibration: what to write.
        messages: on how many it was fitted.
    """
    values = zip(Belief.__dataclass_fields__, calibration.weights, strict=True)
    lines = [f"{name}: {value:.3f}" for name, value in (("intercept", calibration.intercept), *values)]
    head = [
        "# Calibration of belief.py, for a folder with phrasings enough for several voters; written by",
        f"# `python -m benchmarks.calibrate_voters --write`, fitted on {messages} messages.",
    ]
    return "\n".join([*head, *lines]) + "\n"


def _labelled(name: str, turn: Mapping[str, Any], before: Sequence[str], *, has_answer: bool) -> Labelled:
    facts: str | Iterable[str] = turn.get("facts") or ()
    pairs = ((page, heading) for page, heading in turn.get("accept", ()))
    kept = (facts,) if isinstance(facts, str) else tuple(facts)
    return Labelled(name, turn["q"], tuple(before), frozenset(pairs) if has_answer else frozenset(), kept if has_answer else ())


def _is_ours(file: Path) -> bool:
    return file.resolve().parent == Path(__file__).with_name("questions").resolve()


if __name__ == "__main__":
    main()
