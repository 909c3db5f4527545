"""A report as a JSON object (`eig-bot report --json`): all of it, for programs."""

from typing import Any

from eig_bot.journal.usage import Counts, Opinions
from eig_bot.report.build import Late, Report, Subject


def as_json(report: Report) -> dict[str, Any]:
    """Return the object: each count with its share, from 0 to 1; moments and dates in ISO 8601.

    Args:
        report: of a period.
    """
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
        "unphrased": [_subject_as_json(one.subject) | {"count": one.count} for one in report.unphrased],
        "never_asked": [_subject_as_json(subject) for subject in report.never_asked],
        "overdue": [_late_as_json(late, "review_by") for late in report.overdue],
        "expired": [_late_as_json(late, "valid_until") for late in report.expired],
        "team_acts": dict(figures.acts),
    }


def _counts_as_json(counts: Counts) -> dict[str, Any]:
    parts = {
        "answered": counts.answered,
        "held_back": counts.held_back,
        "suggestions": counts.suggested,
        "no_answer": counts.silent,
    }
    return {"asked": counts.asked} | {name: _share(part, counts.asked) for name, part in parts.items()}


def _opinions_as_json(found: Opinions) -> dict[str, Any]:
    why: dict[str, int] = {reason or "none": count for reason, count in found.reasons.items()}
    return {"good": found.good, "bad": found.bad, "reasons": why}


def _subject_as_json(subject: Subject) -> dict[str, Any]:
    return {"page": subject.page, "headings": list(subject.headings)}


def _late_as_json(late: Late, since: str) -> dict[str, Any]:
    return _subject_as_json(late.subject) | {since: late.since.isoformat(), "owner": late.owner}


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"count": part, "share": round(part / whole, 4) if whole else None}
