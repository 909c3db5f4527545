"""The general calibrations: fits them on labelled questions, and writes `eig_bot/search/data/calibration.yml`.

    python -m benchmarks.calibration [--more FILE]... [--only-signals] [--write]

Two logistic models of "the first hit is right" are fitted. *Voters*, for a folder with phrasings: given a `Belief`
(`eig_bot/search/belief.py`), on the open halves of `benchmarks/questions/`, and on files of the same form as one has more
(`--more`); what opens a thread and has no answer counts two thirds. *Words* and *meaning*, for a folder without: given
`Unasked` (`confidence.py`), on the folders of `bare_folders.py`, each weighing as much as another, ranked by words alone and
with what passages mean. `--only-signals` leaves the voters as they are.

Printed is the mean log-loss and the expected calibration error of each model in use, of the new one, and of one that had not
seen what it is asked: fitted on the other four fifths of the threads, or on the other folders. The thresholds of `Policy` go
with the calibrations: set them again with `make tune ARGS="--only policy.py"`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from benchmarks import bare_folders
from benchmarks.bare_folders import Stated, stated
from benchmarks.observed import Observed, by_voters
from benchmarks.replies import ROOT
from benchmarks.sets import SETS, Asked, Wanted, open_half, read_file
from eig_bot.knowledge.library import Library
from eig_bot.search import belief, confidence
from eig_bot.search.belief import Belief
from eig_bot.search.confidence import Calibration, Unasked
from eig_bot.search.ranker import Ranker

FILE = ROOT / "eig_bot" / "search" / "data" / "calibration.yml"
PENALTY = 0.3
"""Examples, about, that it takes to leave the usual weights: hundreds tell otherwise if they are wrong. Threads left out have a
mean log-loss of .448 with 1, .446 with 0.3 and 0.1, .447 with 0.01."""
HEAD = """\
# The general calibrations of the search; written by `python -m benchmarks.calibration --write`.
# For a folder without phrasings (confidence.py), ranked by words alone, and with what passages mean: fitted on
# `benchmarks/bare_folders.py`."""
VOTERS = "# For one with phrasings,"
FOLDS = 5
BINS = 10


@click.command()
@click.option("--more", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="More messages to knowledge/.")
@click.option("--only-signals", is_flag=True, help="Fit those for folders without phrasings alone.")
@click.option("--write", is_flag=True, help="Write the new calibrations into the package.")
def main(more: tuple[Path, ...], only_signals: bool, write: bool) -> None:
    """Fit the general calibrations."""
    before = FILE.read_text(encoding="utf-8")
    own = before[before.index(VOTERS) :] if only_signals else _voters(more)
    text = "\n".join([HEAD, *_signals("words", words_alone=True), *_signals("meaning", words_alone=False), own])
    click.echo(text)
    if write:
        FILE.write_text(text, encoding="utf-8")


def _voters(more: Sequence[Path]) -> str:
    messages = [asked for name in SETS for asked in open_half(name)]
    ranker = Ranker(Library(ROOT / "knowledge").load())
    voters = evened(ranker, [*messages, *(asked for file in more for asked in read_file(file))])
    believed = fitted(voters)
    click.echo(_judged(voters, belief.general(), believed, unseen_threads(voters)))
    return as_yaml(believed, voters)


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


def _signals(name: str, *, words_alone: bool) -> Iterator[str]:
    """Yield the lines of a calibration for folders without phrasings, once it is judged."""
    asked = [bare_folders.ask(folder, words_alone=words_alone) for folder in bare_folders.made()]
    found, used = bare_folders.calibrated([one.seen for one in asked]), confidence.general(with_meaning=not words_alone)
    for one, unseen in zip(asked, bare_folders.left_out(asked), strict=True):
        click.echo(f"{name}, {_judged(one.seen, used, found, unseen)}")
    yield f"{name}:"
    yield from (f"  {line}" for line in _values(found, Unasked.__dataclass_fields__, 2))


def fitted(seen: Observed) -> Calibration:
    """Return the calibration of the voters, given what was `seen`."""
    return confidence.logistic(seen.signals, seen.right, (0.0,) * seen.signals.shape[1], PENALTY)


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
            fitted(seen.only([at for other in parts[:fold] + parts[fold + 1 :] for at in other])), seen.only(part)
        )
    ]


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


def as_yaml(voters: Calibration, seen: Observed) -> str:
    """Return the part of the file for folders with phrasings.

    Args:
        voters: the calibration.
        seen: what it was fitted on.
    """
    return "\n".join(
        [
            f"{VOTERS} where several vote (belief.py): fitted on {len(set(seen.groups))} threads.",
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
