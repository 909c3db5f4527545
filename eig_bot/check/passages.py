"""A `KnowledgeBase` -> what the programme team should mend in it, beyond what keeps a file from being read.

`lint` compares passages: those that claim one phrasing, those that give two figures for one thing; it asks each passage; and it
gathers what `lint_fields.py` finds in the front matter and `lint_text.py` in the text. What only the search can tell is in
`eig_bot.evaluation.measure` (does an `expect:` question still find its passage?) and `eig_bot.check.phrasings`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot.check.fields import lint_fields, warning
from eig_bot.check.text import lint_text
from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.outline import NO_OUTLINES, Outlines, Place, place_of
from eig_bot.knowledge.page import fold
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.messages import french

ONE_MESSAGE = 2_000
"""Characters of text that a reader takes in at once."""
TOO_ALIKE = 85
"""RapidFuzz `token_set_ratio` above which two phrasings of a passage teach the search the same thing."""
SAME_HEADING = 90
"""RapidFuzz ratio from which two headings name one subject."""
SAME_SENTENCE = 90
"""RapidFuzz `token_sort_ratio`, figures apart, from which two sentences say one thing."""
TELLS_SOMETHING = 2
"""Words of a sentence, figures apart, below which it does not say what its figures are about."""


def lint(knowledge: KnowledgeBase, today: date, outlines: Outlines = NO_OUTLINES) -> tuple[Problem, ...]:
    """Return what should be mended; errors are a phrasing claimed twice and an entry that hides another, the rest warnings.

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
        *_contradictions(passages),
        *_too_long(passages),
        *_without_url(passages),
        *_without_questions(passages, outlines),
        *lint_fields(knowledge, today, outlines),
        *lint_text(knowledge.site, outlines),
    )


def _warning(passage: Passage, message: str, place: Place | None = None) -> Problem:
    return warning(passage.page, place or (passage.line, 1), message)


