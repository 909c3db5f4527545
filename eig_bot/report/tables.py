"""A report as tables for a terminal, or as a JSON object. `report_page.py` shows the same tables on a web page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eig_bot.journal.usage import Counts, Opinions, Period
from eig_bot.messages import french
from eig_bot.messages import report as messages
from eig_bot.messages import slack as slack_messages
from eig_bot.report.build import Group, JudgedPassage, Late, Report, Subject

TERMINAL_ROWS = 10
TERMINAL_CELL = 60
"""Characters of a cell: two of them and three figures fit in a wide terminal."""
WORDINGS = 5
"""Wordings of one group that are shown."""

Cell = str | tuple[str, ...]
"""A text, or several below each other."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: a title, what to know of it, a table."""

    title: str
    note: str = ""
    """A sentence or two; all there is where nothing is to be listed."""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    figures: tuple[int, ...] = ()
    """Numbers of the columns that hold figures, which stand to the right."""


def title(report: Report) -> str:
    """Return the title of a report."""
    return messages.title(*ends(report.figures.period), report.name)


def lead(report: Report) -> tuple[str, ...]:
    """Return the sentences that begin a report."""
    figures = report.figures
    sentences = [messages.lead(figures.counts.asked, figures.people, figures.before.asked)]
    if report.begins_within and report.rising is not None and figures.oldest:
        sentences.append(messages.begins(figures.oldest))
    sentences.append(messages.requests(figures.requests, figures.waiting))
    return tuple(filter(None, sentences))


def sections(report: Report) -> tuple[Section, ...]:
    """Return the parts of a report, with all their rows."""
    return (
        activity(report),
        opinions(report),
        *([_remarks(report)] if report.remarks else []),
        _unanswered(report),
        rising(report),
        _often_bad(report),
        _never_asked(report),
        _late(messages.OVERDUE, messages.OVERDUE_COLUMNS, report.overdue, messages.NONE_OVERDUE),
        _late(messages.EXPIRED, messages.EXPIRED_COLUMNS, report.expired, messages.NONE_EXPIRED),
    )


def as_tables(report: Report) -> str:
    """Return what a person reads in a terminal."""
    head = [title(report), "\n".join(lead(report))]
    return "\n\n".join([*head, *map(_shown, sections(report)), messages.PRIVACY])


def as_json(report: Report) -> dict[str, Any]:
    """Return all of it as an object: each count with its share, from 0 to 1; moments and dates in ISO 8601."""
    figures = report.figures
    return {
        "name": report.name,
        "since": figures.period.since.isoformat(),
        "until": figures.period.until.isoformat(),
        "days": figures.period.days,
        "oldest": figures.oldest.isoformat() if figures.oldest else None,
        "people": figures.people,
        **_counts_as_json(figures.counts),
        "turned_down": figures.turned_down,
        "before": _counts_as_json(figures.before),
        "parts": [
            {"since": part.since.isoformat(), "until": part.until.isoformat()} | _counts_as_json(counts)
            for part, counts in figures.parts
        ],
        "opinions": _opinions_as_json(report.opinions),
        "remarks": [
            {"comment": one.text, "reason": one.reason or None, "question": one.question}
            | (_subject_as_json(one.subject) if one.subject else {"page": None, "headings": []})
            for one in report.remarks
        ],
        "requests": {"asked": figures.requests, "waiting": figures.waiting},
        "unanswered": {
            "count": figures.unanswered_count,
            "left_out": report.left_out,
            "groups": [
                {"size": group.size, "wordings": [{"text": one.text, "count": one.count} for one in group.wordings]}
                for group in report.unanswered
            ],
        },
        "rising": None
        if report.rising is None
        else [_subject_as_json(one.subject) | {"now": one.now, "before": one.before} for one in report.rising],
        "often_bad": [_subject_as_json(one.subject) | _opinions_as_json(one.opinions) for one in report.often_bad],
        "never_asked": [_subject_as_json(subject) for subject in report.never_asked],
        "overdue": [_late_as_json(late, "review_by") for late in report.overdue],
        "expired": [_late_as_json(late, "valid_until") for late in report.expired],
    }


# --- the parts --------------------------------------------------------------------------------------------------------


def activity(report: Report) -> Section:
    """Return what was asked, and what it got."""
    now, before = report.figures.counts, report.figures.before

    def line(label: str, part: int, earlier: int) -> Row:
        return label, messages.share(part, now.asked), messages.share(earlier, before.asked)

    return Section(
        messages.ACTIVITY,
        messages.ACTIVITY_NOTE,
        messages.COLUMNS,
        figures=(1, 2),
        rows=(
            (messages.ASKED, french.number(now.asked), french.number(before.asked)),
            line(messages.ANSWERED, now.answered, before.answered),
            line(messages.HELD_BACK, now.held_back, before.held_back),
            line(messages.SUGGESTED, now.suggested, before.suggested),
            line(messages.SILENT, now.silent, before.silent),
        ),
    )


def opinions(report: Report) -> Section:
    """Return what answers were judged, and why."""
    found = report.opinions
    if not found.judged:
        return Section(messages.OPINIONS, messages.NO_OPINION)
    counted = [(messages.GOOD, found.good), (messages.BAD, found.bad)]
    counted += [(messages.of_which(label), count) for label, count in reasons(found).items()]
    rows = tuple((label, french.number(count)) for label, count in counted)
    return Section(messages.OPINIONS, "", messages.OPINION_COLUMNS, rows, (1,))


def reasons(found: Opinions) -> dict[str, int]:
    """Return why answers were judged bad, as people read it, the most frequent reason first."""
    counted: Counter[str] = Counter()
    for reason, count in found.reasons.items():
        counted[reason_label(reason)] += count
    return dict(counted.most_common())


