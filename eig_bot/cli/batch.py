"""Many questions in one go: JSON Lines in, JSON Lines out, in the same order."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from eig_bot.answers.json_output import as_json
from eig_bot.answers.responder import Responder
from eig_bot.messages import cli as messages


def answer_lines(lines: Iterable[bytes], responder: Responder, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield one object for each line that is not blank, in the same order; a bad line gives `{"id", "error"}` in its place.

    Args:
        lines: of a file in UTF-8, each an object with `id`, `question` and, if need be, `history`.
        responder: answers them.
        now: the moment that calls are judged by.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, responder, now)


def _answer(line: bytes, number: int, responder: Responder, now: datetime) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        row = None
    fields = row if isinstance(row, dict) else {}
    identifier, question, history = fields.get("id"), fields.get("question"), fields.get("history") or []
    if not isinstance(question, str) or not _is_texts(history):
        return {"id": identifier, "error": messages.bad_line(number)}
    return as_json(responder.respond(question, history, now=now), identifier)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
