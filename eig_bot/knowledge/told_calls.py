"""Which call a passage tells of: the one that its `call:` names; without it, the calls of its own page.

A page that holds the call of last year and that of this year tells of one here and of the other there: a passage that gives a
day or the year of some of them tells of these.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.passage import CallForProjects, Passage

NO_CALL = "aucun"
"""What `call:` says of a passage that tells of none, whatever it looks like."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def with_calls(passages: Sequence[Passage], calls: Sequence[CallForProjects]) -> tuple[Passage, ...]:
    """Return the passages of a page, each with the names of the calls that it tells of.

    Args:
        passages: of one page; those with a `call:` of their own keep it.
        calls: that the page declares, also by an `open:` flag.
    """
    return tuple(passage if passage.calls else replace(passage, calls=_told(passage, calls)) for passage in passages)


def is_named(name: str | None, passage: Passage) -> bool:
    """Return whether a call is among those that a passage tells of, however its name is typed.

    Args:
        name: of the call; None where it has none.
        passage: read with the calls of its page.
    """
    return name is not None and normalized_heading(name) in map(normalized_heading, passage.calls)


def tells_of_none(passage: Passage) -> bool:
    """Return whether somebody has said of a `passage` that it tells of no call."""
    return passage.calls == (NO_CALL,)


def _told(passage: Passage, calls: Sequence[CallForProjects]) -> tuple[str, ...]:
    ours = [call for call in calls if passage.audience in {None, call.audience} or call.audience is None]
    if len(ours) < 2:
        return tuple(call.name for call in ours)
    days, years = set(dates_in(passage.text)), set(_YEAR.findall(" ".join((passage.section, passage.text))))
    given = [call for call in ours if _days_of(call) & days] or [call for call in ours if _years_of(call) & years]
    return tuple(call.name for call in given or ours)


def _days_of(call: CallForProjects) -> set[object]:
    return {moment.date() for moment in (call.opens, call.closes) if moment}


def _years_of(call: CallForProjects) -> set[str]:
    return {str(moment.year) for moment in (call.opens, call.closes) if moment}
