"""A report as tables, which `terminal.py` and `page.py` show."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eig_bot.journal.usage import Opinions, Period
from eig_bot.messages import french
from eig_bot.messages import report as messages
from eig_bot.messages import slack as slack_messages
from eig_bot.report.build import JudgedPassage, Late, Report, Subject
from eig_bot.report.groups import Group

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
    """Return the heading of a report: its period, and what the bot answers about.

    Args:
        report: that is shown.
    """
    return messages.title(*ends(report.figures.period), report.name)


def lead(report: Report) -> tuple[str, ...]:
    """Return the sentences that say how much was asked, of the bot and of the team.

    Args:
        report: that is shown.
    """
    figures = report.figures
    sentences = [messages.lead(figures.counts.asked, figures.people, figures.before.asked)]
    if report.begins_within and report.rising is not None and figures.oldest:
        sentences.append(messages.begins(figures.oldest))
    sentences.append(messages.requests(figures.requests, figures.waiting))
    return tuple(filter(None, sentences))


def sections(report: Report) -> tuple[Section, ...]:
    """Return the parts of a report in the order in which they are read, with all their rows.

    Args:
        report: that is shown.
    """
    return (
        activity(report),
        opinions(report),
        *([_remarks(report)] if report.remarks else []),
        _unanswered(report),
        rising(report),
        _often_bad(report),
        *([_unphrased(report)] if report.unphrased else []),
        _never_asked(report),
        _late(messages.OVERDUE, messages.OVERDUE_COLUMNS, report.overdue, messages.NONE_OVERDUE),
        _late(messages.EXPIRED, messages.EXPIRED_COLUMNS, report.expired, messages.NONE_EXPIRED),
        *([_acts(report)] if report.figures.acts else []),
    )


# --- the parts --------------------------------------------------------------------------------------------------------


def activity(report: Report) -> Section:
    """Return what was asked and what it got, beside the period before.

    Args:
        report: that is shown.
    """
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
    """Return how many answers were judged good and bad, and why bad.

    Args:
        report: that is shown.
    """
    found = report.opinions
    if not found.judged:
        return Section(messages.OPINIONS, messages.NO_OPINION)
    counted = [(messages.GOOD, found.good), (messages.BAD, found.bad)]
    counted += [(messages.of_which(label), count) for label, count in reasons(found).items()]
    rows = tuple((label, french.number(count)) for label, count in counted)
    return Section(messages.OPINIONS, "", messages.OPINION_COLUMNS, rows, (1,))


def reasons(found: Opinions) -> dict[str, int]:
    """Return why answers were judged bad, as people read it, with counts, the most frequent reason first.

    Args:
        found: judgements, whose reasons are those of the buttons.
    """
    counted: Counter[str] = Counter()
    for reason, count in found.reasons.items():
        counted[reason_label(reason)] += count
    return dict(counted.most_common())


def reason_label(reason: str) -> str:
    """Return a reason as people read it on its button.

    Args:
        reason: as the journal keeps it ("wrong"); empty, or of a button that is no more, for none.
    """
    return slack_messages.REASONS.get(reason, messages.NO_REASON)


def rising(report: Report) -> Section:
    """Return the subjects that are asked about more than before; where that cannot be told, a sentence says so.

    Args:
        report: that is shown.
    """
    if report.rising is None:
        return Section(messages.RISING, messages.NO_COMPARISON)
    if not report.rising:
        return Section(messages.RISING, messages.NO_RISE)
    rows = [(*place(one.subject), french.number(one.now), french.number(one.before)) for one in report.rising]
    return Section(messages.RISING, messages.RISING_NOTE, messages.RISING_COLUMNS, tuple(rows), (2, 3))


def place(subject: Subject) -> tuple[str, str]:
    """Return two cells, a passage's heading and its page; the heading says so when the folder has it no more.

    Args:
        subject: the passage.
    """
    return subject.section if subject.is_there else messages.gone(subject.section), subject.page


def on_one_line(text: str) -> str:
    """Return a text without line ends, nor what would move a terminal's cursor or turn its reading direction.

    Args:
        text: as somebody wrote it.
    """
    return "".join(
        char for char in re.sub(r"[ \t\r\n\v\f]+", " ", text).strip() if char.isprintable() or char in "\u00a0\u202f"
    )


def ends(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period, both within it.

    Args:
        period: which ends before its `until`: midnight is of the day before.
    """
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


def _unphrased(report: Report) -> Section:
    rows = tuple((*place(one.subject), french.number(one.count)) for one in report.unphrased)
    return Section(messages.UNPHRASED, messages.UNPHRASED_NOTE, messages.UNPHRASED_COLUMNS, rows, (2,))


def _never_asked(report: Report) -> Section:
    if not report.never_asked:
        return Section(messages.NEVER, messages.ALL_ASKED)
    note = messages.never(len(report.never_asked), report.figures.oldest)
    return Section(messages.NEVER, note, messages.PLACE_COLUMNS, tuple(map(place, report.never_asked)))


def _late(head: str, columns: tuple[str, ...], found: Sequence[Late], none: str) -> Section:
    rows = [(*place(late.subject), french.day(late.since), late.owner or "–") for late in found]
    return Section(head, "", columns, tuple(rows)) if found else Section(head, none)


def _acts(report: Report) -> Section:
    rows = tuple((messages.ACTS.get(act, act), french.number(count)) for act, count in report.figures.acts.items())
    return Section(messages.ACTS_TITLE, "", messages.ACTS_COLUMNS, rows, (1,))
