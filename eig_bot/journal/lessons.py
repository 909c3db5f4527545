"""What people made known about a question by a click, by refusing what was found, or through the team; and what became of it.

`Lessons.heard` gathers it over all spellings of one question; `learning/proposals.py` makes proposals of it.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import case, func, or_, select

from eig_bot.journal.repository import Repository, upsert
from eig_bot.journal.tables import choices, lessons, questions, requests
from eig_bot.journal.team_acts import Act, TeamAct, keep_act
from eig_bot.search.analyzer import words

AT_MOST = 2_000
"""Spellings that are looked at: those that people showed something of, then the most asked; a team decides on far fewer."""


class Decision(StrEnum):
    """What a person made of a proposal."""

    ACCEPTED = "accepted"
    OFF_TOPIC = "off_topic"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Heard:
    """One question, however it was spelt."""

    name: str
    """See `name_of`."""
    text: str
    """The spelling that was used most, without what identifies a person."""
    asked: int
    """How often it was asked."""
    last: datetime
    chosen: Mapping[str, int]
    """Identity of a passage -> how many chose it among suggestions."""
    replied: Mapping[str, int]
    """Identity of a passage -> to how many of the team's replies it is the nearest."""
    refused: int
    """How many turned down all suggestions."""
    unanswered: int
    """How often the bot found nothing."""


def name_of(question: str) -> str:
    """Return the name of a question, the same for spellings that differ in case, accents and punctuation alone.

    Args:
        question: as it was asked, or as a file spells it.
    """
    return hashlib.sha256(" ".join(words(question)).encode(errors="surrogatepass")).hexdigest()[:16]


class Lessons(Repository):
    """What was heard of each question, and what the team has decided on it."""

    def heard(self, at_most: int = AT_MOST) -> tuple[Heard, ...]:
        """Return each question of which something was made known, in no order that means anything.

        Args:
            at_most: spellings that are looked at.
        """
        unanswered = func.sum(case((questions.c.kind == "no_answer", 1), else_=0))
        shown = or_(questions.c.id.in_(select(choices.c.question_id)), questions.c.id.in_(select(requests.c.question_id)))
        is_shown = func.max(case((shown, 1), else_=0))
        asked = (
            select(questions.c.text, func.count(), func.max(questions.c.at), unanswered)
            .group_by(questions.c.text)
            .having(or_(is_shown == 1, unanswered > 0))
            .order_by(is_shown.desc(), func.count().desc(), func.max(questions.c.number).desc())
            .limit(at_most)
        )
        with self._database.read(is_long=True) as connection:
            found = _Gathered()
            for text, count, last, unanswered in connection.execute(asked):
                found.of(text).add(text, count, last, unanswered)
            for text, passage, count in connection.execute(_CLICKED):
                found.of(text).choose(passage, count)
            for asked_as, requested_as, passage, at in connection.execute(_REPLIED):
                one = found.of(asked_as or requested_as)
                one.replied[passage] += 1
                if asked_as is None:
                    one.add(requested_as, 1, at, 0)
        return found.told()

    def decided(self) -> frozenset[str]:
        """Return the names of the questions that someone has decided on."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(lessons.c.name)))

    def decide(self, name: str, decision: Decision, *, by: str | None = None, page: str | None = None) -> None:
        """Keep what was made of a question, and who did it among what the team did; the last decision counts.

        Args:
            name: of the question, see `name_of`.
            decision: what the team made of the proposal.
            by: id in Slack of who decided; None in a terminal, where nobody has one.
            page: file that was written; None when none was.
        """
        with self._database.begin() as connection:
            upsert(connection, lessons, {"name": name, "at": self._now(), "decision": decision})
            if by:
                keep_act(connection, TeamAct(by, Act(decision.value), name, page), self._keys, self._now())


_CLICKED = (
    select(questions.c.text, choices.c.passage, func.count())
    .join(choices, choices.c.question_id == questions.c.id)
    .group_by(questions.c.text, choices.c.passage)
)
_REPLIED = (
    select(questions.c.text, requests.c.text, requests.c.passage, requests.c.at)
    .select_from(requests.outerjoin(questions, questions.c.id == requests.c.question_id))
    .where(requests.c.passage.is_not(None))
)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _One:
    spellings: Counter[str] = field(default_factory=Counter)
    last: datetime = _LONG_AGO
    chosen: Counter[str] = field(default_factory=Counter)
    replied: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    unanswered: int = 0

    def add(self, text: str, count: int, last: datetime, unanswered: int) -> None:
        self.spellings[text] += count
        self.last = max(self.last, last)
        self.unanswered += unanswered

    def choose(self, passage: str | None, count: int) -> None:
        if passage is None:
            self.refused += count
        else:
            self.chosen[passage] += count


class _Gathered:
    """Questions by their name."""

    def __init__(self) -> None:
        self._ones: dict[str, _One] = {}

    def of(self, text: str) -> _One:
        return self._ones.setdefault(name_of(text), _One())

    def told(self) -> tuple[Heard, ...]:
        return tuple(
            Heard(
                name,
                max(one.spellings.items(), key=lambda item: (item[1], item[0]))[0],
                one.spellings.total(),
                one.last,
                one.chosen,
                one.replied,
                one.refused,
                one.unanswered,
            )
            for name, one in self._ones.items()
            if one.spellings and (one.chosen or one.replied or one.refused or one.unanswered)
        )
