"""What a reader must know beside an answer: that it is dated, expired, a post, or for other readers."""

import re
from collections.abc import Sequence
from datetime import date

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.answers.deadlines import IN_THE_PAST_TENSE, SENTENCE, deadlines_in, meetings_in
from eig_bot.answers.said_first import told_of
from eig_bot.knowledge.passage import Passage, Site
from eig_bot.messages import answers as messages
from eig_bot.messages import french

_DAY_WITHOUT_YEAR = re.compile(rf"\b\d{{1,2}}(?:er)?\s+(?:{'|'.join(french.MONTHS)})\b(?!\s+\d{{4}})", re.IGNORECASE)


def caveats(passage: Passage, site: Site, dated: str | None) -> tuple[str, ...]:
    """Return what to say beside an answer, most important first.

    Args:
        passage: what the answer is taken from.
        site: whom the bot serves.
        dated: what `outdated` says of it.
    """
    notes = [dated] if dated else []
    if passage.published:
        notes.append(messages.published(passage.published))
    if site.audience and passage.audience and passage.audience != site.audience:
        notes.append(messages.for_others(passage.audience))
    return tuple(notes)


def outdated(passage: Passage, shown: str, calls: Sequence[CallStatus], today: date) -> str | None:
    """Return what to say when an answer tells of what has passed; None when it does not.

    Args:
        passage: what the answer is taken from.
        shown: the text of it that the reader sees.
        calls: the state of the folder's calls.
        today: the date in France.
    """
    if passage.valid_until and passage.valid_until < today:
        return messages.expired(passage.valid_until)
    return _tells_of_the_past(passage, shown, calls, today)


def _tells_of_the_past(passage: Passage, shown: str, calls: Sequence[CallStatus], today: date) -> str | None:
    if passed := [found for found in deadlines_in(shown) if found < today]:
        return messages.past_deadlines(passed)
    if passed := [found for found in meetings_in(shown) if found < today]:
        return messages.past_meetings(passed)
    calls = told_of(passage, calls) or calls
    is_over = bool(calls) and all(call.state is CallState.CLOSED for call in calls)
    days = [text for text in SENTENCE.split(shown) if _DAY_WITHOUT_YEAR.search(text)]
    if is_over and any(not IN_THE_PAST_TENSE.search(text) for text in days):
        ours = (call.closes for call in calls if call.closes and passage.audience in {None, call.audience})
        closes = next(ours, calls[0].closes)
        return messages.past_season(closes.date() if closes else None)
    return None
