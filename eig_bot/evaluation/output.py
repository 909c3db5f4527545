"""Figures of an evaluation as a table for a person, or as a JSON object."""

from collections.abc import Sequence
from typing import Any

from eig_bot.evaluation.measure import Figures, HeldBack, Outcome, Row, Tally
from eig_bot.messages import evaluation as messages
from eig_bot.messages import french

Line = tuple[str, ...]


def as_table(figures: Figures, misses: int) -> str:
    """Return what a person reads: one table for the questions, one for those off topic, one for the confidence, the misses.

    Args:
        figures: what was counted.
        misses: how many missed questions to list, at most.
    """
    asked, off_topic = figures.overall.questions, sum(held.questions for _, held in figures.off_topic)
    parts = [messages.summary(asked, off_topic) if asked or off_topic else messages.NO_QUESTIONS]
    if figures.left_out:
        parts.append(messages.left_out(figures.left_out))
    if asked:
        parts += [_aligned(_tallies(figures)), messages.LEGEND]
    if figures.off_topic:
        held_back = [(messages.OFF_TOPIC[name], *_held_back(held)) for name, held in figures.off_topic]
        parts.append(_aligned([messages.EVAL_OFF_TOPIC, *held_back]))
    if figures.reliability:
        parts.append(_aligned([messages.RELIABILITY, *_reliability(figures)]))
    if listed := figures.misses[:misses]:
        head = messages.misses(len(listed), len(figures.misses))
        parts.append("\n".join([head, *map(_miss, listed)]))
    return "\n\n".join(parts)


def as_json(figures: Figures, misses: int) -> dict[str, Any]:
    """Return the same as an object: each count with its share, from 0 to 1."""
    return {
        **_tally_as_json(figures.overall),
        "left_out": figures.left_out,
        "by_style": {name: _tally_as_json(tally) for name, tally in figures.by_style},
        "by_topic": {name: _tally_as_json(tally) for name, tally in figures.by_topic},
        "off_topic": {name: _held_back_as_json(held) for name, held in figures.off_topic},
        "reliability": [
            {"from": one.low, "to": one.high, "questions": one.questions, "stated": _rounded(one.stated)}
            | {"right": _share(one.right, one.questions)}
            for one in figures.reliability
        ],
        "misses": [_miss_as_json(outcome) for outcome in figures.misses[:misses]],
    }


def _aligned(lines: Sequence[Line]) -> str:
    """Columns of the width of their longest cell: the first to the left, figures to the right; a one-cell line is a title."""
    table = [line for line in lines if len(line) > 1]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]) if len(cells) > 1 else f"\n{cells[0]}"
        for cells in lines
    )


def _tallies(figures: Figures) -> list[Line]:
    lines: list[Line] = [messages.COLUMNS, (messages.EVAL_ALL, *_tally(figures.overall))]
    for title, groups in ((messages.BY_STYLE, figures.by_style), (messages.BY_TOPIC, figures.by_topic)):
        if groups:
            lines += [(title,), *((name, *_tally(tally)) for name, tally in groups)]
    return lines


def _tally(tally: Tally) -> Line:
    counts = (tally.right, tally.helpful, tally.misleading, tally.silent)
    return (str(tally.questions), *(french.percent(count, tally.questions) for count in counts))


def _held_back(held: HeldBack) -> Line:
    return (str(held.questions), *(french.percent(count, held.questions) for count in (held.held_back, held.silent)))


def _reliability(figures: Figures) -> list[Line]:
    return [
        (
            messages.confidence_range(one.low, one.high),
            str(one.questions),
            french.percent(one.stated, 1),
            french.percent(one.right, one.questions),
        )
        for one in figures.reliability
    ]


def _miss(outcome: Outcome) -> str:
    answer = outcome.answer
    found = [messages.KINDS[answer.kind.value]]
    if answer.results:
        found += [answer.results[0].passage.page, answer.results[0].passage.section]
    style = f" [{outcome.row.style}]" if outcome.row.style else ""
    question = " ".join(outcome.row.question.split())
    return messages.miss(f"{question}{style}", _wanted(outcome.row), ", ".join(found), answer.confidence)


def _wanted(row: Row) -> str:
    if row.off_topic:
        return f"{messages.WANTED_NOTHING}, {messages.OFF_TOPIC[row.off_topic]}"
    if row.passage:
        return f"{row.passage.page}, {row.passage.section}"
    if row.places:
        own = row.places[0]
        return f"{own.page}, {own.section}" if own.section else own.page
    return ", ".join(fact.pattern for fact in row.facts)


def _tally_as_json(tally: Tally) -> dict[str, Any]:
    counts = {"right": tally.right, "helpful": tally.helpful, "misleading": tally.misleading, "silent": tally.silent}
    return {"questions": tally.questions} | {name: _share(count, tally.questions) for name, count in counts.items()}


def _held_back_as_json(held: HeldBack) -> dict[str, Any]:
    counts = {"held_back": held.held_back, "silent": held.silent}
    return {"questions": held.questions} | {name: _share(count, held.questions) for name, count in counts.items()}


def _miss_as_json(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    first = answer.results[0].passage if answer.results else None
    return {
        "question": outcome.row.question,
        "style": outcome.row.style,
        "topic": outcome.row.topic,
        "wanted": None if outcome.row.off_topic else _wanted(outcome.row),
        "kind": answer.kind.value,
        "confidence": _rounded(answer.confidence),
        "page": first.page if first else None,
        "section": first.section if first else None,
    }


def _share(count: int, whole: int) -> dict[str, Any]:
    return {"count": count, "share": _rounded(count / whole) if whole else None}


def _rounded(value: float) -> float:
    return round(value, 4)
