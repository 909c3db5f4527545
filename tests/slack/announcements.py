"""What a person does to be told of calls, and what they are told at a moment."""

from datetime import timedelta

from eig_bot.messages import slack as messages
from eig_bot.slack.jobs import notices
from tests.fake_slack import Call, names
from tests.garden import at
from tests.slack.clicks import click, commanded
from tests.slack.conftest import Bot

BEFORE, OPENING = "2029-12-03T12:00", "2030-01-07T09:00"
WEEK_BEFORE, DAY_BEFORE = "2030-03-08T09:00", "2030-03-14T09:00"


def page_of(keys: str) -> str:
    return f"---\ntitle: Appel à potagers\nurl: /appel\ncalls:\n  - name: Appel à potagers 2030\n    {keys}\n---\n\nVingt.\n"


def dates(opens: str, closes: str) -> str:
    return f"opens: {opens}\n    closes: {closes}"


def set_clock(bot: Bot, moment: str) -> None:
    bot.today.stop(at(moment))


def follow(bot: Bot, moment: str = BEFORE, user: str = names.USER) -> None:
    set_clock(bot, moment)
    click(bot, commanded(bot, "/eig-statut", user=user), messages.FOLLOW, user=user)


def told_at(bot: Bot, moment: str) -> list[Call]:
    """Return what people are told at a moment."""
    set_clock(bot, moment)
    before = len(bot.posted())
    notices.run(bot.running)
    return bot.posted()[before:]


def days_told(bot: Bot, first: str, last: str) -> list[str]:
    """Return each moment at which something is told, looking from one day to another before, at and after nine o'clock."""
    days = [at(first) + timedelta(number) for number in range((at(last) - at(first)).days + 1)]
    moments = [f"{day:%Y-%m-%d}T{hour}" for day in days for hour in ("08:59", "09:00", "09:20", "18:59")]
    return [moment for moment in moments for _ in told_at(bot, moment)]
