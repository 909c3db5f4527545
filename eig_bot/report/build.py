"""The figures of the journal and the knowledge folder -> what the programme team should know and do.

`groups.py` puts unanswered questions that are alike together; `report` adds what the folder says of its own passages. What is
shown of it: `tables.py` (terminal), `json_output.py`, `page.py` (HTML), `slack/views/digest.py`.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from eig_bot.answers import subjects
from eig_bot.journal.journal import Journal
from eig_bot.journal.usage import Found, Opinions, Period, Usage
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.report.groups import COMPARED, Group, grouped, stems_of_most

RISES = 2.0
"""Standard deviations by which a subject rises: two counts that chance alone parts differ by more once in forty."""
COVERED = 0.25
"""Share of the period before that the journal must hold: against a day or two, everything rises."""
MOST_ASKED = 10
"""Passages without phrasings that are named: as many as a team writes some for in an afternoon."""
BAD_COUNT, BAD_SHARE = 2, 0.25
"""Judgements, and share of all judgements, from which a passage is often judged bad: one slip accuses nobody."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A passage, as the folder or the journal names it."""

    page: str
    headings: tuple[str, ...]
    """Title of the page, enclosing headings, own heading."""
    is_there: bool = True
    """False when the folder has no such passage any more."""

    @property
    def section(self) -> str:
        """Its own heading; its page where it has none."""
        return self.headings[-1] if self.headings else self.page


@dataclass(frozen=True, slots=True)
class Rise:
    """A subject that is asked about more than in the period before."""

    subject: Subject
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """What the answers from a passage were judged."""

    subject: Subject
    opinions: Opinions


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a bad answer."""

    text: str
    reason: str
    """Empty when none was given."""
    subject: Subject | None
    """None for an answer without a passage."""
    question: str


@dataclass(frozen=True, slots=True)
class Late:
    """What the folder itself says is out of date: a page to be read again, or a passage that is no longer valid."""

    subject: Subject
    since: date
    owner: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A passage that people ask for."""

    subject: Subject
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """What the programme team should know and do."""

    name: str | None
    """What the bot answers about."""
    figures: Usage
    opinions: Opinions
    """Of all answers."""
    unanswered: tuple[Group, ...]
    """Questions without an answer, the most asked first."""
    rising: tuple[Rise, ...] | None
    """What rises most first; None when the journal is too young to compare."""
    often_bad: tuple[JudgedPassage, ...]
    remarks: tuple[Remark, ...]
    never_asked: tuple[Subject, ...]
    """Of what can be browsed: passages that have never been an answer since the journal begins."""
    overdue: tuple[Late, ...]
    """Pages whose review is late, the latest first."""
    expired: tuple[Late, ...]
    unphrased: tuple[Wanted, ...] = ()
    """Passages without phrasings that were most asked for: where the team writes the first ones."""

    @property
    def begins_within(self) -> bool:
        """True when the journal does not go back as far as the period before, which then counts less."""
        oldest = self.figures.oldest
        return oldest is None or oldest > self.figures.period.before.since

    @property
    def left_out(self) -> int:
        """Questions without an answer that are in no group: there were too many to compare, or they have no word."""
        return max(0, self.figures.unanswered_count - sum(group.size for group in self.unanswered))


def read(journal: Journal, knowledge: KnowledgeBase, until: datetime, days: int, today: date) -> Report:
    """Say what the programme team should know and do, of the last days.

    Args:
        journal: what was asked and judged.
        knowledge: the folder as it is today.
        until: the moment; midnight in France for whole days.
        days: how many, that of `until` among them; as many days before are compared with.
        today: the date in France, which may be fixed for trials.

    Raises:
        JournalError: the journal is out of reach.
    """
    return report(journal.usage(Period.last(until, days)), knowledge, today)


def report(counted: Usage, knowledge: KnowledgeBase, today: date, *, compared: int = COMPARED) -> Report:
    """Say what the programme team should know and do.

    Args:
        counted: what the journal holds of a period.
        knowledge: the folder as it is today.
        today: the date in France.
        compared: how many distinct questions without an answer to compare, at most.
    """
    known: dict[str, Passage] = {}
    for passage in knowledge.passages:
        known.setdefault(passage.identity, passage)

    def subject(identity: str) -> Subject:
        page, *headings = identity.split("\t")
        return Subject(page, tuple(headings), is_there=identity in known)

    ever_found = {found.passage for found in counted.found}
    browsed = (passage for theme in subjects.themes(knowledge) for passage in theme.passages)
    never = dict.fromkeys(passage.identity for passage in browsed if passage.identity not in ever_found)
    first_of_page = {passage.page: passage for passage in reversed(knowledge.passages)}
    return Report(
        name=knowledge.site.name,
        figures=counted,
        opinions=_together(counted.opinions.values()),
        unanswered=grouped(counted.unanswered, stems_of_most(knowledge.passages), compared=compared),
        rising=tuple(Rise(subject(one.passage), one.now, one.before) for one in _rising(counted))
        if _is_comparable(counted)
        else None,
        often_bad=tuple(JudgedPassage(subject(identity), found) for identity, found in _often_bad(counted.opinions)),
        remarks=tuple(
            Remark(one.text, one.reason, subject(one.passage) if one.passage else None, one.question)
            for one in counted.comments
        ),
        never_asked=tuple(map(subject, never)),
        overdue=_late(((passage, passage.review_by) for passage in first_of_page.values()), today),
        expired=_late(((passage, passage.valid_until) for passage in known.values()), today),
        unphrased=tuple(
            Wanted(subject(one.passage), one.now) for one in _most_asked(counted.found, lambda name: _lacks(known.get(name)))
        ),
    )


def _lacks(passage: Passage | None) -> bool:
    return passage is not None and not passage.questions and not passage.published and not passage.is_outline


def _most_asked(found: Iterable[Found], is_wanted: Callable[[str], bool]) -> list[Found]:
    asked = [one for one in found if one.now and is_wanted(one.passage)]
    return sorted(asked, key=lambda one: (-one.now, one.passage))[:MOST_ASKED]


def _is_comparable(figures: Usage) -> bool:
    before, oldest = figures.period.before, figures.oldest
    return oldest is not None and before.until - max(oldest, before.since) >= COVERED * (before.until - before.since)


def _rising(figures: Usage) -> list[Found]:
    """Compare counts as those of a Poisson process: the difference has the variance of their sum."""
    rises = [((one.now - one.before) / math.sqrt(one.now + one.before), one) for one in figures.found if one.now]
    return [one for rise, one in sorted(rises, key=lambda pair: (-pair[0], pair[1].passage)) if rise >= RISES]


def _together(opinions: Iterable[Opinions]) -> Opinions:
    found = list(opinions)
    reasons: Counter[str] = Counter()
    for one in found:
        reasons.update(one.reasons)
    return Opinions(sum(one.good for one in found), dict(reasons.most_common()))


def _often_bad(opinions: Mapping[str, Opinions]) -> list[tuple[str, Opinions]]:
    often = [
        (identity, found)
        for identity, found in opinions.items()
        if identity and found.bad >= max(BAD_COUNT, BAD_SHARE * found.judged)
    ]
    return sorted(often, key=lambda pair: (-pair[1].bad, pair[1].good, pair[0]))


def _late(dated: Iterable[tuple[Passage, date | None]], today: date) -> tuple[Late, ...]:
    late = [
        Late(Subject(passage.page, passage.heading_path), moment, passage.owner)
        for passage, moment in dated
        if moment and moment < today
    ]
    return tuple(sorted(late, key=lambda one: (one.since, one.subject.page, one.subject.headings)))
