"""Several questions in one message, each answered under its own words."""

from collections.abc import Sequence
from dataclasses import replace

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.messages import answers as messages
from eig_bot.search.message import Message
from eig_bot.search.ranker import MAX_HITS

_SAYS = frozenset({Kind.ANSWER, Kind.CALL_STATUS})


def together(message: Message, parts: Sequence[Answer], left_out: Sequence[Message]) -> Answer | None:
    """Return one answer made of those to each question of a message.

    Args:
        message: which asks them.
        parts: the answer to each, in the order of the questions.
        left_out: the questions that were too many; their words are told.

    Returns:
        None where fewer than two are told something of their own, so that the message is better searched as a whole.
    """
    told = {
        (part.kind is Kind.CALL_STATUS, part.results[0].passage.identity if part.results else "")
        for part in parts
        if part.kind is not Kind.NO_ANSWER
    }
    if len(told) < 2:
        return None
    parts = _merged(parts)
    first, *others = sorted(parts, key=lambda part: part.kind not in _SAYS)
    more = messages.left_out([question.text for question in left_out]) if left_out else ""
    text = "\n\n".join(f"{messages.asked(part.question)}\n{part.text}" for part in parts)
    return replace(
        first,
        question=message.text,
        text="\n\n".join(filter(None, (text, more))),
        message=more,
        notes=(),
        results=_results([first, *others]),
        parts=tuple(parts),
        calls=next((part.calls for part in parts if part.calls), ()),
    )


def _merged(parts: Sequence[Answer]) -> Sequence[Answer]:
    """Return the parts, with one answer under the words of all the questions that have the same."""
    merged: dict[tuple[Kind, str], Answer] = {}
    for at, part in enumerate(parts):
        name = part.results[0].passage.identity if part.kind in _SAYS and part.results else str(at)
        before = merged.get((part.kind, name))
        merged[part.kind, name] = replace(before, question=f"{before.question} {part.question}") if before else part
    return tuple(merged.values())


def _results(parts: Sequence[Answer]) -> tuple[Result, ...]:
    """Return the first passage of each part, then the others, those of the part that is least sure before; each once."""
    unsure_first = sorted(parts, key=lambda part: part.confidence)
    ranked = [part.results[0] for part in parts if part.results]
    ranked += [result for part in unsure_first for result in part.results[1:]]
    by_passage = {result.passage.identity: result for result in reversed(ranked)}
    return tuple(dict.fromkeys(by_passage[result.passage.identity] for result in ranked))[:MAX_HITS]
