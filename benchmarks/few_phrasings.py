"""What the first phrasings of a folder do to its answers: none, then a few more at a time, drawn at random.

    python -m benchmarks.few_phrasings [FOLDER...] [--draws N] [--steps N...]

FOLDER is one of those of `benchmarks/folders` that have `pages/`, `phrasings.jsonl` (written first, from the pages) and
`questions.jsonl` (written afterwards, in other words; those of a kind "near" are not for the folder). One line for each step of
each draw: how many questions are answered right and are misled, how many of the others are answered. The last line
says in how many of these a folder was worse off than without any phrasing.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from eig_bot.answers.responder import Responder
from eig_bot.clock import PARIS
from eig_bot.evaluation.measure import LabelledQuestion, Target, evaluate
from eig_bot.evaluation.question_sets import read_questions
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.ranker import Ranker

FOLDERS = Path(__file__).parent / "folders"
STEPS = (1, 3, 10, 100)
DRAWS = 5
NOW = datetime(2031, 4, 10, 12, tzinfo=PARIS)
"""None of the folders says anything that depends on the day."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the questions of a folder got."""

    right: int
    helpful: int
    misleading: int
    off_topic: int
    """Questions that are not for the folder, and were answered."""

    def is_worse_than(self, none: "Counts") -> bool:
        """Return whether more than one right answer fewer is given than with `none`, or a misleading or off-topic one more."""
        return self.right < none.right - 1 or self.misleading > none.misleading or self.off_topic > none.off_topic

    def __str__(self) -> str:
        return f"{self.right:>6}{self.helpful:>9}{self.misleading:>12}{self.off_topic:>11}"


class Folder:
    """Pages, phrasings that can be given to them, and questions that measure."""

    def __init__(self, path: Path) -> None:
        """Read the folder at a `path`."""
        self.name = path.name
        self._pages = Library(path / "pages").load()
        self.phrasings = _rows(path / "phrasings.jsonl")
        self.questions = _rows(path / "questions.jsonl")

    def counts(self, phrasings: int, draw: int = 0) -> Counts:
        """Return what the questions get.

        Args:
            phrasings: how many are given to the pages, at random.
            draw: which order of them; a larger step has those of a smaller one too.
        """
        metrics = evaluate(self.questions, Responder(Ranker(self.asked(self.drawn(phrasings, draw)))), NOW)
        ours, foreign = metrics.overall, metrics.off_topic
        off_topic = sum(held.questions - held.held_back for _, held in foreign)
        return Counts(ours.right, ours.helpful, ours.misleading, off_topic)

    def drawn(self, phrasings: int, draw: int) -> list[LabelledQuestion]:
        """Return `phrasings` of them at random, the first ones in the order of a `draw`."""
        order = np.random.default_rng(draw).permutation(len(self.phrasings))
        return [self.phrasings[at] for at in order[:phrasings]]

    def asked(self, phrasings: Sequence[LabelledQuestion]) -> KnowledgeBase:
        """Return the pages with some `phrasings`, each at its passage."""
        return replace(self._pages, passages=tuple(_with(passage, phrasings) for passage in self._pages.passages))


def _with(passage: Passage, phrasings: Sequence[LabelledQuestion]) -> Passage:
    here = Target(passage.page, passage.section)
    return replace(passage, questions=tuple(one.text for one in phrasings if here in one.targets))


def with_phrasings() -> list[str]:
    """Return the names of the folders that can be given some."""
    return sorted(path.parent.name for path in FOLDERS.glob("*/phrasings.jsonl"))


def _rows(path: Path) -> tuple[LabelledQuestion, ...]:
    return read_questions(path.name, path.read_bytes().splitlines())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What the first phrasings of a folder do to its answers.")
    parser.add_argument("folders", nargs="*", metavar="FOLDER", default=with_phrasings())
    parser.add_argument("--draws", type=int, default=DRAWS, metavar="N")
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS, metavar="N")
    options = parser.parse_args()
    print(f"{'folder':12}{'draw':>5}{'phrasings':>11}{'right':>8}{'helpful':>9}{'misleading':>12}{'off topic':>11}")
    worse = [
        is_worse for name in options.folders for is_worse in _measured(Folder(FOLDERS / name), options.steps, options.draws)
    ]
    print(f"worse than without: {sum(worse)} of {len(worse)}")


def _measured(folder: Folder, steps: Sequence[int], draws: int) -> Iterator[bool]:
    none = folder.counts(0)
    print(f"{folder.name:12}{'':5}{0:>11}  {none}")
    for draw in range(draws):
        for step in steps:
            found = folder.counts(step, draw)
            is_worse = found.is_worse_than(none)
            print(f"{folder.name:12}{draw:>5}{step:>11}  {found}{'  worse' if is_worse else ''}", flush=True)
            yield is_worse


if __name__ == "__main__":
    main()
