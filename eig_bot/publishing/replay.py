"""Accepted questions, made again on the files as they are in a commit now: one small commit for each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eig_bot.editing.additions import Addition, AlreadyThereError, added, holds
from eig_bot.git.push import Copy, NotAFileError
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import editing as editing_messages
from eig_bot.messages import publishing as messages

NOBODY = "eig-bot"
"""Who speaks where `site.yml` names no service."""


@dataclass(slots=True)
class Replayed:
    """A chain of commits that nobody else has seen yet."""

    commit: str
    """The last of them; the one that they began on where nothing was to be done."""
    made: list[str] = field(default_factory=list)
    """Names of the entries that have a commit."""
    there: list[str] = field(default_factory=list)
    """Names of those whose question the file has already."""
    unfit: dict[str, str] = field(default_factory=dict)
    """Name of an entry that the file cannot take -> why, in a sentence with its place."""


class Files:
    """The files of the knowledge folder in a copy of the repository."""

    def __init__(self, copy: Copy, folder: str) -> None:
        """Take a copy.

        Args:
            copy: of the newest commits.
            folder: path of the knowledge folder within the repository, "" for all of it.
        """
        self._copy = copy
        self._folder = folder

    def have(self, commit: str, entries: Iterable[OutboxEntry]) -> list[str]:
        """Return the names of the entries whose question stands in its file.

        Args:
            commit: of the copy.
            entries: any.
        """
        return [entry.name for entry in entries if holds(_addition(entry), self._read(commit, entry))]

    def replay(self, parent: str, entries: Sequence[OutboxEntry], service: str | None) -> Replayed:
        """Make each entry on the one before; nothing is pushed.

        Args:
            parent: the commit to begin on.
            entries: in the order in which they were accepted.
            service: its name, as the author; None where it has none.

        Raises:
            GitError: a file cannot be fetched, or there is no room.
        """
        done = Replayed(parent)
        for entry in entries:
            try:
                content = added(_addition(entry), self._copy.read(done.commit, self._path(entry)))
            except AlreadyThereError:
                done.there.append(entry.name)
            except FieldError as error:
                done.unfit[entry.name] = str(error.problem(entry.path))
            except NotAFileError:
                done.unfit[entry.name] = editing_messages.edit_refused(entry.path, editing_messages.NOT_A_FILE)
            else:
                message = messages.commit_message(entry.path, entry.question, is_off_topic=entry.passage is None)
                done.commit = self._copy.commit(done.commit, self._path(entry), content, message, author_of(service))
                done.made.append(entry.name)
        return done

    def _read(self, commit: str, entry: OutboxEntry) -> bytes | None:
        try:
            return self._copy.read(commit, self._path(entry))
        except NotAFileError:
            return None

    def _path(self, entry: OutboxEntry) -> str:
        return f"{self._folder}/{entry.path}" if self._folder else entry.path


def author_of(service: str | None) -> str:
    """Return a name that git takes as an author's.

    Args:
        service: what `site.yml` calls it; None where it does not.
    """
    # What git itself leaves out at either end; nothing but that is no name to it.
    return " ".join(re.sub(r"[<>\x00-\x1f]", " ", service or "").split()).strip(" .,:;\"'\\") or NOBODY


def by_branch(entries: Iterable[OutboxEntry]) -> Mapping[str, list[OutboxEntry]]:
    """Return the entries that wait to be merged, by the branch on which they do.

    Args:
        entries: of the outbox; those on no branch are left out.
    """
    found: dict[str, list[OutboxEntry]] = {}
    for entry in entries:
        if entry.branch:
            found.setdefault(entry.branch, []).append(entry)
    return found


def _addition(entry: OutboxEntry) -> Addition:
    return Addition(entry.path, entry.question, entry.passage)
