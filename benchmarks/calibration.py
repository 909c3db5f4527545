"""The general calibrations: fits them on labelled questions, and writes `eig_bot/search/data/calibration.yml`.

    python -m benchmarks.calibration [--more FILE]... [--corpus FOLDER QUESTIONS]... [--write]

Two logistic models of "the first hit is right" are fitted. *Voters*, for a folder with phrasings: given a `Belief`
(`eig_bot/search/belief.py`), on the open halves of `benchmarks/questions/`, and on files of the same form as one has more
(`--more`); what opens a thread and has no answer counts two thirds. *Signals*, for a folder without: given `Signals`
(`confidence.py`), on `knowledge/` without its phrasings, and on other folders, each with a question set as `eig-bot eval` takes
(rows of `kind` far or near are not its own) and weighing as much as another; where no other is given, it stays as it is, since
one folder says too little of others.

Printed is the mean log-loss and the expected calibration error of each model in use, of the new one, and of one that had not
seen what it is asked: fitted on the other four fifths of the threads, or on the other folders. The thresholds of `Policy` go
with the calibrations: set them again with `make tune ARGS="--only policy.py"`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from benchmarks.bare import bare
from benchmarks.corpus import Corpus, read_all
from benchmarks.observed import Observed, by_signals, by_voters, questions_alone
from benchmarks.replies import ROOT
from benchmarks.sets import SETS, Asked, Wanted, open_half, read_file
from eig_bot.knowledge.library import Library
from eig_bot.search import belief, confidence
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import USUAL, Calibration, Signals
from eig_bot.search.ranker import Ranker

FILE = ROOT / "eig_bot" / "search" / "data" / "calibration.yml"
PENALTY = 0.3
"""Examples, about, that it takes to leave the usual weights: hundreds tell otherwise if they are wrong. Threads left out have a
mean log-loss of .448 with 1, .446 with 0.3 and 0.1, .447 with 0.01."""
WEIGHED = 300
"""Examples that each folder without phrasings counts for."""
FOLDS = 5
BINS = 10

Stated = list[tuple[float, bool]]
"""Probabilities that were stated, each with what came true."""


@click.command()
@click.option("--more", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="More messages to knowledge/.")
@click.option(
    "--corpus", "corpora", nargs=2, multiple=True, metavar="FOLDER QUESTIONS", help="Another folder, and what it is asked."
)
@click.option("--write", is_flag=True, help="Write the new calibrations into the package.")
def main(more: tuple[Path, ...], corpora: tuple[tuple[str, str], ...], write: bool) -> None:
    """Fit the general calibrations."""
    messages = [asked for name in SETS for asked in open_half(name)]
    ranker = Ranker(Library(ROOT / "knowledge").load())
    voters = evened(ranker, [*messages, *(asked for file in more for asked in read_file(file))])
    believed = fitted([voters], weighed=None)
    click.echo(_judged(voters, belief.general(), believed, unseen_threads(voters)))
    signals = _signals(messages, corpora) if corpora else confidence.general()
    text = as_yaml(believed, signals, voters)
    click.echo(text)
    if write:
        FILE.write_text(text, encoding="utf-8")


def evened(ranker: Ranker, messages: Sequence[Asked]) -> Observed:
    """Return what the voters of `knowledge/` see of messages, those that open a thread and have no answer counting two thirds.

    There are as many of these in the sets as of those with one, and in whole threads one in four: what a team will see is not
    known. Counting half, 2 in 100 more messages are answered rightly and 1 more wrongly; counting wholly, 1 fewer of both.

    Args:
        ranker: over `knowledge/`.
        messages: of all kinds.
    """
    without = {asked.id for asked in messages if asked.wanted is Wanted.NOTHING and not asked.history}
    rest = by_voters("knowledge/", ranker, [asked for asked in messages if asked.id not in without])
    others = by_voters("knowledge/", ranker, [asked for asked in messages if asked.id in without])
    return Observed.joined([rest, rest, rest, others, others])


def _signals(messages: Sequence[Asked], corpora: Sequence[tuple[str, str]]) -> Calibration:
    with TemporaryDirectory() as folder:
        own = Library(bare(ROOT / "knowledge", Path(folder, "bare"))).load()
    seen = [by_signals("knowledge/ without phrasings", own, questions_alone(messages, own))]
    for number, (place, questions) in enumerate(corpora, 2):
        seen.append(by_signals(f"folder {number}", *read_all(Corpus(place, Path(place), questions))))
    found = fitted(seen)
    for at, one in enumerate(seen):
        click.echo(_judged(one, confidence.general(), found, stated(fitted([*seen[:at], *seen[at + 1 :]]), one)))
    return found


def fitted(seen: Sequence[Observed], weighed: int | None = WEIGHED) -> Calibration:
    """Return the calibration of several folders.

    Args:
        seen: what was seen in each.
        weighed: how many examples each counts for; None: as many as it has.
    """
    steady = np.random.default_rng(1)
    drawn = [
        one if weighed is None else one.only(steady.choice(len(one.right), weighed, replace=len(one.right) < weighed).tolist())
        for one in seen
    ]
    signals = np.concatenate([one.signals for one in drawn])
    usual = USUAL if signals.shape[1] == len(USUAL) else (0.0,) * signals.shape[1]
    return confidence.logistic(signals, [right for one in drawn for right in one.right], usual, PENALTY)


def unseen_threads(seen: Observed) -> Stated:
    """Return what is stated of each question by a model that has seen no message of its thread.

    Args:
        seen: what was seen, with the threads.
    """
    folds = {group: at % FOLDS for at, group in enumerate(sorted(set(seen.groups)))}
    parts = [[at for at, group in enumerate(seen.groups) if folds[group] == fold] for fold in range(FOLDS)]
    return [
        one
        for fold, part in enumerate(parts)
        for one in stated(
            fitted([seen.only([at for other in parts[:fold] + parts[fold + 1 :] for at in other])], None), seen.only(part)
        )
    ]


def stated(calibration: Calibration, seen: Observed) -> Stated:
    """Return what a calibration states of each question, with what came true.

    Args:
        calibration: states the probabilities.
        seen: what was seen, and was right.
    """
    return [(calibration.probability(*row), right) for row, right in zip(seen.signals, seen.right, strict=True)]


def log_loss(found: Stated) -> float:
    """Return the mean surprise at what came true, in nats: 0 for one who always knows, 0.69 for one who never does.

    Args:
        found: what was stated, and came true.
    """
    return -sum(math.log(probability if right else 1 - probability) for probability, right in found) / len(found)


def calibration_gap(found: Stated) -> float:
    """Return the expected calibration error over tenths.

    Args:
        found: what was stated, and came true.
    """
    tenths: dict[int, float] = {}
    for probability, right in found:
        tenth = min(int(probability * BINS), BINS - 1)
        tenths[tenth] = tenths.get(tenth, 0.0) + probability - right
    return sum(map(abs, tenths.values())) / len(found)


def as_yaml(voters: Calibration, signals: Calibration, seen_by_voters: Observed) -> str:
    """Return the text of the file.

    Args:
        voters: the calibration for folders with phrasings.
        signals: that for folders without.
        seen_by_voters: what the former was fitted on.
    """
    return "\n".join(
        [
            "# The general calibrations of the search; written by `python -m benchmarks.calibration --write`.",
            "# For a folder without phrasings (confidence.py): fitted on what several folders are asked (`--corpus`).",
            *_values(signals, Signals.__dataclass_fields__, 2),
            f"# For one with phrasings, where several vote (belief.py): fitted on {len(set(seen_by_voters.groups))} threads.",
            "voters:",
            *(f"  {line}" for line in _values(voters, Belief.__dataclass_fields__, 3)),
            "",
        ]
    )


def _values(calibration: Calibration, names: Iterable[str], digits: int) -> Iterator[str]:
    for name, value in zip(("intercept", *names), (calibration.intercept, *calibration.weights), strict=True):
        yield f"{name}: {value:.{digits}f}"


def _judged(seen: Observed, used: Calibration, new: Calibration, unseen: Stated) -> str:
    told = {"in use": stated(used, seen), "new": stated(new, seen), "unseen": unseen}
    parts = (f"{name} {log_loss(one):.3f} / {calibration_gap(one):.3f}" for name, one in told.items() if one)
    return f"{seen.name}, {len(seen.right)} questions (log-loss / calibration error): {', '.join(parts)}"


if __name__ == "__main__":
    main()
