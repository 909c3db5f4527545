"""A `KnowledgeBase` -> what the programme team should mend in it, beyond what keeps a file from being read.

`lint` compares the phrasings of passages and looks at each passage; and it gathers what `contradictions.py` finds between two
of them, `openings.py` in their first words, `fields.py` in the front matter and `text.py` in the text. What only the search can
tell is in `expectations.py` (does an `expect:` question still find its passage?) and `phrasings.py` (could another passage
claim a phrasing?).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot.check.calls import lint_calls
from eig_bot.check.contradictions import contradictions
from eig_bot.check.fields import lint_fields
from eig_bot.check.openings import leaning_openings
from eig_bot.check.problems import error, warning
from eig_bot.check.text import lint_text
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines, Position, position_of
from eig_bot.knowledge.passage import ONE_MESSAGE, KnowledgeBase, Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.messages import check_text as text_messages

TOO_ALIKE = 85
"""RapidFuzz `token_set_ratio` above which two phrasings of a passage teach the search the same thing."""


def lint(knowledge: KnowledgeBase, today: date, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return what should be mended: errors are a phrasing claimed twice and an entry that hides another, an opening is a note.

    Args:
        knowledge: what was read, whatever its own `problems`.
        today: the date in France.
        outlines: what stands where in each file (`Library.outlines`); without them, passages alone are looked at, and a problem
            is said to stand where its passage begins.
    """
    passages = knowledge.passages
    return (
        *_claimed_twice(passages, knowledge.off_topic, outlines),
        *(problem for passage in passages for problem in _too_alike(passage, outlines)),
        *contradictions(passages),
        *_too_long(passages),
        *leaning_openings(passages),
        *_without_url(passages),
        *_without_questions(passages, outlines),
        *lint_fields(knowledge, today, outlines),
        *lint_calls(knowledge, outlines),
        *lint_text(knowledge.site, knowledge.addresses, outlines),
    )


def _plain(question: str) -> str:
    """Return the words of a question, without case, accents and marks."""
    return " ".join(_WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFKD", question.casefold()))))


_WORD = re.compile(r"\w+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")

# --- phrasings --------------------------------------------------------------------------------------------------------


def position_of_question(question: str, passage: Passage, outlines: Outlines) -> Position:
    """Return where a question of a passage is written.

    Args:
        question: one of its phrasings or of its expected questions.
        passage: whose it is.
        outlines: what stands where in each file.
    """
    return position_of(outlines, passage, "questions", "expect", text=question)


def _claimed_twice(passages: Sequence[Passage], off_topic: Sequence[str], outlines: Outlines) -> Iterator[Problem]:
    claimed: dict[str, tuple[str, Passage]] = {}
    not_ours = set(map(_plain, off_topic))
    for passage in passages:
        for question in (*passage.questions, *passage.expect):
            asked = _plain(question)
            before, first = claimed.setdefault(asked, (question, passage))
            if first is passage and asked not in not_ours:
                continue
            message = messages.claimed_as_off_topic(question)
            if first is not passage:
                there, _ = position_of_question(before, first, outlines)
                message = messages.claimed_twice(question, first.section, f"{first.page}:{there}")
            yield error(passage.page, position_of_question(question, passage, outlines), message)


def _too_alike(passage: Passage, outlines: Outlines) -> Iterator[Problem]:
    asked = (*passage.questions, *passage.expect)
    if len(asked) < 2:
        return
    lower = [question.lower() for question in asked]
    alike = process.cdist(lower, lower, scorer=fuzz.token_set_ratio, score_cutoff=TOO_ALIKE, dtype=np.float32)
    for one, other in np.argwhere(np.triu(alike > TOO_ALIKE, 1)):
        position = position_of_question(asked[other], passage, outlines)
        yield warning(passage.page, position, messages.too_alike(asked[one], asked[other], passage.section))


# --- one passage ------------------------------------------------------------------------------------------------------


def _too_long(passages: Sequence[Passage]) -> Iterator[Problem]:
    for passage in passages:
        length = len(LINK.sub(r"\1", passage.text))
        if length > ONE_MESSAGE and not passage.is_outline and not passage.published:
            yield warning(passage.page, (passage.line, 1), text_messages.text_too_long(passage.section, length, ONE_MESSAGE))


def _without_url(passages: Sequence[Passage]) -> Iterator[Problem]:
    """A page of the site without address is no fault of its writer; one of ours shows its reader no source."""
    ours = {
        passage.page for passage in passages if passage.questions or passage.expect or passage.reviewed or passage.review_by
    }
    lacking = [passage for passage in passages if passage.page in ours and not passage.url]
    if lacking and not any(passage.url for passage in passages):
        first = lacking[0]
        yield warning(first.page, (first.line, 1), messages.no_url_anywhere(len({passage.page for passage in lacking})))
    else:
        for passage in lacking:
            yield warning(passage.page, (passage.line, 1), messages.no_url(passage.section))


def _without_questions(passages: Sequence[Passage], outlines: Outlines) -> Iterator[Problem]:
    """Said once a page, where half or more have phrasings; those of the site, and posts, are not written for the bot."""
    asked = {passage.page for passage in passages if passage.questions}
    first_of_page = {passage.page: passage for passage in reversed(passages)}
    silent = [
        passage
        for page, passage in first_of_page.items()
        if page not in asked and page in outlines and not outlines[page].is_site_page and not passage.published
    ]
    for passage in silent if len(silent) <= len(asked) else ():
        yield warning(passage.page, position_of(outlines, passage, "title"), messages.NO_QUESTIONS_FOR_PAGE)
