"""Dates of a call that a site's page announces in prose: "ouvert jusqu'au 18/03/2022", "du 24 janvier au 18 mars 2022".

A page of the site says `open:` and no date that a program could read; its date stands in a sentence, on the page or on a
neighbour in its folder. Among the dates of sentences about applying, the one that is said most often wins.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath

from eig_bot.clock import END_OF_DAY, PARIS
from eig_bot.knowledge.passage import CallForProjects, Page, Passage
from eig_bot.messages.french import MONTHS


def with_dates(pages: Sequence[Page]) -> tuple[CallForProjects, ...]:
    """Return the calls of all pages, those of the site's pages with the dates found beside them.

    Args:
        pages: of a whole folder, since the dates of a call may stand on a neighbour.
    """
    return tuple(
        call if call.declared_open is None or call.closes else _dated(call, page, pages)
        for page in pages
        for call in page.calls
    )


def audiences(pages: Sequence[Page]) -> dict[str, str]:
    """Return folder -> audience: a folder of the site that holds its own call speaks to its own audience.

    Args:
        pages: of a whole folder.
    """
    folders = {}
    for page in pages:
        folder = PurePosixPath(page.path).parent
        if folder.name and any(call.declared_open is not None for call in page.calls):
            folders[str(folder)] = folder.name
    return folders


def shows_a_call(path: str, title: str, passages: Iterable[Passage]) -> bool:
    """Return whether a page with an `open:` flag is one of a call, rather than of a canteen or a menu that is open.

    Args:
        path: of its file, whose name may tell.
        title: of the page.
        passages: all that it says.
    """
    said = (text for passage in passages for text in (passage.section, passage.text))
    return bool(_NAMED.search(path) or _NAMED.search(title)) or any(map(_CALLS_FOR.search, said))


def dates_in(text: str) -> list[date]:
    """Return the dates with a year that a text gives, in their order; those that no calendar has are left out.

    Args:
        text: as people write: "18/03/2022", "1er mars 2022".
    """
    return [found for found, _, _ in dates_at(text)]


def dates_at(text: str) -> list[tuple[date, int, int]]:
    """Return the same dates, each with where it begins in a text and where it ends, its day of the week included.

    Args:
        text: as people write.
    """
    return [(found, *match.span()) for match in _DATE.finditer(text) if (found := _date_of(match))]


_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | {"fevrier": 2, "aout": 8, "decembre": 12}
_DAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"
_MONTH = "|".join(_MONTH_NUMBERS)
_ONE_DATE = rf"{_DAY}(?:(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}})|(\d{{1,2}})(?:er)?\s+({_MONTH})\s+(\d{{4}}))"
_DATE = re.compile(_ONE_DATE, re.IGNORECASE)
_OF_WHAT = r"(?:\s+(?:d[eu]s?\s|d['’]|pour\s)[^.:\n]{1,60}?)?"
_CLOSING = re.compile(
    rf"(?:jusqu['’]au|avant\s+le|au\s+plus\s+tard\s+le|limite{_OF_WHAT}\W+(?:le|du|au|est\s+le)?|cl[ôo]ture{_OF_WHAT}\W+(?:le|du|au)?"
    rf"|(?:ferme|clos|s['’]ach[èe]ve|se\s+termine|prend\s+fin)\w*\s+le)\s*\W{{0,3}}{_ONE_DATE}",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\bdu\s+{_DAY}(\d{{1,2}})(?:er)?(?:\s+({_MONTH}))?(?:\s+(\d{{4}}))?\s+au\s+{_DAY}(\d{{1,2}})(?:er)?\s+({_MONTH})\s+(\d{{4}})",
    re.IGNORECASE,
)
_APPLYING = re.compile(r"\bappels?\b|candidat|postul|d[ée]pos|dossier|inscri|ouvert|s[ée]lection", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|[^a-zà-ÿ])(?:appels?|aap|aac|(?-i:AMI))(?:[^a-zà-ÿ]|$)|candidat|postul", re.IGNORECASE)
"""A file or a title that names a call."""
_CALLS_FOR = re.compile(
    r"\bappels?\s+(?:à|a|ouvert|clos)\b|\b(?:l['’]|notre\s|cet\s)appel\b(?!\s+(?:est\s+gratuit|téléphonique))"
    r"|\b(?-i:AAP|AMI|AAC)\b|\bcandidat|\bpostul|\blauréat|\bd[ée]p[ôo]ts?\s+(?:de|des|du|en\s+ligne)\b"
    r"|\bd[ée]pos(?:ez|er)\s+(?:un|votre|vos|son|le|les)\s+(?:dossier|projet|candidature)"
    r"|\bdossiers?\s+(?:\w+\s+){0,2}(?:attendus?|reçus?|recevables?|acceptés?)\b|\binscriptions?\s+(?:sont\s+)?(?:ouvertes?|closes?|jusqu)",
    re.IGNORECASE,
)
"""What a page says that calls for something."""
_OPEN = re.compile(r"\bouvert", re.IGNORECASE)


def _dated(call: CallForProjects, page: Page, pages: Sequence[Page]) -> CallForProjects:
    folder = PurePosixPath(page.path).parent
    neighbours = [other for other in pages if PurePosixPath(other.path).parent == folder]
    own = _closing_and_opening(page.passages)
    closes, opens = own if own[0] else _closing_and_opening([p for other in neighbours for p in other.passages])
    return replace(call, audience=call.audience or folder.name or None, opens=opens, closes=closes)


def _closing_and_opening(passages: Iterable[Passage]) -> tuple[datetime | None, datetime | None]:
    closings: Counter[date] = Counter()
    openings: dict[date, date] = {}
    for line in dict.fromkeys(line for passage in passages for line in passage.text.split("\n")):
        if not _APPLYING.search(line):
            continue
        weight = 2 if _OPEN.search(line) else 1
        for match in _CLOSING.finditer(line):
            if found := _date_of(match):
                closings[found] += weight
        for match in _PERIOD.finditer(line):
            start, end = _period(match)
            if start and end:
                closings[end] += weight
                openings.setdefault(end, start)
    if not closings:
        return None, None
    closing = max(closings, key=lambda day: (closings[day], day))
    opening = openings.get(closing)
    return (
        datetime.combine(closing, END_OF_DAY, PARIS),
        datetime.combine(opening, datetime.min.time(), PARIS) if opening else None,
    )


def _date_of(match: re.Match[str]) -> date | None:
    day, month, year, day_named, name, year_named = match.groups()
    if day:
        return _valid(year, int(month), day)
    return _valid(year_named, _month(name), day_named)


def _period(match: re.Match[str]) -> tuple[date | None, date | None]:
    day, month, year, end_day, end_month, end_year = match.groups()
    end = _valid(end_year, _month(end_month), end_day)
    start = _valid(year or end_year, _month(month or end_month), day)
    return start, end


def _month(name: str) -> int:
    """`IGNORECASE` lets a "ſ" pass for an "s": such a month is none."""
    return _MONTH_NUMBERS.get(name.lower(), 0)


def _valid(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
