"""Dates, plurals, numbers, as people write them in French."""

from datetime import date, datetime

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(moment: date) -> str:
    """Write a date as people do: "1er mars 2022"; of a `moment` with a time, its day in its own zone."""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number} {MONTHS[moment.month - 1]} {moment.year}"


def weekday(moment: date) -> str:
    """Write a date with its day of the week: "vendredi 18 mars 2022"; of a `moment` with a time, its own zone's."""
    return f"{WEEKDAYS[moment.weekday()]} {day(moment)}"


def hour(moment: datetime) -> str:
    """Write the time of a `moment` in its own zone: "23 h 59", "9 h"."""
    return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"


def plural(count: int, singular: str) -> str:
    """Write a number with its noun; in French 0 and 1 take the singular.

    Args:
        count: of things, not negative.
        singular: a noun whose plural takes an "s".
    """
    return f"{count} {singular}" if count < 2 else f"{count} {singular}s"


def percent(part: float, whole: float) -> str:
    """Write a share: "45,1 %"; a dash where there is no whole.

    Args:
        part: of the whole.
        whole: 0 for none; 1 where the part is a share from 0 to 1.
    """
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"


def number(count: int) -> str:
    """Write a large `count` by thousands, with no-break spaces: "14 000"."""
    return f"{count:,}".replace(",", " ")


def short_day(moment: date) -> str:
    """Write the day of a `moment` where there is little room, without its year: "4 mars"."""
    return day(moment).rpartition(" ")[0]


def span(first: date, last: date) -> str:
    """Write a period, its month and year once where they are the same: "du 4 au 10 mars 2031".

    Args:
        first: its first day.
        last: its last day; the same one for a single day.
    """
    if first == last:
        return f"le {day(first)}"
    if first.year != last.year:
        return f"du {day(first)} au {day(last)}"
    begins = day(first).split()[: 1 if first.month == last.month else 2]
    return f"du {' '.join(begins)} au {day(last)}"
