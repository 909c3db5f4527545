"""The figures of the journal and the knowledge folder -> what the programme team should know and do.

`grouped` puts unanswered questions that are alike together; `report` adds what the folder says of its own passages. Forms:
`report_form.py` (terminal, JSON), `report_page.py` (HTML), `slack/views/digest.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot.answers import subjects
from eig_bot.journal.figures import Figures, Judgements, Wording
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.analyzer import terms, words

ALIKE = 85
"""RapidFuzz `token_set_ratio` of stems from which two questions are alike, and `OVERALL` the `token_sort_ratio` that they must
have as well: without it a word alone would draw in every question that has it. Set on misspelt phrasings of `knowledge/`: 99.9 %
of a group are one question, and 93 % of the misspellings of a question are in one group."""
OVERALL = 65
COMPARED = 2_000
"""Distinct questions (by their stems) that are compared, the most asked first: about a second on two cores."""
RISES = 2.0
"""Standard deviations by which a subject rises: two counts that chance alone parts differ by more once in forty."""
BAD_COUNT, BAD_SHARE = 2, 0.25
"""Judgements, and share of all judgements, from which a passage is often judged bad: one slip accuses nobody."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike."""

    size: int
    """How often they were asked, in all."""
    wordings: tuple[Wording, ...]
    """The most asked first."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Questions by likeness."""

    groups: tuple[Group, ...]
    """The largest first."""
    left_out: int
    """Questions that were too many to compare; those without a word are not counted."""


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
class Judged:
    """What the answers from a passage were judged."""

    subject: Subject
    good: int
    bad: int
    reasons: Mapping[str, int]
    """Why they are bad, the most frequent first; "" counts the judgements without a reason."""


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
class Report:
    """What the programme team should know and do."""

    name: str | None
    """What the bot answers about."""
    figures: Figures
    judged: Judged | None
    unanswered: Grouped
    rising: tuple[Rise, ...]
    often_bad: tuple[Judged, ...]
    remarks: tuple[Remark, ...]
    never_asked: tuple[Subject, ...]
    """Of what can be browsed: passages that have never been an answer since the journal begins."""
    overdue: tuple[Late, ...]
    """Pages whose review is late, the latest first."""
    expired: tuple[Late, ...]
