"""What is said before a passage that tells of a call: the state of the call that matters today.

A page that was written for last year's call says "clos", and is right; its reader, on the day on which the next one opens,
would go away. So a passage of a call that is over never stands without the one that is open or announced.
"""

import re
from collections.abc import Sequence

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.knowledge.passage import Passage
from eig_bot.knowledge.told_calls import is_named, tells_of_none

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CURRENT = {CallState.OPEN, CallState.ANNOUNCED, CallState.UNREADABLE}
SAYS_OVER = re.compile(
    r"\b(?:appels?|d[ée]p[ôo]ts?|candidatures?|inscriptions?|campagnes?|guichets?|formulaires?)\b[^.!?\n]*"
    r"\b(?:clos(?:es?)?|cl[ôo]tur[ée]\w*|fermée?s?|terminée?s?|achevée?s?)\b"
    r"|\b(?:ne peut plus|n['’]est plus possible d(?:e |['’]y ))\s*(?:candidater|postuler|d[ée]poser|r[ée]pondre|s['’]inscrire)",
    re.IGNORECASE,
)
"""A sentence after which a reader believes that it is too late."""


def said_first(passage: Passage, shown: str, calls: Sequence[CallStatus]) -> tuple[CallStatus, ...]:
    """Return the calls whose state is said before a passage: none, where it tells of no call that is over.

    Args:
        passage: what is shown. A call that it names and that the folder no longer has is over.
        shown: the text of it that the reader sees: where that says that all is over, no key is needed; where it gives earlier
            years alone, it tells of an earlier call than the one that it names.
        calls: the state of the folder's calls, the readers' own first.
    """
    if tells_of_none(passage):
        return ()
    told = told_of(passage, calls)
    own = [call for call in told if call.state is CallState.UNREADABLE or _is_older_than(call, f"{passage.section} {shown}")]
    over = {call.audience for call in told if call.state is CallState.CLOSED}
    if (passage.calls and not told) or SAYS_OVER.search(shown):
        over.add(passage.audience)
    coming = (_first_for(audience, calls) for audience in over)
    found = {id(call): call for call in (*own, *coming) if call}
    return tuple(call for call in calls if id(call) in found)


def told_of(passage: Passage, calls: Sequence[CallStatus]) -> tuple[CallStatus, ...]:
    """Return the calls that a passage tells of.

    Args:
        passage: it names them.
        calls: the state of the folder's calls.
    """
    return tuple(call for call in calls if is_named(call.name, passage))


def _is_older_than(call: CallStatus, shown: str) -> bool:
    """A page whose call was put off to another year, and whose text was not, tells of the call before."""
    moment = call.opens or call.closes
    if call.state not in _CURRENT or moment is None:
        return False
    return max(map(int, _YEAR.findall(shown)), default=moment.year) < moment.year


def _first_for(audience: str | None, calls: Sequence[CallStatus]) -> CallStatus | None:
    """A call for nobody in particular is for everyone."""
    ours = (call for call in calls if audience in {None, call.audience} or call.audience is None)
    return next((call for call in ours if call.state in _CURRENT), None)
