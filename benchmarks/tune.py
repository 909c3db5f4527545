"""What each number of `search/` and `answers/` is worth: two neighbours of each, tried on the open halves of the sets.

    make tune                                   all of them: hours, since a number that is fitted takes a minute a value
    make tune ARGS="--write"                    and write the lines into the docstrings, each as soon as it is known
    make tune ARGS="--untold --write"           those whose line tells of another state; so what was stopped goes on
    make tune ARGS="--only index.py"            those whose name contains a text
    make tune ARGS="--reach 10 --only index.py" with neighbours ten times smaller and larger: does a number matter at all?

For three values of a number, the one that stands with stars, a line tells in percent `right/misleading/held
back/calibration error/courtesies`: of the messages with an answer, those answered rightly and wrongly; of the near questions
without one, those not answered; by how much the stated confidence and what came true differ, by tenths; of courtesies and
reactions, those taken for such (`benchmarks/marks.py`).

All messages of the open halves are asked but far questions, which every value holds back: 218 with an answer, 57 near
questions, 43 courtesies. So one message is 0.5, 1.8 or 2.3 percent: take a neighbour only where it gains more than that. The
kept halves are refused: what is tuned on them cannot be judged by them.

They are asked of `knowledge/`. What changes nothing there is tried on that folder without its phrasings, as a new team has it,
then with a third of them, which are too few for several voters; the line then ends with `(bare)` or `(few)`.

A value is tried in a copy of this process, where the module of that literal, and all that depends on it, is loaded again with
the value in its place; what does not depend on it stays, with the models and readings that it remembers
(`benchmarks/reloading.py`). So a number of one model fits that model alone, one of `policy.py` none.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a copy of a process has none of its threads

import click

from benchmarks import tuned_lines
from benchmarks.bare import bare
from benchmarks.constants import FOLDERS, REACH, Constant, Number, changed, constants, constants_in
from benchmarks.forks import in_forks
from benchmarks.marks import Marks, Share, calibration_error, tenths, wanting
from benchmarks.not_tuned import NOT_TUNED
from benchmarks.reloading import ReloadedPackage, Remembering, load
from benchmarks.replies import DAY, ROOT, Reply, as_reply
from benchmarks.sets import SETS, Asked, Wanted, open_half, refuse_kept
from eig_bot.clock import clock
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase

PACKAGE = ROOT / "eig_bot"
KNOWLEDGE = ROOT / "knowledge"
FEW = 3
"""Of so many phrasings, one is left where there are few."""
FAR_OFF = "far"
"""The group of questions that are not asked."""
PURE = {
    "eig_bot.answers.snippet": ["snippet"],
    "eig_bot.search.as_typed": ["TypedModel.fit", "TypedModel.log_probabilities"],
    "eig_bot.search.phrasings": [
        "PhrasingModel.fit",
        "PhrasingModel.predict",
        "SentenceIndex.build",
        "SentenceIndex.scores",
    ],
    "eig_bot.search.query": ["Understanding.query", "Understanding.phrasing"],
    "eig_bot.search.reactions": ["ReactionModel.read"],
}
"""Functions that remember what they found for the same arguments."""
OF_A_FOLDER = {
    "eig_bot.search.evidence": ["EvidenceSource.of"],
    "eig_bot.search.fitting": ["fitted"],
    "eig_bot.search.index": ["Index"],
    "eig_bot.search.query": ["understanding"],
}
"""Those that remember it for the same folder: their first argument is that, or made of it by what they import."""


@click.command()
@click.option("--only", multiple=True, metavar="TEXT", help="Numbers whose name contains it, as `index.py:LEXICAL`.")
@click.option("--untold", is_flag=True, help="Numbers whose docstring has no line of them with what is counted now.")
@click.option("--write", is_flag=True, help="Write the lines into the docstrings.")
@click.option("--reach", type=float, default=REACH, help="By what factor the larger neighbour is larger.")
@click.option("--jobs", type=int, default=os.cpu_count() or 1, help="Processes at once.")
def main(only: tuple[str, ...], untold: bool, write: bool, reach: float, jobs: int) -> None:
    """Try two neighbours of each number, and print what it does to the answers."""
    begin = perf_counter()
    messages = [asked for name in SETS for asked in open_half(name) if asked.group != FAR_OFF]
    trials = Trials(messages, grounds(KNOWLEDGE))
    taken = [one for one in tunable() if not only or any(text in one.name for text in only)]
    if untold:
        taken = [one for one in taken if not tuned_lines.is_told(one, (PACKAGE / one.file).read_text("utf-8"), trials.now)]
    stands = ", ".join(f"{found} {name}".rstrip() for name, found in trials.now.items())
    click.echo(f"{len(taken)} numbers, {len(messages)} messages: {stands}; {perf_counter() - begin:.0f} s")
    for constant, line in zip(taken, trials.lines(taken, reach, jobs), strict=True):
        click.echo(f"{constant.file}:{constant.owner} {line}")
        if write:
            write_line(constant, line)
    click.echo(f"{perf_counter() - begin:.0f} s")


def tunable(package: Path = PACKAGE) -> list[Constant]:
    """Return the numbers that are tried.

    Args:
        package: the folder of the package.
    """
    return [constant for constant in constants(package) if not is_exempt(constant)]


def is_exempt(constant: Constant) -> bool:
    """Return whether a number is in `NOT_TUNED`, by its own name or its constant's.

    Args:
        constant: the number.
    """
    return constant.name in NOT_TUNED or f"{constant.file}:{constant.owner}" in NOT_TUNED


def write_line(constant: Constant, line: str, package: Path = PACKAGE) -> None:
    """Write the line of a number into its docstring.

    Args:
        constant: the number.
        line: what is told of it.
        package: the folder of the package.
    """
    file = package / constant.file
    source = file.read_text("utf-8")
    tried = [one for one in constants_in(source, constant.file) if not is_exempt(one)]
    file.write_text(tuned_lines.with_lines(source, {constant: line}, tried), "utf-8")


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder that values are tried on."""

    name: str
    """What a line ends with that was counted on it."""
    knowledge: KnowledgeBase


