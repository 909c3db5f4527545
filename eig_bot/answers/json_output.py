"""An answer as a JSON object: the contract that other programs rely on."""

from typing import Any

from eig_bot.answers.answer import Answer, CallState, CallStatus, Result

RANGE = 4
"""Decimals of a probability or score."""


def as_json(answer: Answer, identifier: object = None) -> dict[str, Any]:
    """Return the JSON object of an answer; `identifier` is given back as it came."""
    found: dict[str, Any] = {
        "id": identifier,
        "question": answer.question,
        "kind": answer.kind.value,
        "confidence": round(answer.confidence, RANGE),
        "text": answer.text,
    }
    if answer.calls:
        found["call"] = call_as_json(answer.calls[0])
    return found | {"results": [_result(result) for result in answer.results]}


def call_as_json(call: CallStatus) -> dict[str, Any]:
    """Return the JSON object of a call's state; dates as they are written in knowledge files."""
    found: dict[str, Any] = {
        "state": call.state.value,
        "opens": call.opens.strftime("%Y-%m-%d" if _is_midnight(call) else "%Y-%m-%dT%H:%M") if call.opens else None,
        "closes": call.closes.strftime("%Y-%m-%dT%H:%M") if call.closes else None,
    }
    if call.state is CallState.NONE:
        return found
    return found | {
        "days_left": call.days_left,
        "name": call.name,
        "audience": call.audience,
        "results_url": call.results_url,
    }


def _is_midnight(call: CallStatus) -> bool:
    return call.opens is not None and (call.opens.hour, call.opens.minute) == (0, 0)


def _result(result: Result) -> dict[str, Any]:
    passage = result.passage
    return {
        "page": passage.page,
        "section": passage.section,
        "heading_path": list(passage.heading_path),
        "title": passage.title,
        "snippet": result.snippet.plain,
        "url": passage.url,
        "score": round(result.score, RANGE),
    }