def _plain(question: str) -> str:
    """Return the words of a question, without case, accents and marks."""
    return " ".join(_WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFKD", question.casefold()))))


_WORD = re.compile(r"\w+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")

# --- phrasings --------------------------------------------------------------------------------------------------------


def place_of_question(question: str, passage: Passage, outlines: Outlines) -> Place:
    """Return where a passage's phrasing or expected question is written."""
    return place_of(outlines, passage, "questions", "expect", value=question)


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
                there, _ = place_of_question(before, first, outlines)
                message = messages.claimed_twice(question, first.section, f"{first.page}:{there}")
            line, column = place_of_question(question, passage, outlines)
            yield Problem(passage.page, line, message, column=column)


def _too_alike(passage: Passage, outlines: Outlines) -> Iterator[Problem]:
    asked = (*passage.questions, *passage.expect)
    if len(asked) < 2:
        return
    lower = [question.lower() for question in asked]
    alike = process.cdist(lower, lower, scorer=fuzz.token_set_ratio, score_cutoff=TOO_ALIKE, dtype=np.float32)
    for one, other in np.argwhere(np.triu(alike > TOO_ALIKE, 1)):
        place = place_of_question(asked[other], passage, outlines)
        yield _warning(passage, messages.too_alike(asked[one], asked[other], passage.section), place)


# --- one passage ------------------------------------------------------------------------------------------------------


def _too_long(passages: Sequence[Passage]) -> Iterator[Problem]:
    for passage in passages:
        length = len(LINK.sub(r"\1", passage.text))
        if length > ONE_MESSAGE and not passage.is_outline and not passage.published:
            yield _warning(passage, messages.text_too_long(passage.section, length, ONE_MESSAGE))


def _without_url(passages: Sequence[Passage]) -> Iterator[Problem]:
    """A page of the site without address is no fault of its writer; one of ours shows its reader no source."""
    ours = {
        passage.page for passage in passages if passage.questions or passage.expect or passage.reviewed or passage.review_by
    }
    for passage in passages:
        if passage.page in ours and not passage.url:
            yield _warning(passage, messages.no_url(passage.section))


def _without_questions(passages: Sequence[Passage], outlines: Outlines) -> Iterator[Problem]:
    """Said once a page, where other pages have phrasings; a page of the site, and a post, is not written for the bot."""
    asked = {passage.page for passage in passages if passage.questions}
    first_of_page = {passage.page: passage for passage in reversed(passages)}
    for page, passage in first_of_page.items():
        is_ours = page in outlines and not outlines[page].is_site_page
        if asked and page not in asked and is_ours and not passage.published:
            yield _warning(passage, messages.NO_QUESTIONS_FOR_PAGE, place_of(outlines, passage, "title"))


# --- figures that contradict each other -------------------------------------------------------------------------------

Figure = date | tuple[int, int] | str
"""A date, a day and month without a year, or an amount with its unit."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence with figures."""

    sentence: str
    frame: str
    """Its folded words, with a mark in place of each figure."""
    figures: tuple[Figure, ...]
    years: tuple[str, ...]
    """Years that it is about: what it says of another year does not contradict it."""


def _contradictions(passages: Sequence[Passage]) -> Iterator[Problem]:
    claims = {
        at: found for at, passage in enumerate(passages) if not passage.published and (found := tuple(_claims(passage.text)))
    }
    for first, second in _same_subject(passages, list(claims)):
        for claim, other in product(claims[first], claims[second]):
            if _contradict(claim, other):
                place = f"{passages[first].page}:{passages[first].line}"
                message = messages.contradiction(other.sentence, claim.sentence, passages[first].section, place)
                yield _warning(passages[second], message)


def _same_subject(passages: Sequence[Passage], numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Return the pairs of passages of one title or near-equal headings, those for other readers apart."""
    by_title: dict[str, list[int]] = {}
    for number in numbers:
        by_title.setdefault(fold(passages[number].title), []).append(number)
    pairs = {pair for group in by_title.values() for pair in combinations(group, 2)}
    headings = [fold(passages[number].section) for number in numbers]
    if headings:
        near = process.cdist(headings, headings, scorer=fuzz.ratio, score_cutoff=SAME_HEADING, dtype=np.uint8)
        pairs |= {(numbers[one], numbers[other]) for one, other in np.argwhere(np.triu(near, 1))}
    return sorted(pair for pair in pairs if len({passages[at].audience for at in pair} - {None}) < 2)


def _contradict(claim: _Claim, other: _Claim) -> bool:
    return (
        len(claim.figures) == len(other.figures)
        and claim.years == other.years
        and not all(map(_agree, claim.figures, other.figures))
        and fuzz.token_sort_ratio(claim.frame, other.frame) >= SAME_SENTENCE
    )


def _agree(figure: Figure, other: Figure) -> bool:
    """A day without a year agrees with that day of any year."""
    days = [(found.day, found.month) if isinstance(found, date) else found for found in (figure, other)]
    return figure == other or (not (isinstance(figure, date) and isinstance(other, date)) and days[0] == days[1])


def _claims(text: str) -> Iterator[_Claim]:
    for sentence in _SENTENCE_END.split(LINK.sub(r"\1", text)):
        figures = [match for match in _FIGURE.finditer(sentence) if not _YEAR.fullmatch(match[0])]
        frame = fold(_FIGURE.sub(lambda match: match[0] if _YEAR.fullmatch(match[0]) else f" {_MARK} ", sentence))
        if figures and len(set(frame.split()) - {_MARK}) >= TELLS_SOMETHING:
            years = tuple(sorted(word for word in frame.split() if _YEAR.fullmatch(word)))
            yield _Claim(sentence.strip(), frame, tuple(map(_figure, figures)), years)


def _figure(match: re.Match[str]) -> Figure:
    if found := dates_in(match[0]):
        return found[0]
    if match["month"]:
        return int(match["day"]), french.MONTHS.index(match["month"].lower()) + 1
    return re.sub(r"\s|(?<=\d)\.(?=\d{3}\b)", "", match[0].lower()).replace("euros", "€").replace("euro", "€")


_MARK = "figure"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{'|'.join(french.MONTHS)})\b(?:\s+\d{{4}}\b)?|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b"
    r"|\d+(?:[\s.,]\d{3}\b)*(?:,\d+)?(?:\s*(?:[kM]?€|%|euros?\b))?",
    re.IGNORECASE,
)
