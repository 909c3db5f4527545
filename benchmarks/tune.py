"""What each number of `search/` and `answers/` is worth: two neighbours of each, tried on the open halves of the sets.

    make tune                                   all of them, some minutes
    make tune ARGS="--only index.py"            those whose name contains a text
    make tune ARGS="--untold --write"           those that have no line yet as they stand, and write it into their docstrings

For three values of a number, the one that stands with stars, a line tells in percent `right/misleading/held back`: of the
messages with an answer, those answered rightly and wrongly; of those without, those not answered (`benchmarks/marks.py`).

A value is tried in a copy of the package in which that one literal is changed, asked in a process of its own, over
`knowledge/`. What changes nothing there is tried on that folder without its phrasings, as a new team has it, and its line ends
with `(no phrasings)`.

With about 300 messages, half a percent is one or two of them: take a neighbour only where it gains more than that. The kept
halves are refused: what is tuned on them cannot be judged by them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import click

from benchmarks import hand_on, tuned_lines
from benchmarks.bare import bare
from benchmarks.constants import Constant, Number, changed, constants
from benchmarks.marks import Marks, Share
from benchmarks.not_tuned import NOT_TUNED
from benchmarks.replies import ROOT, BotFailedError, replies
from benchmarks.sets import SETS, Asked, Wanted, open_half, refuse_kept
from eig_bot.knowledge.library import Library
from eig_bot.search.cache import key_of

PACKAGE = ROOT / "eig_bot"
KNOWLEDGE = ROOT / "knowledge"
COUNTED = frozenset({Wanted.ANSWER, Wanted.SEVERAL, Wanted.NOTHING})
"""Messages that a line counts."""


@click.command()
@click.option("--only", multiple=True, metavar="TEXT", help="Numbers whose name contains it, as `index.py:LEXICAL`.")
@click.option("--untold", is_flag=True, help="Numbers whose docstring has no line of them as they stand.")
@click.option("--write", is_flag=True, help="Write the lines into the docstrings.")
@click.option("--jobs", type=int, default=os.cpu_count() or 1, help="Processes at once.")
def main(only: tuple[str, ...], untold: bool, write: bool, jobs: int) -> None:
    """Try two neighbours of each number, and print what it does to the answers."""
    begin = perf_counter()
    taken = [constant for constant in tunable() if _is_wanted(constant, only, untold)]
    messages = [asked for name in SETS for asked in open_half(name) if asked.wanted in COUNTED]
    with TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        trials = Trials(messages, Path(folder))
        grounds = ", ".join(f"{ground.now}{ground.suffix}" for ground in (trials.whole, trials.bare))
        click.echo(f"{len(taken)} numbers, {len(messages)} messages: {grounds}")
        told: dict[Constant, str] = {}
        for constant, line in zip(taken, pool.map(trials.line, taken), strict=True):
            click.echo(f"{constant.file}:{constant.owner} {line}")
            told[constant] = line
    if write:
        write_lines(told)
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


def write_lines(told: dict[Constant, str], package: Path = PACKAGE) -> None:
    """Write lines into the docstrings.

    Args:
        told: by number.
        package: the folder of the package.
    """
    for name in sorted({constant.file for constant in told}):
        file = package / name
        lines = {constant: line for constant, line in told.items() if constant.file == name}
        file.write_text(tuned_lines.with_lines(file.read_text("utf-8"), lines), "utf-8")


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder that values are tried on."""

    knowledge: Path
    data: Path
    """What the package as it stands has fitted on it."""
    key: str
    """The name of that in its cache."""
    now: str
    """What is counted as all numbers stand."""
    suffix: str
    """What a line ends with that was counted on it."""


class Trials:
    """Tries values on the same messages."""

    def __init__(self, messages: Sequence[Asked], scratch: Path, knowledge: Path = KNOWLEDGE) -> None:
        """Ask the package as it stands.

        Args:
            messages: of the open halves.
            scratch: an empty folder.
            knowledge: a folder with phrasings.

        Raises:
            KeptHalfError: a message is in the kept half.
        """
        refuse_kept(messages)
        self._messages = messages
        self._scratch = scratch
        self._fits = hand_on.modules_of(PACKAGE)
        self.whole = self._ground(knowledge, "")
        self.bare = self._ground(bare(knowledge, scratch / "bare"), " (no phrasings)")

    def line(self, constant: Constant) -> str:
        """Return the line of a number.

        Args:
            constant: the number.
        """
        for ground in (self.whole, self.bare):
            found = [self._try(constant, value, ground) for value in constant.neighbours]
            if any(one != ground.now for one in found):
                return tuned_lines.line(constant, _told(constant, found, ground)) + ground.suffix
        return tuned_lines.line(constant, _told(constant, [self.whole.now] * 2, self.whole))

    def _ground(self, knowledge: Path, suffix: str) -> Ground:
        data = self._scratch / f"data{suffix}"
        return Ground(knowledge, data, key_of(Library(knowledge).load()), self._counted(knowledge, data, ROOT), suffix)

    def _try(self, constant: Constant, value: Number, ground: Ground) -> str:
        with TemporaryDirectory(dir=self._scratch) as folder:
            changed(PACKAGE, constant, value, Path(folder))
            return self._counted(ground.knowledge, self._fitted(constant, ground, Path(folder)), Path(folder))

    def _fitted(self, constant: Constant, ground: Ground, copy: Path) -> Path:
        """Return where a copy of the package keeps what it fits: what it would only fit again is there already."""
        if not constant.file.startswith("search/"):
            return ground.data
        data = copy / "data"
        shutil.copytree(ground.data, data)
        if constant.file not in self._fits:
            path = {"PYTHONPATH": os.pathsep.join(map(str, (copy, ROOT)))}
            command = [sys.executable, "-m", "benchmarks.hand_on", str(data), ground.key, str(ground.knowledge.resolve())]
            subprocess.run(command, cwd=copy, env=os.environ | path, check=True)
        return data

    def _counted(self, knowledge: Path, data: Path, package: Path) -> str:
        try:
            marks = Marks.of(replies(self._messages, knowledge, data, package))
        except BotFailedError:
            return "fails"
        return "/".join(map(_percent, (marks.right, marks.misleading, marks.held_back)))


def _told(constant: Constant, found: Sequence[str], ground: Ground) -> list[tuple[Number, str]]:
    lower, upper = zip(constant.neighbours, found, strict=True)
    return sorted([lower, (constant.value, ground.now), upper])


def _is_wanted(constant: Constant, only: Iterable[str], untold: bool) -> bool:
    if untold and tuned_lines.is_told(constant, (PACKAGE / constant.file).read_text("utf-8")):
        return False
    return not only or any(text in constant.name for text in only)


def _percent(share: Share) -> str:
    return f"{100 * share.value:.1f}"


if __name__ == "__main__":
    main()
