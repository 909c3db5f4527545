"""Usage and a report, without a journal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from eig_bot.journal.usage import Counts, Opinions, Period, Usage, Wording
from eig_bot.report.build import JudgedPassage, Late, Remark, Report, Rise, Subject, Wanted
from eig_bot.report.groups import Group
from tests.garden import SPRING, at, plainly

LONG_AGO = at("2030-01-01")
WEEK = Period.last(SPRING, 7)
NOBODY = Usage(
    period=WEEK,
    oldest=None,
    people=0,
    counts=Counts(0, 0, 0),
    before=Counts(0, 0, 0),
    parts=tuple((part, Counts(0, 0, 0)) for part in WEEK.parts),
    turned_down=0,
    unanswered=(),
    opinions={},
    comments=(),
    requests=0,
    waiting=0,
    found=(),
    acts={},
)
PRICE = Subject("cotisation.md", ("Cotisation", "Tarifs"))
WATER = Subject("eau.md", ("L'eau au jardin", "À quelle heure arroser ?"))
GONE = Subject("ruches.md", ("Les ruches",), is_there=False)
EMPTY = Report(None, NOBODY, Opinions(0, {}), (), None, (), (), (), (), ())
REPORT = Report(
    name="Jardins partagés",
    figures=replace(
        NOBODY,
        oldest=at("2031-03-01T09:00"),
        people=37,
        counts=Counts(1_118, 10, 14),
        before=Counts(90, 20, 10),
        parts=tuple((part, Counts(day + 1, 2, 0)) for day, part in enumerate(WEEK.parts)),
        turned_down=2,
        requests=3,
        waiting=1,
        acts={"request_opened": 3, "request_answered": 2, "accepted": 1_200},
    ),
    opinions=Opinions(12, {"wrong": 3, "": 1}),
    unanswered=(
        Group(9, (Wording("des ruches\n?", 7), Wording("peut-on avoir des <ruches>", 2))),
        Group(5, (Wording("un \x1b[31mbarbecue\u202e est-il permis", 5),)),
    ),
    rising=(Rise(PRICE, 30, 4), Rise(GONE, 5, 0)),
    often_bad=(JudgedPassage(PRICE, Opinions(1, {"wrong": 2, "outdated": 1})),),
    remarks=(Remark("Le prix a changé.", "wrong", PRICE, "prix ?"), Remark("Rien compris.", "", None, "ouvert ?")),
    never_asked=(WATER, Subject("fete.md", ("La fête",))),
    overdue=(Late(Subject("outils.md", ("Outils",)), date(2031, 4, 1), "l'équipe des outils"),),
    expired=(Late(WATER, date(2030, 10, 31), None),),
    unphrased=(Wanted(WATER, 17), Wanted(Subject("fete.md", ("La fête",)), 4)),
)


def figures(**changes: Any) -> Usage:  # noqa: ANN401 - any field
    """Return the figures of an old journal of a week in which nobody asked anything, but for some changes."""
    return replace(NOBODY, oldest=LONG_AGO, **changes)


def asked(*texts: str) -> Sequence[Wording]:
    """Return wordings that were each asked once."""
    return [Wording(text, 1) for text in texts]


def parts(text: str) -> dict[str, str]:
    """Return the parts of a report in the terminal by their titles, with ordinary spaces."""
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in plainly(text).split("\n\n")}
