"""Passages of one subject that give different figures for one thing: other dates, amounts, numbers of days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import numpy as np
from rapidfuzz import fuzz, process

from eig_bot.check.problems import warning
from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.passage import Passage, Problem
from eig_bot.messages import check as messages
from eig_bot.messages import french

SAME_HEADING = 90
"""RapidFuzz ratio from which two headings name one subject."""
SAME_SENTENCE = 90
"""RapidFuzz `token_sort_ratio`, figures apart, from which two sentences say one thing."""
TELLS_SOMETHING = 2
"""Words of a sentence, figures apart, below which it does not say what its figures are about."""


def contradictions(passages: Sequence[Passage]) -> Iterator[Problem]:
    """Yield a warning, at the second of two passages, for each pair of sentences whose figures differ.

    Args:
        passages: of a whole folder; a post tells of one moment, and contradicts nothing.
    """
    claims = {
        at: found for at, passage in enumerate(passages) if not passage.published and (found := tuple(_claims(passage.text)))
    }
    for first, second in _same_subject(passages, list(claims)):
        one, two = passages[first], passages[second]
        for claim, other in product(claims[first], claims[second]):
            if _contradict(claim, other):
                message = messages.contradiction(other.sentence, claim.sentence, one.section, f"{one.page}:{one.line}")
                yield warning(two.page, (two.line, 1), message)


_Figure = date | tuple[int, int] | str
"""A date, a day and month without a year, or an amount with its unit."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence with figures."""

    sentence: str
    frame: str
    """Its folded words, with a mark in place of each figure."""
    figures: tuple[_Figure, ...]
    years: tuple[str, ...]
    """Years that it is about: what it says of another year does not contradict it."""


def _same_subject(passages: Sequence[Passage], numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
    """Return the pairs of passages of one title or near-equal headings, those for other readers apart."""
    by_title: dict[str, list[int]] = {}
    for number in numbers:
        by_title.setdefault(normalized_heading(passages[number].title), []).append(number)
    pairs = {pair for group in by_title.values() for pair in combinations(group, 2)}
    headings = [normalized_heading(passages[number].section) for number in numbers]
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


def _agree(figure: _Figure, other: _Figure) -> bool:
    """A day without a year agrees with that day of any year."""
    days = [(found.day, found.month) if isinstance(found, date) else found for found in (figure, other)]
    return figure == other or (not (isinstance(figure, date) and isinstance(other, date)) and days[0] == days[1])


def _claims(text: str) -> Iterator[_Claim]:
    for sentence in _SENTENCE_END.split(LINK.sub(r"\1", text)):
        figures = [match for match in _FIGURE.finditer(sentence) if not _YEAR.fullmatch(match[0])]
        frame = normalized_heading(_FIGURE.sub(lambda match: match[0] if _YEAR.fullmatch(match[0]) else f" {_MARK} ", sentence))
        if figures and len(set(frame.split()) - {_MARK}) >= TELLS_SOMETHING:
            years = tuple(sorted(word for word in frame.split() if _YEAR.fullmatch(word)))
            yield _Claim(sentence.strip(), frame, tuple(map(_figure, figures)), years)


def _figure(match: re.Match[str]) -> _Figure:
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
