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
from eig_bot.journal.outbox import Entry
from eig_bot.publishing.outcome import Outcome, State
from eig_bot.publishing.replay import Files, by_branch

PREFIX = "eig-bot/"


class ToMerge:
    """The mode `branch`."""

    def __init__(self, pen: Pen, settings: GitSettings) -> None:
        """Take what writes, and where."""
        self._pen = pen
        self._settings = settings

    def push(self, entries: Sequence[Entry], service: str | None, day: date) -> Mapping[str, Outcome]:
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
            found = {name: Outcome(State.PUSHED) for name in merged}
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


def _open_one(copy: Copy, found: Mapping[str, Outcome]) -> _Open | None:
    """Return the branch on which something waits; None where nothing waits to be merged."""
    branch = max((outcome.branch for outcome in found.values() if outcome.branch), default=None)
    if branch is None:
        return None
    on_it = {name: outcome for name, outcome in found.items() if outcome.branch == branch}
    address = next((outcome.address for outcome in on_it.values() if outcome.address), None)
    return _Open(branch, copy.fetch(branch), address, tuple(on_it))


def _left_one(copy: Copy, files: Files, waiting: Sequence[Entry], there: Collection[str]) -> _Open | None:
    """Return the last branch where it has what waits: a process that was stopped has pushed it, and could not say so."""
    branch = max(there, default=None)
    commit = copy.fetch(branch) if branch else ""
    return _Open(branch, commit) if branch and files.have(commit, waiting) else None


def _proposing(copy: Copy, files: Files, waiting: Sequence[Entry], to: _Open, service: str | None) -> Mapping[str, Outcome]:
    done = files.replay(to.commit, waiting, service)
    address = (copy.push(done.commit, to.branch).address if done.made else None) or to.address
    proposed = {name: Outcome(State.PROPOSED, to.branch, address) for name in (*to.names, *done.made, *done.there)}
    return proposed | {name: Outcome(State.UNFIT, why=why) for name, why in done.unfit.items()}


def _proposed(copy: Copy, files: Files, entries: Sequence[Entry], there: Collection[str]) -> dict[str, Outcome]:
    """Return what became of entries that were proposed, and are not merged."""
    found: dict[str, Outcome] = {}
    for branch, waiting in by_branch(entries).items():
        still = files.have(copy.fetch(branch), waiting) if branch in there else []
        found |= {entry.name: Outcome.of(entry) if entry.name in still else Outcome(State.DROPPED) for entry in waiting}
    return found


def _new_name(day: date, there: Collection[str]) -> str:
    """Return a name that no branch has: an earlier one of the same day may be merged, and still there."""
    names = (f"{PREFIX}{day.isoformat()}{'' if number == 1 else f'-{number}'}" for number in count(1))
    return next(name for name in names if name not in there)
