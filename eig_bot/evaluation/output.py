"""Metrics of an evaluation as a table for a person, or as a JSON object."""

from collections.abc import Sequence
from typing import Any

from eig_bot.evaluation.measure import HeldBack, LabelledQuestion, Metrics, Outcome, Tally
from eig_bot.messages import evaluation as messages
from eig_bot.messages import french
from eig_bot.printable import printable

Line = tuple[str, ...]


def as_table(metrics: Metrics, misses: int) -> str:
    """Return what a person reads: one table for the questions, one for those off topic, one for the confidence, the misses.

    Args:
        metrics: what was counted.
        misses: how many missed questions to list, at most.
    """
    asked, off_topic = metrics.overall.questions, sum(held.questions for _, held in metrics.off_topic)
    parts = [messages.summary(asked, off_topic) if asked or off_topic else messages.NO_QUESTIONS]
    if metrics.left_out:
        parts.append(messages.left_out(metrics.left_out))
    if asked:
        parts += [_aligned(_tallies(metrics)), messages.LEGEND]
    if metrics.off_topic:
        held_back = [(messages.OFF_TOPIC[name], *_held_back(held)) for name, held in metrics.off_topic]
        parts.append(_aligned([messages.EVAL_OFF_TOPIC, *held_back]))
    if metrics.reliability:
        parts.append(_aligned([messages.RELIABILITY, *_reliability(metrics)]))
    if listed := metrics.misses[:misses]:
        head = messages.misses(len(listed), len(metrics.misses))
        parts.append("\n".join([head, *map(_miss, listed)]))
    return "\n\n".join(parts)


def as_json(metrics: Metrics, misses: int) -> dict[str, Any]:
    """Return the object of `eig-bot eval --json`: each count with its share, from 0 to 1.

    Args:
        metrics: what was counted.
        misses: how many missed questions to list, at most.
    """
    return {
        **tally_as_json(metrics.overall),
        "left_out": metrics.left_out,
        "by_style": {name: tally_as_json(tally) for name, tally in metrics.by_style},
        "by_topic": {name: tally_as_json(tally) for name, tally in metrics.by_topic},
        "off_topic": {name: _held_back_as_json(held) for name, held in metrics.off_topic},
        "reliability": [
            {"from": one.low, "to": one.high, "questions": one.questions, "stated": _rounded(one.stated)}
            | {"right": _share(one.right, one.questions)}
            for one in metrics.reliability
        ],
        "misses": [_miss_as_json(outcome) for outcome in metrics.misses[:misses]],
    }


def tally_as_json(tally: Tally) -> dict[str, Any]:
    """Return what questions got as JSON: each count with its share, from 0 to 1, of the `questions` that were asked.

    Args:
        tally: what was counted.
    """
    counts = {"right": tally.right, "helpful": tally.helpful, "misleading": tally.misleading, "silent": tally.silent}
    return {"questions": tally.questions} | {name: _share(count, tally.questions) for name, count in counts.items()}


def _aligned(lines: Sequence[Line]) -> str:
    """Columns of the width of their longest cell: the first to the left, metrics to the right; a one-cell line is a title."""
    table = [line for line in lines if len(line) > 1]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]) if len(cells) > 1 else f"\n{cells[0]}"
        for cells in lines
    )


def _tallies(metrics: Metrics) -> list[Line]:
    lines: list[Line] = [messages.COLUMNS, (messages.EVAL_ALL, *_tally(metrics.overall))]
    for title, groups in ((messages.BY_STYLE, metrics.by_style), (messages.BY_TOPIC, metrics.by_topic)):
        if groups:
            lines += [(title,), *((name, *_tally(tally)) for name, tally in groups)]
    return lines


def _tally(tally: Tally) -> Line:
    counts = (tally.right, tally.helpful, tally.misleading, tally.silent)
    return (str(tally.questions), *(french.percent(count, tally.questions) for count in counts))


def _held_back(held: HeldBack) -> Line:
    return (str(held.questions), *(french.percent(count, held.questions) for count in (held.held_back, held.silent)))


def _reliability(metrics: Metrics) -> list[Line]:
    return [
        (
            messages.confidence_range(one.low, one.high),
            str(one.questions),
            french.percent(one.stated, 1),
            french.percent(one.right, one.questions),
        )
        for one in metrics.reliability
    ]


def _miss(outcome: Outcome) -> str:
    answer = outcome.answer
    found = [messages.KINDS[answer.kind.value]]
    if answer.results:
        found += [answer.results[0].passage.page, answer.results[0].passage.section]
    style = f" [{outcome.question.style}]" if outcome.question.style else ""
    text = " ".join(outcome.question.text.split())
    return printable(messages.miss(f"{text}{style}", _wanted(outcome.question), ", ".join(found), answer.confidence))


def _wanted(question: LabelledQuestion) -> str:
    if question.off_topic:
        return f"{messages.WANTED_NOTHING}, {messages.OFF_TOPIC[question.off_topic]}"
    if question.passage:
        return f"{question.passage.page}, {question.passage.section}"
    if question.targets:
        own = question.targets[0]
        return f"{own.page}, {own.section}" if own.section else own.page
    return ", ".join(fact.pattern for fact in question.facts)


def _held_back_as_json(held: HeldBack) -> dict[str, Any]:
    counts = {"held_back": held.held_back, "silent": held.silent}
    return {"questions": held.questions} | {name: _share(count, held.questions) for name, count in counts.items()}


def _miss_as_json(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    first = answer.results[0].passage if answer.results else None
    return {
        "question": outcome.question.text,
        "style": outcome.question.style,
        "topic": outcome.question.topic,
        "wanted": None if outcome.question.off_topic else _wanted(outcome.question),
        "kind": answer.kind.value,
        "confidence": _rounded(answer.confidence),
        "page": first.page if first else None,
        "section": first.section if first else None,
    }


def _share(count: int, whole: int) -> dict[str, Any]:
    return {"count": count, "share": _rounded(count / whole) if whole else None}


def _rounded(value: float) -> float:
    return round(value, 4)