def grounds(folder: Path) -> list[Ground]:
    """Return a knowledge folder as it is, without its phrasings, and with a part of them.

    Args:
        folder: with phrasings.
    """
    whole = Library(folder).load()
    with TemporaryDirectory() as scratch:
        without = Library(bare(folder, Path(scratch, "bare"))).load()
    passages = tuple(replace(passage, questions=passage.questions[::FEW]) for passage in whole.passages)
    return [Ground("", whole), Ground("(bare)", without), Ground("(few)", replace(whole, passages=passages))]


class Trials:
    """Tries values on the same messages; loads `search/` and `answers/` again, so that nothing else may have kept them."""

    def __init__(self, messages: Sequence[Asked], on: Sequence[Ground]) -> None:
        """Ask the package as it stands.

        Args:
            messages: of the open halves.
            on: the folders; of each number, the first one on which it tells.

        Raises:
            KeptHalfError: a message is in the kept half.
        """
        refuse_kept(messages)
        self._messages = messages
        self._grounds = on
        self._rankers: dict[str, Any] = {}
        self._remembering = Remembering(PURE, OF_A_FOLDER)
        self._package = ReloadedPackage(PACKAGE, FOLDERS, self._remembering)
        self._sources = {file: (PACKAGE / file).read_text("utf-8") for file in {one.file for one in constants(PACKAGE)}}
        self.now = {ground.name: str(figures(self._replies(ground))) for ground in on}
        """What is counted as all numbers stand, on each ground."""

    def lines(self, taken: Sequence[Constant], reach: float = REACH, jobs: int = 1) -> Iterable[str]:
        """Yield the lines of numbers, in their order, as soon as they are known.

        Args:
            taken: the numbers.
            reach: by what factor the larger neighbour is larger.
            jobs: processes at once.
        """
        values = [(constant, value) for constant in taken for value in constant.neighbours(reach)]
        found = in_forks([partial(self._try, constant, value) for constant, value in values], jobs)
        for constant in taken:
            yield self._line(constant, dict(zip(constant.neighbours(reach), islice(found, 2), strict=True)))

    def _line(self, constant: Constant, found: Mapping[Number, Sequence[str] | None]) -> str:
        told = {value: shown or ["fails"] for value, shown in found.items()}
        now = list(self.now.values())
        at = telling(list(told.values()), now)
        values = {value: shown[min(at, len(shown) - 1)] for value, shown in told.items()} | {constant.value: now[at]}
        return tuned_lines.line(constant, sorted(values.items()), self._grounds[at].name)

    def _try(self, constant: Constant, value: Number) -> list[str]:
        """Return what is counted with another value on each ground, up to the first one on which that differs."""
        self._package.change(constant.file, changed(self._sources[constant.file], constant, value))
        found: list[str] = []
        for ground in self._grounds:
            found.append(str(figures(self._replies(ground))))
            if found[-1] != self.now[ground.name]:
                break
        return found

    def _replies(self, ground: Ground) -> list[Reply]:
        """Ask all messages, as the command line does."""
        self._remembering.place = ground.name
        ranker = self._ranker(ground)
        responder = load("eig_bot.answers.responder").Responder(ranker)
        as_json, now = load("eig_bot.answers.json_output").as_json, clock(date.fromisoformat(DAY))()
        return [as_reply(asked, as_json(responder.respond(asked.text, asked.history, now=now))) for asked in self._messages]

    def _ranker(self, ground: Ground) -> Any:  # noqa: ANN401 - its module is loaded again
        """Return the ranker of a folder; it stays as long as its module does."""
        kind = load("eig_bot.search.ranker").Ranker
        if not isinstance(self._rankers.get(ground.name), kind):
            self._rankers[ground.name] = kind(ground.knowledge)
        return self._rankers[ground.name]


def telling(found: Iterable[Sequence[str]], now: Sequence[str]) -> int:
    """Return the number of the first ground on which a neighbour differs; 0, the first ground, where none does.

    Args:
        found: what was counted with each neighbour, ground by ground, up to the first one on which it differs.
        now: what is counted on each ground as all numbers stand.
    """
    return min((len(counted) - 1 for counted in found if counted[-1] != now[len(counted) - 1]), default=0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a line counts."""

    right: Share
    misleading: Share
    held_back: Share
    calibration_error: float
    """From 0 to 1."""
    courtesies: Share

    def __str__(self) -> str:
        shares = f"{100 * self.right.value:.1f}/{100 * self.misleading.value:.1f}/{100 * self.held_back.value:.0f}"
        return f"{shares}/{100 * self.calibration_error:.0f}/{100 * self.courtesies.value:.0f}"


def figures(found: Sequence[Reply]) -> Figures:
    """Count.

    Args:
        found: replies to messages of all kinds.
    """
    marks = Marks.of(found)
    return Figures(
        right=marks.right,
        misleading=marks.misleading,
        held_back=marks.held_back,
        calibration_error=calibration_error(tenths(found)),
        courtesies=Share.of(wanting(found, Wanted.SMALL_TALK), lambda reply: reply.kind == "small_talk"),
    )


if __name__ == "__main__":
    main()
