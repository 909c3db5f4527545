"""The weekly digest in the team's channel: Mondays from 9:00, once, whoever of several processes comes first."""

import logging
from datetime import datetime, time

from slack_sdk.errors import SlackApiError

from eig_bot.answers.notices import FROM
from eig_bot.clock import PARIS
from eig_bot.publishing.words import listed
from eig_bot.report import build as report
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.reply import post
from eig_bot.slack.retries import was_not_sent
from eig_bot.slack.views.digest import digest_message
from eig_bot.slack.views.elements import Post

DAYS = 7
MONDAY = 0

log = logging.getLogger(__name__)


def run(bot: SlackBot) -> None:
    """Send the digest of the last seven days, if it is time and nobody has.

    Args:
        bot: who sends it.
    """
    service = bot.service
    moment = service.clock()
    if not service.team_channel or not _is_time(moment):
        return
    year, week, _ = moment.isocalendar()
    name = f"digest {year}-{week}"
    if service.journal.claims.taken(name):
        return
    message = _message(bot, moment)
    if not service.journal.claims.take(name):
        return
    try:
        post(bot.client, service.team_channel, None, message)
    except (SlackApiError, OSError) as error:
        log.warning("digest not sent yet", extra={"error": type(error).__name__})
        if isinstance(error, SlackApiError) or was_not_sent(error):
            service.journal.claims.release(name)


def _is_time(moment: datetime) -> bool:
    return moment.weekday() == MONDAY and moment.time().replace(tzinfo=None) >= FROM


def _message(bot: SlackBot, moment: datetime) -> Post:
    service, midnight = bot.service, datetime.combine(moment.date(), time(), PARIS)
    found = report.read(service.journal, service.responder.knowledge, midnight, DAYS, moment.date())
    buttons = tuple(filter(None, (button() for button in bot.digest_buttons)))
    return digest_message(found, buttons, service.source_lines, listed(service.journal.outbox.all()))
