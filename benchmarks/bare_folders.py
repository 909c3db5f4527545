"""Folders without phrasings: what they are asked, and how well a confidence that has not seen a folder tells of it.

    python -m benchmarks.bare_folders [--corpus NAME FOLDER QUESTIONS]... [--words]

They are those of `benchmarks/folders` (a FAQ, sites, a wiki, a blog, a handbook, services: all invented), and `knowledge/`
without its phrasings. Each is asked its own questions, those of its set that it does not answer, and some that others are
asked; and all of them together are one large folder. Printed for each: right at 1, right in three; and, by a calibration
fitted on the others, the share of its own questions answered rightly and wrongly (stated at least 0.5), how many of the rest
are answered, and the curve of risk and coverage. Then, over all of them, four groups of equal size by stated confidence, with
what was observed. A `--corpus` is only judged.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np

from benchmarks.bare import bare
from benchmarks.corpus import Corpus, Question, read_all
from benchmarks.observed import Observed, by_signals, questions_alone
from benchmarks.replies import ROOT
from benchmarks.sets import SETS, open_half
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search import confidence
from eig_bot.search.confidence import Calibration
from eig_bot.search.fitting import fitted
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

FOLDERS = Path(__file__).parent / "folders"
FROM_OTHERS = 20
"""Questions of the other folders that each is asked."""
WEIGHED = 600
"""Examples that each folder counts for."""
PENALTY = 0.3
"""As in `calibration.py`."""
GROUPS = 4
COVERED = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of a folder's own questions, the surest ones first, of which the risk is told."""

