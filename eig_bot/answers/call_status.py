"""Open or closed is computed from dates, never looked up in prose.

`statuses` gives the state of every call at a moment; `meant_first` puts those that a question is about first; `tells_of` finds
the passage to show with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.answers.snippet import Run
from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import CallForProjects, KnowledgeBase, Passage
from eig_bot.search.analyzer import STOP_WORDS, words
from eig_bot.search.answer_type import DATE, expected_types

DOCUMENTS = 3

_IS_FILE = re.compile(r"\.(?:pdf|od[tsp]|docx?|xlsx?|pptx?|rtf|zip)(?:[?#]|$)", re.IGNORECASE)
_RANK = {CallState.OPEN: 0, CallState.UNREADABLE: 1, CallState.ANNOUNCED: 2, CallState.CLOSED: 3, CallState.NONE: 4}
_NAMES_A_CALL = re.compile(
    r"\b(?:appels?|candidatures?|inscriptions?|d[ée]p[ôo]ts?|campagne|guichet|promotion)\b", re.IGNORECASE
)
_NAMES_A_STATE = re.compile(r"\b(?:ferm|clos|cl[ôo]tur|ouvert|termin|ach[ev])", re.IGNORECASE)


def statuses(knowledge: KnowledgeBase, now: datetime) -> tuple[CallStatus, ...]:
    """Return the state of each call: the readers' own first, then open, unreadable, announced, closed (the latest first).

    Args:
        knowledge: the calls, whom the bot serves, and which pages cannot be read: one that may tell of a call is a call of
            which nothing is known.
        now: the moment, with its time zone.
    """
    refused = {page.path: page for page in knowledge.refused}
    found = [status(call, now) for call in knowledge.calls]
    found = [_unreadable(call) if call.page in refused else call for call in found]
    known = {call.page for call in found}
    unknown = [page.path for page in knowledge.refused if page.may_tell_of_call and page.path not in known]
    found += [CallStatus(CallState.UNREADABLE, page=path) for path in unknown]
    audiences = list(dict.fromkeys(call.audience for call in found))

    def order(call: CallStatus) -> tuple[bool, int, int, float]:
        for_others = bool(knowledge.site.audience and call.audience and call.audience != knowledge.site.audience)
        return for_others, _RANK[call.state], audiences.index(call.audience), _recency(call)

    return tuple(sorted(found, key=order))


def status(call: CallForProjects, now: datetime) -> CallStatus:
    """Return the state of one call.

    Args:
        call: its dates, and the `open:` flag of a site's page: false always means closed, true means open until the
            closing date has passed. A call closed before the date that its page gives has no known closing. One of ours whose
            opening nobody wrote is announced: it may be open, and is not said to be.
        now: the moment, with its time zone.
    """
    days_left = None
    closes = call.closes
    if call.declared_open is False or _has_passed(call.closes, now):
        state = CallState.CLOSED
        closes = closes if _has_passed(closes, now) else None
    elif call.declared_open is None and (call.opens is None or now < call.opens):
        state = CallState.ANNOUNCED
    else:
        state = CallState.OPEN
        days_left = (closes.date() - now.date()).days if closes else None
    has_results = call.results_from is None or call.results_from <= now.date()
    results_url = call.results_url if has_results else None
    return CallStatus(state, call.name, call.audience, call.opens, closes, days_left, results_url, call.page)


def meant_first(asked_in: Iterable[str], found: Sequence[CallStatus]) -> tuple[CallStatus, ...]:
    """Return the calls, those of an audience that a question names first, then those whose name it says most of.

    Args:
        asked_in: the folded words of the question.
        found: the calls, which keep their order where the question does not tell.
    """
    asked = _singular(asked_in)
    return tuple(
        sorted(found, key=lambda call: (not asked & _singular(words(call.audience or "")), -_named(call, found, asked)))
    )


def tells_of(status: CallStatus, knowledge: KnowledgeBase, asked_in: Sequence[str] = ()) -> Passage | None:
    """Return the passage that tells of a call.

    On its page, that is the heading that names a call and a state, else the first; for a question about its date, the passage
    that gives the closing date, on its page or else in its folder.

    Args:
        status: the call.
        knowledge: where to look.
        asked_in: the folded words of the question; empty where there is none.
    """
    on_page = [passage for passage in knowledge.passages if passage.page == status.page]
    if DATE in expected_types(asked_in) and status.closes:
        folder = PurePosixPath(status.page or "").parent
        near = [passage for passage in knowledge.passages if PurePosixPath(passage.page).parent == folder]
        closing = status.closes.date()
        dated = next((passage for passage in (*on_page, *near) if closing in dates_in(passage.text)), None)
        if dated:
            return dated
    return max(on_page, key=_telling, default=None)


def documents(status: CallStatus, knowledge: KnowledgeBase) -> tuple[Run, ...]:
    """Return the files to download that a call's page links to, then those of the pages of its folder; at most `DOCUMENTS`.

    Args:
        status: the call.
        knowledge: where to look.
    """
    folder = PurePosixPath(status.page or "").parent
    pages = [passage for passage in knowledge.passages if not passage.published]
    own = [passage for passage in pages if passage.page == status.page]
    near = [
        passage
        for passage in pages
        if PurePosixPath(passage.page).parent == folder and passage.audience in {None, status.audience}
    ]
    links = [link for passage in (*own, *near) for link in LINK.finditer(passage.text) if _IS_FILE.search(link[2])]
    by_url: dict[str, Run] = {}
    for link in links:
        by_url.setdefault(link[2], Run(link[1], url=link[2]))
    return tuple(by_url.values())[:DOCUMENTS]


def _unreadable(call: CallStatus) -> CallStatus:
    return replace(call, state=CallState.UNREADABLE, last_known=call.state)


def states_it(passage: Passage) -> bool:
    """Return whether the heading of a `passage` names a call and its state."""
    return _telling(passage) == 2


def _telling(passage: Passage) -> int:
    return bool(_NAMES_A_CALL.search(passage.section)) + bool(_NAMES_A_STATE.search(passage.section))


def _has_passed(closes: datetime | None, now: datetime) -> bool:
    """The last minute counts: a call that closes at 23:59 is open until midnight."""
    return closes is not None and now - closes >= timedelta(minutes=1)


def _recency(status: CallStatus) -> float:
    """Among open or announced calls the one that closes first comes first, among closed ones the last."""
    moment = status.closes.timestamp() if status.closes else 0.0
    return -moment if status.state is CallState.CLOSED else moment


def _named(call: CallStatus, found: Sequence[CallStatus], asked: set[str]) -> int:
    """Return how many words of the question tell this call from the others of its audience."""
    others = [other for other in found if other is not call and other.audience == call.audience]
    own = _singular(words(call.name or "")).difference(*(_singular(words(other.name or "")) for other in others))
    return len(own & asked) if others else 0


def _singular(found: Iterable[str]) -> set[str]:
    """Words without their plural: stems would take "candidater" (what anyone does) for "candidats" (an audience)."""
    return {word.rstrip("s") for word in found if word not in STOP_WORDS}
