"""Pushes onto a branch that a person merges: one at a time, named by the day on which it was begun.

The forge does not tell whether a merge request is open, unless in a language of its own. What waits to be merged tells it: that
is over where the branch that is served has the question, however it was merged, and where the branch is gone or has it no more:
a person has refused or reworded it. A branch on which nothing waits any more is left alone; the next question begins another.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from eig_bot.git.push import Copy, Pen
from eig_bot.git_settings import GitSettings
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.replay import Files, by_branch

PREFIX = "eig-bot/"


class ToMerge:
    """The mode `branch`."""

    def __init__(self, pen: Pen, settings: GitSettings) -> None:
        """Take what writes, and where."""
        self._pen = pen
        self._settings = settings

    def push(self, entries: Sequence[OutboxEntry], service: str | None, day: date) -> Mapping[str, Progress]:
        """Make one attempt, and return what became of each entry by its name.

        Args:
            entries: what waits to be pushed or to be merged, the first accepted first.
            service: its name, as the author of commits; None where it has none.
            day: today, which names a branch that is begun.

        Raises:
            StalePushError: somebody was faster.
            RefusedPushError: the forge does not take it.
            GitError: the forge is out of reach, or the token may only read.
        """
        there = self._pen.branches(f"{PREFIX}*")
        with self._pen.opened(self._settings.branch) as copy:
            files = Files(copy, self._settings.folder)
            merged = files.have(copy.head, entries)
            found = {name: Progress(Stage.PUSHED) for name in merged}
            left = [entry for entry in entries if entry.name not in found]
            found |= _proposed(copy, files, left, there)
            waiting = [entry for entry in left if entry.branch is None]
            if not waiting:
                return found
            to = _open_one(copy, found) or _left_one(copy, files, waiting, there) or _Open(_new_name(day, there), copy.head)
            return {**found, **_proposing(copy, files, waiting, to, service)}


@dataclass(frozen=True, slots=True)
class _Open:
    """The branch that takes what is accepted now."""

    branch: str
    commit: str
    address: str | None = None
    names: tuple[str, ...] = ()
    """Of the entries that wait on it already."""


def _open_one(copy: Copy, found: Mapping[str, Progress]) -> _Open | None:
    """Return the branch on which something waits; None where nothing waits to be merged."""
    branch = max((progress.branch for progress in found.values() if progress.branch), default=None)
    if branch is None:
        return None
    on_it = {name: progress for name, progress in found.items() if progress.branch == branch}
    address = next((progress.address for progress in on_it.values() if progress.address), None)
    return _Open(branch, copy.fetch(branch), address, tuple(on_it))


def _left_one(copy: Copy, files: Files, waiting: Sequence[OutboxEntry], there: Collection[str]) -> _Open | None:
    """Return the last branch where it has what waits: a process that was stopped has pushed it, and could not say so."""
    branch = max(there, default=None)
    commit = copy.fetch(branch) if branch else ""
    return _Open(branch, commit) if branch and files.have(commit, waiting) else None


def _proposing(
    copy: Copy, files: Files, waiting: Sequence[OutboxEntry], to: _Open, service: str | None
) -> Mapping[str, Progress]:
    done = files.replay(to.commit, waiting, service)
    address = (copy.push(done.commit, to.branch).address if done.made else None) or to.address
    proposed = {name: Progress(Stage.PROPOSED, to.branch, address) for name in (*to.names, *done.made, *done.there)}
    return proposed | {name: Progress(Stage.UNFIT, why=why) for name, why in done.unfit.items()}


def _proposed(copy: Copy, files: Files, entries: Sequence[OutboxEntry], there: Collection[str]) -> dict[str, Progress]:
    """Return what became of entries that were proposed, and are not merged."""
    found: dict[str, Progress] = {}
    for branch, waiting in by_branch(entries).items():
        still = files.have(copy.fetch(branch), waiting) if branch in there else []
        found |= {entry.name: Progress.of(entry) if entry.name in still else Progress(Stage.DROPPED) for entry in waiting}
    return found


def _new_name(day: date, there: Collection[str]) -> str:
    """Return a name that no branch has: an earlier one of the same day may be merged, and still there."""
    names = (f"{PREFIX}{day.isoformat()}{'' if number == 1 else f'-{number}'}" for number in count(1))
    return next(name for name in names if name not in there)