Stated = list[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bare:
    """A folder without phrasings, and what it is asked."""

    name: str
    knowledge: KnowledgeBase
    questions: tuple[Question, ...]
    """Those that it answers, and foreign ones."""
    is_joined: bool = False
    """True for one that is made of others: it tells what a large folder is like, and nothing of these when they are judged."""

    def ranker(self, *, words_alone: bool = False) -> Ranker:
        """Return what ranks it; with `words_alone`, as long as no vectors are there, and where there are too many passages."""
        learnt = fitted(Index(self.knowledge), None)
        return Ranker(self.knowledge, learnt=replace(learnt, meaning=None) if words_alone else learnt)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a folder found."""

    seen: Observed
    own: tuple[bool, ...]
    """For each question, whether the folder answers it."""
    at_3: float
    """Share of its own questions that have a right one among the first three."""
    is_joined: bool = False

    @property
    def at_1(self) -> float:
        """Share of its own questions whose first hit is right."""
        return float(np.mean(np.array(self.seen.right)[list(self.own)]))


def made() -> Iterator[Bare]:
    """Yield the made folders and `knowledge/` without its phrasings, each with all that it is asked."""
    found = [_read(path) for path in sorted(FOLDERS.iterdir()) if path.is_dir()]
    for one in found:
        others = [question.text for other in found if other is not one for question in other.questions if question.right]
        drawn = random.Random(one.name).sample(others, FROM_OTHERS)  # noqa: S311 - not a secret
        yield replace(one, questions=(*one.questions, *(Question(text, frozenset(), is_foreign=True) for text in drawn)))
    with TemporaryDirectory() as folder:
        own = Library(bare(ROOT / "knowledge", Path(folder, "bare"))).load()
    messages = [asked for name in SETS for asked in open_half(name)]
    yield Bare("knowledge/", own, tuple(one for one in questions_alone(messages, own) if one.right or one.is_foreign))
    yield _joined([*found, Bare("knowledge/", own, ())])


def _joined(folders: Sequence[Bare]) -> Bare:
    """Return one large folder of all, asked what each is asked."""
    passages: list[Passage] = []
    questions = []
    for one in folders:
        before = len(passages)
        passages += [replace(passage, page=f"{one.name}/{passage.page}") for passage in one.knowledge.passages]
        questions += [replace(each, right=frozenset(at + before for at in each.right)) for each in one.questions]
    return Bare("all together", KnowledgeBase(tuple(passages)), tuple(questions), is_joined=True)


def read(corpus: Corpus) -> Bare:
    """Return another folder, read from a `corpus`."""
    knowledge, questions = read_all(corpus)
    return Bare(corpus.name, knowledge, tuple(one for one in questions if one.right or one.is_foreign))


def _read(folder: Path) -> Bare:
    return read(Corpus(folder.name, folder / "pages", str(folder / "questions.jsonl")))


def ask(folder: Bare, *, words_alone: bool = False) -> Asked:
    """Ask a folder all its questions.

    Args:
        folder: with what it is asked.
        words_alone: whether no use is made of what passages mean.
    """
    ranker = folder.ranker(words_alone=words_alone)
    numbers = {id(passage): number for number, passage in enumerate(folder.knowledge.passages)}
    own = [question for question in folder.questions if question.right]
    hits = ([numbers[id(hit.passage)] for hit in ranker.rank(Message.read(one.text)).hits[:3]] for one in own)
    at_3 = np.mean([not question.right.isdisjoint(found) for question, found in zip(own, hits, strict=True)])
    return Asked(
        by_signals(folder.name, ranker, folder.questions), tuple(bool(one.right) for one in folder.questions), float(at_3)
    )


def calibrated(seen: Sequence[Observed]) -> Calibration:
    """Return the calibration of several folders, each of which counts as much as another; `seen`: in each of them."""
    steady = np.random.default_rng(1)
    drawn = [one.only(np.resize(steady.permutation(len(one.right)), WEIGHED).tolist()) for one in seen]
    signals = np.concatenate([one.signals for one in drawn])
    usual = (0.0,) * signals.shape[1]
    return confidence.logistic(signals, [right for one in drawn for right in one.right], usual, PENALTY)


def stated(calibration: Calibration, seen: Observed) -> Stated:
    """Return what a calibration states of each question, with what came true.

    Args:
        calibration: states the probabilities.
        seen: what was seen, and was right.
    """
    return [(calibration.probability(*row), right) for row, right in zip(seen.signals, seen.right, strict=True)]


def groups(found: Stated) -> list[tuple[float, float, int]]:
    """Return for each of four groups of equal size, the least sure first, what was stated and observed, and how many they are.

    Args:
        found: what was stated, and came true.
    """
    parts = np.array_split(np.array(sorted(found), dtype=float), GROUPS)
    return [(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in parts]


def risks(found: Stated) -> list[float]:
    """Return the share of wrong first hits among the surest questions, for each of `COVERED`.

    Args:
        found: what was stated of questions, and came true.
    """
    right = [is_right for _, is_right in sorted(found, reverse=True)]
    return [1 - float(np.mean(right[: max(1, round(share * len(right)))])) for share in COVERED]


def left_out(asked: Sequence[Asked]) -> list[Stated]:
    """Return what is stated of each folder by a calibration fitted on the others; `asked`: what each found.

    Of one that is made of the others, it is stated by these.
    """
    return [
        stated(calibrated([other.seen for other in asked if other is not one and not other.is_joined]), one.seen)
        for one in asked
    ]


@click.command()
@click.option("--corpus", "corpora", nargs=3, multiple=True, metavar="NAME FOLDER QUESTIONS", help="A folder to judge by.")
@click.option("--words", is_flag=True, help="Ask without what passages mean.")
def main(corpora: tuple[tuple[str, str, str], ...], words: bool) -> None:
    """Print the tables."""
    asked = [ask(folder, words_alone=words) for folder in made()]
    judged = [ask(read(Corpus(name, Path(place), questions)), words_alone=words) for name, place, questions in corpora]
    unseen = left_out(asked)
    whole = calibrated([one.seen for one in asked])
    click.echo(
        f"{'folder':14}{'own':>5}{'at 1':>7}{'in 3':>7}{'right':>7}{'wrong':>7}{'others answered':>17}   risk at {COVERED}"
    )
    for one, told in zip([*asked, *judged], [*unseen, *(stated(whole, one.seen) for one in judged)], strict=True):
        click.echo(_line(one, told))
    mean = np.mean([(one.at_1, one.at_3) for one in asked if not one.is_joined], axis=0)
    click.echo(f"mean of the made ones: {mean[0]:.3f} at 1, {mean[1]:.3f} in 3")
    told = [each for one, seen in zip(asked, unseen, strict=True) if not one.is_joined for each in seen]
    parts = ", ".join(f"{said:.2f} {seen:.2f}" for said, seen, _ in groups(told))
    click.echo(f"{len(told)} questions of folders left out, four groups by confidence, stated and observed: {parts}")


def _line(one: Asked, told: Stated) -> str:
    own = [each for each, is_own in zip(told, one.own, strict=True) if is_own]
    others = [each for each, is_own in zip(told, one.own, strict=True) if not is_own]
    right = sum(right and said >= 0.5 for said, right in own) / len(own)
    wrong = sum(not right and said >= 0.5 for said, right in own) / len(own)
    answered = f"{sum(said >= 0.5 for said, _ in others)} of {len(others)}"
    curve = " ".join(f"{risk:.2f}" for risk in risks(own))
    return f"{one.seen.name:14}{len(own):5}{one.at_1:7.3f}{one.at_3:7.3f}{right:7.3f}{wrong:7.3f}{answered:>17}   {curve}"


if __name__ == "__main__":
    main()
