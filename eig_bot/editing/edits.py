"""Adds a phrasing to a page, or a question to `hors-sujet.yml`; every other byte of the file stays as it is.

`insertion.py` says where the new line goes. What comes out is read again before it is written: exactly one more phrasing, and
otherwise the same passages, or the file is left alone.
"""

import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eig_bot.editing.insertion import of_off_topic, of_phrasing
from eig_bot.editing.source import BOM, front_matter_of, inserted, plain
from eig_bot.errors import EigBotError
from eig_bot.files import WritePolicy, whole
from eig_bot.knowledge.extras import OFF_TOPIC_FILE, read_lists
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.opening import decode
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Page, Passage, Site
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


def tidied(question: str) -> str:
    """Return a question as it can stand in a file: on one line, in NFC, without control characters.

    Args:
        question: as it was typed or pasted.
    """
    text = "".join(char for char in unicodedata.normalize("NFC", question) if char.isspace() or not _is_control(char))
    return " ".join(text.split())


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
    source = _current(folder, passage.page, pending)
    if source is None:
        raise EditError(messages.edit_refused(passage.page, messages.PASSAGE_GONE))
    try:
        return Edit(passage.page, source, _with_phrasing(source, passage, tidied(question)))
    except FieldError as error:
        raise EditError(str(error.problem(passage.page))) from error


def off_topic_edit(folder: Path, question: str, pending: Sequence[Edit] = ()) -> Edit:
    """Return the edit that adds a question to those that are nobody's here; nothing is written.

    Args:
        folder: the knowledge folder, whose `hors-sujet.yml` is read as it is now.
        question: that was asked of the wrong service.
        pending: earlier edits that are not written, on which this one stands.

    Raises:
        EditError: the file cannot take it.
    """
    source = _current(folder, OFF_TOPIC_FILE, pending)
    try:
        return Edit(OFF_TOPIC_FILE, source, _with_off_topic(source or b"", tidied(question)))
    except FieldError as error:
        raise EditError(str(error.problem(OFF_TOPIC_FILE))) from error


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


def _with_phrasing(source: bytes, passage: Passage, question: str) -> bytes:
    before = _read(passage.page, source)
    at = _number_of(passage, before)
    target = before.passages[at]
    _refuse_known(question, target)
    text = plain(source)
    begin, end = front_matter_of(text)
    try:
        found = of_phrasing(text[begin:end], target, question, is_first=at == 0)
    except FieldError as error:
        raise FieldError(error.line + text.count("\n", 0, begin), str(error)) from error
    after = inserted(source, found.at + begin, found.text)
    if not _has_gained(before, read_page(passage.page, after, Site()), at, question):
        has_phrasings = any(other.questions or other.expect for other in before.passages)
        raise FieldError(target.line - 1, messages.NOT_ADDED if has_phrasings else messages.BOLD_HEADINGS_WOULD_GO)
    return after


def _with_off_topic(source: bytes, question: str) -> bytes:
    text = plain(source)
    known = read_lists(text, ("questions",))["questions"]
    if normalized_heading(question) in set(map(normalized_heading, known)):
        raise FieldError(0, messages.ALREADY_OFF_TOPIC)
    found = of_off_topic(text, question)
    after = inserted(source, found.at, found.text)
    if Counter(read_lists(decode(after), ("questions",))["questions"]) != Counter((*known, question)):
        raise FieldError(0, messages.NOT_ADDED)
    return after


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or char == BOM


# --- is it what was meant? --------------------------------------------------------------------------------------------


def _read(path: str, source: bytes) -> Page:
    page = read_page(path, source, Site())
    problem = next((problem for problem in page.problems if problem.is_error), None)
    if problem:
        raise FieldError(problem.line - 1, problem.message, problem.column - 1)
    return page


def _number_of(passage: Passage, page: Page) -> int:
    """Return the number of a passage in its page as it is now."""
    found = next((at for at, other in enumerate(page.passages) if other.identity == passage.identity), None)
    if found is None:
        raise FieldError(0, messages.PASSAGE_GONE)
    return found


def _refuse_known(question: str, target: Passage) -> None:
    """A phrasing stands once."""
    if normalized_heading(question) in set(map(normalized_heading, (*target.questions, *target.expect))):
        raise FieldError(target.line - 1, messages.already_a_phrasing(question, target.section))


def _has_gained(before: Page, after: Page, at: int, question: str) -> bool:
    """Return whether one passage has one more phrasing, and nothing else has changed but lines."""
    if len(before.passages) != len(after.passages) or before.calls != after.calls:
        return False
    gained = [passage.questions for passage in before.passages]
    gained[at] = (*gained[at], question)
    return all(
        Counter(questions) == Counter(new.questions) and _without_questions(old) == _without_questions(new)
        for questions, old, new in zip(gained, before.passages, after.passages, strict=True)
    )


def _without_questions(passage: Passage) -> Passage:
    return replace(passage, line=0, questions=())
