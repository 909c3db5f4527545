"""What `check` finds about calls: their dates and names, and which call a passage tells of.

A passage that tells of last year's call must say so (`call:`), or it would answer alone on the day on which the next one opens:
`_untold` proposes it where a passage has the look of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from eig_bot.answers.said_first import SAYS_OVER
from eig_bot.check.problems import warning
from eig_bot.knowledge.calls import dates_in
from eig_bot.knowledge.headings import normalized_heading
from eig_bot.knowledge.markdown import LINK
from eig_bot.knowledge.outline import Outlines, Position, position_of
from eig_bot.knowledge.passage import CallForProjects, KnowledgeBase, Passage, Problem
from eig_bot.knowledge.told_calls import tells_of_none
from eig_bot.messages import check as messages
from eig_bot.messages import french

ALIKE = 85
"""Likeness, of 100, from which another name is the one that was meant: a slip or two, not another call of the same year."""


def lint_calls(knowledge: KnowledgeBase, outlines: Outlines) -> Iterator[Problem]:
    """Yield what should be mended about the calls of our own pages; one of a site's page has no dates of its own.

    Args:
        knowledge: what was read.
        outlines: what stands where in each file.
    """
    ours = [call for call in knowledge.calls if call.declared_open is None]
    placed = list(zip(ours, _positions(ours, outlines), strict=True))
    for call, position in placed:
        if call.opens is None:
            yield warning(call.page, position, messages.call_without_start(call.name))
        if call.closes is None:
            yield warning(call.page, position, messages.call_without_end(call.name))
        if call.results_from and call.results_url is None:
            yield warning(call.page, position, messages.results_without_address(call.name))
    for (one, first), (other, second) in combinations(placed, 2):
        place = f"{one.page}:{first[0]}"
        if normalized_heading(one.name) == normalized_heading(other.name):
            yield warning(other.page, second, messages.call_twice(other.name, place))
        if _overlap(one, other) and len({one.audience, other.audience} - {None}) < 2:
            yield warning(other.page, second, messages.calls_overlap(other.name, one.name, place))
    for passage in knowledge.passages:
        yield from _unknown(passage, knowledge.calls, outlines)
        if ours and not passage.calls and not (passage.published or passage.is_outline or passage.is_entry):
            yield from _untold(passage, ours, outlines)


def _overlap(one: CallForProjects, other: CallForProjects) -> bool:
    if not (one.opens and one.closes and other.opens and other.closes):
        return False
    return one.opens <= other.closes and other.opens <= one.closes


def _positions(calls: Sequence[CallForProjects], outlines: Outlines) -> Iterator[Position]:
    """Yield where the name of each call is written; calls of one page stand there in the same order."""
    written = {page: [value.position for value in outlines[page].values if _is_name(value.keys)] for page in outlines}
    for at, call in enumerate(calls):
        places = written.get(call.page, [])
        before = sum(other.page == call.page for other in calls[:at])
        yield places[before] if before < len(places) else (1, 1)


def _is_name(keys: tuple[str | int, ...]) -> bool:
    return keys[0] == "calls" and keys[-1] == "name"


# --- which call a passage tells of ------------------------------------------------------------------------------------


def _unknown(passage: Passage, calls: Sequence[CallForProjects], outlines: Outlines) -> Iterator[Problem]:
    known = {normalized_heading(call.name): call.name for call in calls}
    for name in () if tells_of_none(passage) else passage.calls:
        if normalized_heading(name) not in known:
            same_year = [other for other in known if _DIGITS.findall(other) == _DIGITS.findall(name)]
            nearest = process.extractOne(normalized_heading(name), same_year, scorer=fuzz.ratio, score_cutoff=ALIKE)
            position = position_of(outlines, passage, "call", text=name)
            yield warning(passage.page, position, messages.no_such_call(name, known[nearest[0]] if nearest else None))


_DIGITS = re.compile(r"\d+")
"""What tells last year's call from this year's, however alike they are called."""
_A_CALL = re.compile(
    r"\b(?:appels?|candidat\w*|d[ée]p[ôo]ts?|dossiers?|guichets?|campagnes?|promotions?|jurys?)\b", re.IGNORECASE
)
_LAUREATES = re.compile(r"\blauréate?s?\b", re.IGNORECASE)
_WHERE_TO_APPLY = re.compile(r"d[ée]marche(?:s-simplifiees|\.numerique)|candidater|postuler|d[ée]poser", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


def _untold(passage: Passage, calls: Sequence[CallForProjects], outlines: Outlines) -> Iterator[Problem]:
    if passage.page in outlines and outlines[passage.page].is_site_page:
        return
    meant = [call for call in calls if passage.audience in {None, call.audience} or call.audience is None]
    found = next(((call, sign) for call in _latest_first(meant) if (sign := _sign(passage, call))), None)
    if found:
        call, sign = found
        yield warning(passage.page, (passage.line, 1), messages.call_untold(passage.section, sign, call.name))


def _latest_first(calls: Sequence[CallForProjects]) -> list[CallForProjects]:
    return sorted(calls, key=lambda call: call.closes.timestamp() if call.closes else 0.0, reverse=True)


def _sign(passage: Passage, call: CallForProjects) -> str | None:
    """Return the words by which a passage seems to tell of a call; None when it does not."""
    days = {moment.date() for moment in (call.opens, call.closes) if moment}
    years = {str(day.year) for day in days}
    for sentence in _SENTENCE.split(f"{passage.section}\n{passage.text}"):
        said = LINK.sub(r"\1", sentence)
        year = next((year for year in sorted(years) if re.search(rf"\b{year}\b", said)), None)
        if year and (_A_CALL.search(said) or _LAUREATES.search(said)):
            return year
        if over := SAYS_OVER.search(said):
            return over[0].split()[-1]
        link = next((link for link in LINK.finditer(sentence) if _WHERE_TO_APPLY.search(link[2])), None)
        if link:
            return link[1]
        if laureates := _LAUREATES.search(said):
            return laureates[0]
        if day := next((day for day in dates_in(said) if day in days), None):
            return french.day(day)
    return None
