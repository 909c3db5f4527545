"""A file of questions with their answers, one JSON object a line -> questions for `measure.py`."""

import json
import re
import warnings
from collections.abc import Iterable
from typing import Any

from eig_bot.errors import InputError
from eig_bot.evaluation.measure import LabelledQuestion, Target
from eig_bot.messages import evaluation as messages
from eig_bot.messages import knowledge as knowledge_messages


def read_questions(path: str, lines: Iterable[bytes]) -> tuple[LabelledQuestion, ...]:
    """Return the questions of a file; blank lines and unknown keys do not count.

    Args:
        path: the file as it was named, for the message.
        lines: its lines: `q`, then `page`, `section`, `also_ok` (other targets as good), `facts` (regular expressions that
            the answer must match), `style`, `topic`; a question that has no answer has `kind`, "far" or "near".

    Raises:
        InputError: a line is not such an object; its message opens with `path:line:`.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_question(line))
            except _RowError as error:
                raise InputError(f"{path}:{number}: {error}") from error
    return tuple(found)


class _RowError(Exception):
    """What is wrong with a row, in one sentence."""


def _question(line: bytes) -> LabelledQuestion:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _RowError(messages.NOT_A_ROW) from error
    text = _text(fields, "q") if isinstance(fields, dict) else None
    if text is None or not text.strip():
        raise _RowError(messages.NOT_A_ROW)
    off_topic = _text(fields, "kind")
    if off_topic not in {None, *messages.OFF_TOPIC}:
        raise _RowError(knowledge_messages.wrong_type("kind", messages.TYPE_OFF_TOPIC))
    return LabelledQuestion(
        text=text,
        targets=_targets(fields),
        facts=tuple(map(_fact, _list(fields, "facts", messages.TYPE_TEXTS_JSON))),
        style=_text(fields, "style"),
        topic=_text(fields, "topic"),
        off_topic=off_topic,
    )


def _targets(fields: dict[str, Any]) -> tuple[Target, ...]:
    own = _text(fields, "page")
    others = _list(fields, "also_ok", messages.TYPE_PLACES)
    if not all(isinstance(other, dict) and _text(other, "page") for other in others):
        raise _RowError(knowledge_messages.wrong_type("also_ok", messages.TYPE_PLACES))
    targets = tuple(Target(other["page"], _text(other, "section")) for other in others)
    return (Target(own, _text(fields, "section")), *targets) if own else targets


def _text(fields: dict[str, Any], key: str) -> str | None:
    """Half of a character, which JSON can write and no terminal can show, becomes a question mark."""
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise _RowError(knowledge_messages.wrong_type(key, knowledge_messages.TYPE_TEXT))
    return value.encode("utf-8", "replace").decode() if value else None


def _list(fields: dict[str, Any], key: str, expected: str) -> list[Any]:
    value = fields.get(key)
    if value is not None and not isinstance(value, list):
        raise _RowError(knowledge_messages.wrong_type(key, expected))
    return value or []


def _fact(pattern: object) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise _RowError(knowledge_messages.wrong_type("facts", messages.TYPE_TEXTS_JSON))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # what a "[[" may mean to a later Python
            return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise _RowError(messages.bad_fact(pattern)) from error
