"""The values that an answer is made of; surfaces (Slack, terminal, JSON) only show them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from eig_bot.answers.snippet import Run, Snippet, snippet
from eig_bot.knowledge.passage import Passage
from eig_bot.search.query import Query

SUGGESTED = 3
WORTH_A_LOOK = 0.4
"""Share of the first result's score from which another is shown beside it."""


class Kind(StrEnum):
    """What the bot does with a question."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    NO_ANSWER = "no_answer"
    CALL_STATUS = "call_status"
    SMALL_TALK = "small_talk"


class CallState(StrEnum):
    """The state of a call for projects."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    NONE = "none"
    UNREADABLE = "unreadable"
    """The page that tells of it cannot be read as it is now: dates are those of its last version that could be."""


@dataclass(frozen=True)
class Result:
    """A passage that may answer."""

    passage: Passage
    score: float
    """0 to 1."""
    query: Query | None = None
    """The question that it was found for; None where nothing was asked."""

    @cached_property
    def snippet(self) -> Snippet:
        """What to show of it, cut when somebody looks: surfaces show that of the first result, as a rule."""
        return snippet(self.passage.text, self.query)


@dataclass(frozen=True, slots=True)
class CallStatus:
    """The state of a call at one moment."""

    state: CallState
    name: str | None = None
    audience: str | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    days_left: int | None = None
    """Whole days from today to the closing day; None unless open with a known closing."""
    results_url: str | None = None
    """Who was selected; None before the day from which that can be read."""
    page: str | None = None
    last_known: CallState | None = None
    """What the last readable version of its page makes of an unreadable one today; None where there is no such version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot says to a question."""

    question: str
    kind: Kind
    confidence: float
    """Probability that the first result is right, 0 to 1."""
    text: str
    """What the reader sees, as plain text: the snippet and its link, no menu, no other candidates."""
    message: str = ""
    """The sentence before the snippet: the call's state, a greeting, "je ne sais pas"."""
    results: tuple[Result, ...] = ()
    """At most ten, best first, whatever the kind."""
    source: Passage | None = None
    """The passage that the answer rests on, whose page is shown with it; None when it rests on none."""
    notes: tuple[str, ...] = ()
    """What the reader must know: dated information, other readers, a question in English."""
    parts: tuple["Answer", ...] = ()
    """An answer for each question of a message that holds several, which surfaces show one after the other; else empty."""
    is_last_word: bool = False
    """True for a short word after which nothing is offered: "avec plaisir"."""
    offers_choices: bool = False
    """True when the first results are to choose from, though it is no "did you mean": after "non", after "oui"."""
    is_dated: bool = False
    """True when the notes say that what it tells has passed."""
    documents: tuple[Run, ...] = ()
    """Files to download, where the state of the calls was asked for without a question."""
    calls: tuple[CallStatus, ...] = ()
    """The calls asked for, the reader's own first; empty unless `kind` is `CALL_STATUS`."""

    @property
    def suggestions(self) -> tuple[Result, ...]:
        """The passages to choose from when the bot is not sure, or offers them."""
        return self.results[:SUGGESTED] if self.kind is Kind.SUGGESTIONS or self.offers_choices else ()

    @property
    def others(self) -> tuple[Result, ...]:
        """Up to three other passages worth a look beside an answer."""
        if self.kind is not Kind.ANSWER:
            return ()
        worth = self.results[0].score * WORTH_A_LOOK
        return tuple(result for result in self.results[1 : 1 + SUGGESTED] if result.score >= worth)
