"""What a file becomes once a question is added to it: bytes in, bytes out, every other one of which stays.

`insertion.py` says where the new line goes. What comes out is read again before it is given: exactly one more phrasing, and
otherwise the same passages, or `FieldError` says why not. The same addition can be made again where the file has moved on.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from eig_bot.editing.insertion import of_off_topic, of_phrasing
from eig_bot.editing.source import BOM, front_matter_of, inserted, plain
from eig_bot.knowledge.extras import OFF_TOPIC_FILE, read_lists
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.opening import decode
from eig_bot.knowledge.page import read_page
from eig_bot.knowledge.passage import Page, Passage, Site
from eig_bot.knowledge.yaml_nodes import FieldError
from eig_bot.messages import editing as messages


class AlreadyThereError(FieldError):
    """What should be added stands there already."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A question that goes into a file, whatever else becomes of that file."""

    path: str
    """Of the file within the knowledge folder, with slashes."""
    question: str
    """As it is written there, see `tidied`."""
    passage: str | None = None
    """Identity of the passage whose phrasing it becomes; None for one that goes among those that are nobody's here."""

    @classmethod
    def of_phrasing(cls, passage: Passage, question: str) -> "Addition":
        """Return what makes a question a phrasing of a passage.

        Args:
            passage: of the page that takes it.
            question: how people ask for it.
        """
        return cls(passage.page, tidied(question), passage.identity)

    @classmethod
    def of_off_topic(cls, question: str) -> "Addition":
        """Return what adds a question to those that are nobody's here.

        Args:
            question: that was asked of the wrong service.
        """
        return cls(OFF_TOPIC_FILE, tidied(question))


def tidied(question: str) -> str:
    """Return a question as it can stand in a file: on one line, in NFC, without control characters.

    Args:
        question: as it was typed or pasted.
    """
    text = "".join(char for char in unicodedata.normalize("NFC", question) if char.isspace() or not _is_control(char))
    return " ".join(text.split())


def added(addition: Addition, source: bytes | None) -> bytes:
    """Return a file with a question in it.

    Args:
        addition: what goes where.
        source: the file as it is now; None where there is none.

    Raises:
        AlreadyThereError: it has that question already.
        FieldError: it cannot take it.
    """
    if addition.passage is None:
        return _with_off_topic(source or b"", addition.question)
    if source is None:
        raise FieldError(0, messages.PASSAGE_GONE)
    return _with_phrasing(addition.path, source, addition.passage, addition.question)


def holds(addition: Addition, source: bytes | None) -> bool:
    """Return whether a file has a question already, in whichever of its passages; False where it cannot be read.

    Args:
        addition: what was to go where.
        source: the file as it is now; None where there is none.
    """
    if source is None:
        return False
    try:
        known = _off_topic(source) if addition.passage is None else _phrasings(addition.path, source)
    except FieldError:
        return False
    return normalized_heading(addition.question) in set(map(normalized_heading, known))


def _off_topic(source: bytes) -> Iterable[str]:
    return read_lists(plain(source), ("questions",))["questions"]


def _phrasings(path: str, source: bytes) -> Iterable[str]:
    return (text for passage in _read(path, source).passages for text in (*passage.questions, *passage.expect))


def _with_phrasing(path: str, source: bytes, identity: str, question: str) -> bytes:
    before = _read(path, source)
    at = _number_of(identity, before)
    target = before.passages[at]
    _refuse_known(question, target)
    text = plain(source)
    begin, end = front_matter_of(text)
    try:
        found = of_phrasing(text[begin:end], target, question, is_first=at == 0)
    except FieldError as error:
        raise FieldError(error.line + text.count("\n", 0, begin), str(error)) from error
    after = inserted(source, found.at + begin, found.text)
    if not _has_gained(before, read_page(path, after, Site()), at, question):
        has_phrasings = any(other.questions or other.expect for other in before.passages)
        raise FieldError(target.line - 1, messages.NOT_ADDED if has_phrasings else messages.BOLD_HEADINGS_WOULD_GO)
    return after


def _with_off_topic(source: bytes, question: str) -> bytes:
    text = plain(source)
    known = read_lists(text, ("questions",))["questions"]
    if normalized_heading(question) in set(map(normalized_heading, known)):
        raise AlreadyThereError(0, messages.ALREADY_OFF_TOPIC)
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


def _number_of(identity: str, page: Page) -> int:
    """Return the number of a passage in its page as it is now."""
    found = next((at for at, passage in enumerate(page.passages) if passage.identity == identity), None)
    if found is None:
        raise FieldError(0, messages.PASSAGE_GONE)
    return found


def _refuse_known(question: str, target: Passage) -> None:
    """A phrasing stands once."""
    if normalized_heading(question) in set(map(normalized_heading, (*target.questions, *target.expect))):
        raise AlreadyThereError(target.line - 1, messages.already_a_phrasing(question, target.section))


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
