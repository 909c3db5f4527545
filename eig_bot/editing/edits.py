"""Adds a phrasing to a page of a folder, or a question to its `hors-sujet.yml`; every other byte of the file stays as it is.

`additions.py` says what the file becomes; here it is read and written.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eig_bot.editing.additions import Addition, added
from eig_bot.errors import EigBotError
from eig_bot.files import WritePolicy, whole
from eig_bot.knowledge.passage import Passage
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import editing as messages
from eig_bot.messages import knowledge as knowledge_messages

NEW_FILE_MODE = 0o644
"""Others than the bot read the folder too: whoever edits it, and Git."""


class EditError(EigBotError):
    """A file cannot take what should be added, and stays as it was; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One file, before and after."""

    path: str
    """Within the knowledge folder, with slashes."""
    before: bytes | None
    """None for a file that was not there."""
    after: bytes

    @property
    def line(self) -> int:
        """Line of the question, from 1: the last of those that were added."""
        old, new = (source.splitlines() for source in (self.before or b"", self.after))
        same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
        return same + max(1, len(new) - len(old))


def phrasing_edit(folder: Path, passage: Passage, question: str, pending: Sequence[Edit] = ()) -> Edit:
    """Return the edit that makes a question a phrasing of a passage; nothing is written.

    Args:
        folder: the knowledge folder; the page is read as it is now.
        passage: of that folder, found again by its page and headings.
        question: how people ask for it.
        pending: earlier edits that are not written, on which this one stands.

    Raises:
        EditError: the page cannot take it.
    """
    return _edit(folder, Addition.of_phrasing(passage, question), pending)


def off_topic_edit(folder: Path, question: str, pending: Sequence[Edit] = ()) -> Edit:
    """Return the edit that adds a question to those that are nobody's here; nothing is written.

    Args:
        folder: the knowledge folder, whose `hors-sujet.yml` is read as it is now.
        question: that was asked of the wrong service.
        pending: earlier edits that are not written, on which this one stands.

    Raises:
        EditError: the file cannot take it.
    """
    return _edit(folder, Addition.of_off_topic(question), pending)


def refusal(folder: Path, passage: Passage) -> str | None:
    """Return the sentence that says why a passage's page cannot take phrasings; None when it can.

    Args:
        folder: the knowledge folder.
        passage: of that folder.
    """
    try:
        phrasing_edit(folder, passage, _ANY_QUESTION)
    except EditError as error:
        return str(error)
    return None


def add_phrasing(folder: Path, passage: Passage, question: str) -> Edit:
    """Write a phrasing into the page as it is now, and return what was written.

    Args:
        folder: the knowledge folder.
        passage: of that folder, found again by its page and headings.
        question: how people ask for it.

    Raises:
        EditError: the page cannot take it, or cannot be written.
    """
    with _WRITING:
        return write(folder, phrasing_edit(folder, passage, question))


def add_off_topic(folder: Path, question: str) -> Edit:
    """Write a question into `hors-sujet.yml` as it is now, and return what was written.

    Args:
        folder: the knowledge folder.
        question: that was asked of the wrong service.

    Raises:
        EditError: the file cannot take it, or cannot be written.
    """
    with _WRITING:
        return write(folder, off_topic_edit(folder, question))


def write(folder: Path, edit: Edit) -> Edit:
    """Write a file, whole or not at all; one that was changed since the edit was made is left alone.

    Args:
        folder: the knowledge folder.
        edit: what to write; it is also what comes back.

    Raises:
        EditError: the file was changed, or cannot be written.
    """
    file = (folder / edit.path).resolve()
    try:
        with whole(file, WritePolicy.DURABLE, mode=NEW_FILE_MODE) as draft:
            draft.write_bytes(edit.after)
            if _current(folder, edit.path, ()) != edit.before:
                raise EditError(messages.edit_refused(edit.path, messages.CHANGED_MEANWHILE))
    except OSError as error:
        raise EditError(messages.edit_refused(edit.path, messages.UNWRITABLE)) from error
    return edit


_WRITING = threading.Lock()
"""Two people may accept at one time: the second edit is made of what the first one wrote."""
_ANY_QUESTION = "a phrasing that no page has"


def _edit(folder: Path, addition: Addition, pending: Sequence[Edit]) -> Edit:
    source = _current(folder, addition.path, pending)
    if source is None and addition.passage:
        raise EditError(messages.edit_refused(addition.path, messages.PASSAGE_GONE))
    try:
        return Edit(addition.path, source, added(addition, source))
    except FieldError as error:
        raise EditError(str(error.problem(addition.path))) from error


def _current(folder: Path, path: str, pending: Sequence[Edit]) -> bytes | None:
    """Return a file's bytes as they are now, with the edits that are still to be written; None when there is none."""
    for edit in reversed(pending):
        if edit.path == path:
            return edit.after
    file = folder / path
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            raise EditError(messages.edit_refused(path, knowledge_messages.LINK_LEAVES_FOLDER))
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, RuntimeError) as error:
        raise EditError(messages.edit_refused(path, knowledge_messages.UNREADABLE)) from error
