"""A `KnowledgeBase` -> what the programme team should mend in it, beyond what keeps a file from being read.

`lint` asks each passage, then compares passages: those that claim one phrasing, those that give two figures for one thing.
What only the search can tell (does an `expect:` question still find its passage?) is in `eig_bot.evaluation`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot import messages
from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.page import fold
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem

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


def lint(knowledge: KnowledgeBase, today: date) -> tuple[Problem, ...]:
    """Return what should be mended, in the order of passages; only a phrasing claimed twice is an error.

    Args:
        knowledge: what was read, whatever its own `problems`.
        today: the date in France.
    """
    passages = knowledge.passages
    return (
        *_claimed_twice(passages),
        *(problem for passage in passages for problem in _too_alike(passage)),
        *_contradictions(passages),
        *_overdue_reviews(passages, today),
        *(problem for passage in passages for problem in _text_problems(passage, today)),
        *_without_url(passages),
    )


def _warning(passage: Passage, message: str) -> Problem:
    return Problem(passage.page, passage.line, message, is_error=False)


def _plain(text: str) -> str:
    """Fold a text, accents included."""
    return "".join(char for char in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(char))


# --- phrasings --------------------------------------------------------------------------------------------------------


def _claimed_twice(passages: Sequence[Passage]) -> Iterator[Problem]:
    claimed: dict[str, Passage] = {}
    for passage in passages:
        for question in (*passage.questions, *passage.expect):
            first = claimed.setdefault(_plain(question), passage)
            if first is not passage:
                message = messages.claimed_twice(question, first.section, f"{first.page}:{first.line}")
                yield Problem(passage.page, passage.line, message)


def _too_alike(passage: Passage) -> Iterator[Problem]:
    asked = (*passage.questions, *passage.expect)
    if len(asked) < 2:
        return
    lower = [question.lower() for question in asked]
    alike = process.cdist(lower, lower, scorer=fuzz.token_set_ratio, dtype=np.float32)
    for one, other in np.argwhere(np.triu(alike > TOO_ALIKE, 1)):
        yield _warning(passage, messages.too_alike(asked[one], asked[other], passage.section))


# --- one passage ------------------------------------------------------------------------------------------------------


def _text_problems(passage: Passage, today: date) -> Iterator[Problem]:
    if passage.valid_until and passage.valid_until < today:
        yield _warning(passage, messages.no_longer_valid(passage.section, passage.valid_until))
    length = len(LINK.sub(r"\1", passage.text))
    if length > ONE_MESSAGE and not passage.is_outline and not passage.published:
        yield _warning(passage, messages.text_too_long(passage.section, length, ONE_MESSAGE))


def _overdue_reviews(passages: Sequence[Passage], today: date) -> Iterator[Problem]:
    """A review is of a whole page: it is said once."""
    first_of_page = {passage.page: passage for passage in reversed(passages)}
    for passage in reversed(first_of_page.values()):
        if passage.review_by and passage.review_by < today:
            yield _warning(passage, messages.review_overdue(passage.review_by, passage.owner))


def _without_url(passages: Sequence[Passage]) -> Iterator[Problem]:
    """A page of the site without address is no fault of its writer; one of ours shows its reader no source."""
    ours = {
        passage.page for passage in passages if passage.questions or passage.expect or passage.reviewed or passage.review_by
    }
    for passage in passages:
        if passage.page in ours and not passage.url:
            yield _warning(passage, messages.no_url(passage.section))


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
        return int(match["day"]), messages.MONTHS.index(match["month"].lower()) + 1
    return re.sub(r"\s|(?<=\d)\.(?=\d{3}\b)", "", match[0].lower()).replace("euros", "€").replace("euro", "€")


_MARK = "figure"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{'|'.join(messages.MONTHS)})\b(?:\s+\d{{4}}\b)?|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b"
    r"|\d+(?:[\s.,]\d{3}\b)*(?:,\d+)?(?:\s*(?:[kM]?€|%|euros?\b))?",
    re.IGNORECASE,
)