def reason_label(reason: str) -> str:
    """Return a reason as people read it."""
    return slack_messages.REASONS.get(reason, messages.NO_REASON)


def rising(report: Report) -> Section:
    """Return the subjects that are asked about more than before."""
    if report.rising is None:
        return Section(messages.RISING, messages.NO_COMPARISON)
    if not report.rising:
        return Section(messages.RISING, messages.NO_RISE)
    rows = [(*place(one.subject), french.number(one.now), french.number(one.before)) for one in report.rising]
    return Section(messages.RISING, messages.RISING_NOTE, messages.RISING_COLUMNS, tuple(rows), (2, 3))


def place(subject: Subject) -> tuple[str, str]:
    """Return a passage's heading and its page."""
    return subject.section if subject.is_there else messages.gone(subject.section), subject.page


def on_one_line(text: str) -> str:
    """Return a text without line ends, nor what would move a terminal's cursor or turn its reading direction."""
    return "".join(
        char for char in re.sub(r"[ \t\r\n\v\f]+", " ", text).strip() if char.isprintable() or char in "\u00a0\u202f"
    )


def ends(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return period.since.date(), (period.until - timedelta(microseconds=1)).date()


def _remarks(report: Report) -> Section:
    rows = [
        (one.text, reason_label(one.reason), one.question, place(one.subject)[0] if one.subject else "")
        for one in report.remarks
    ]
    return Section(messages.REMARKS, "", messages.REMARK_COLUMNS, tuple(rows))


def _unanswered(report: Report) -> Section:
    count = report.figures.unanswered_count
    if not count:
        return Section(messages.UNANSWERED, messages.ALL_ANSWERED)
    note = messages.unanswered(count, len(report.unanswered), report.left_out)
    rows = tuple((french.number(group.size), _wordings(group)) for group in report.unanswered)
    return Section(messages.UNANSWERED, note, messages.UNANSWERED_COLUMNS, rows, (0,))


def _wordings(group: Group) -> tuple[str, ...]:
    shown = [one.text for one in group.wordings[:WORDINGS]]
    more = len(group.wordings) - len(shown)
    return (*shown, messages.more(more)) if more else tuple(shown)


def _often_bad(report: Report) -> Section:
    if not report.often_bad:
        return Section(messages.OFTEN_BAD, messages.NONE_BAD)
    rows = tuple(map(_often_bad_row, report.often_bad))
    return Section(messages.OFTEN_BAD, "", messages.OFTEN_BAD_COLUMNS, rows, (2, 3))


def _often_bad_row(judged: JudgedPassage) -> Row:
    found = judged.opinions
    why = tuple(f"{label} ({french.number(count)})" for label, count in reasons(found).items())
    return (*place(judged.subject), french.number(found.bad), french.number(found.good), why)


def _never_asked(report: Report) -> Section:
    if not report.never_asked:
        return Section(messages.NEVER, messages.ALL_ASKED)
    note = messages.never(len(report.never_asked), report.figures.oldest)
    return Section(messages.NEVER, note, messages.PLACE_COLUMNS, tuple(map(place, report.never_asked)))


def _late(head: str, columns: tuple[str, ...], found: Sequence[Late], none: str) -> Section:
    rows = [(*place(late.subject), french.day(late.since), late.owner or "–") for late in found]
    return Section(head, "", columns, tuple(rows)) if found else Section(head, none)


# --- terminal ---------------------------------------------------------------------------------------------------------


def _shown(section: Section) -> str:
    rows, more = section.rows[:TERMINAL_ROWS], len(section.rows) - TERMINAL_ROWS
    parts = [section.title.upper(), section.note, _aligned(section.columns, rows, section.figures) if rows else ""]
    return "\n".join([part for part in parts if part] + ([messages.more(more)] if more > 0 else []))


def _aligned(columns: tuple[str, ...], rows: Iterable[Row], figures: Sequence[int]) -> str:
    """Columns of the width of their longest cell, texts to the left and figures to the right."""
    lines = [line for row in (columns, *rows) for line in _lines(row)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in figures else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _lines(row: Row) -> Iterable[tuple[str, ...]]:
    """Cut a row where one of its cells has several lines."""
    cells = [(cell,) if isinstance(cell, str) else cell for cell in row]
    for number in range(max(map(len, cells))):
        yield tuple(_clipped(on_one_line(cell[number])) if number < len(cell) else "" for cell in cells)


def _clipped(text: str) -> str:
    return text if len(text) <= TERMINAL_CELL else f"{text[: TERMINAL_CELL - 1]}…"


# --- JSON -------------------------------------------------------------------------------------------------------------


def _counts_as_json(counts: Counts) -> dict[str, Any]:
    parts = {
        "answered": counts.answered,
        "held_back": counts.held_back,
        "suggestions": counts.suggested,
        "no_answer": counts.silent,
    }
    return {"asked": counts.asked} | {name: _share(part, counts.asked) for name, part in parts.items()}


def _opinions_as_json(found: Opinions) -> dict[str, Any]:
    why: Mapping[str, int] = {reason or "none": count for reason, count in found.reasons.items()}
    return {"good": found.good, "bad": found.bad, "reasons": why}


def _subject_as_json(subject: Subject) -> dict[str, Any]:
    return {"page": subject.page, "headings": list(subject.headings)}


def _late_as_json(late: Late, since: str) -> dict[str, Any]:
    return _subject_as_json(late.subject) | {since: late.since.isoformat(), "owner": late.owner}


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"count": part, "share": round(part / whole, 4) if whole else None}
