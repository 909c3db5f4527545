"""The weekly digest in the team's channel: Mondays from 9:00, once, whoever of several processes comes first."""

import logging
from datetime import datetime, time

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers.notices import FROM
from eig_bot.clock import PARIS
from eig_bot.learning import proposals as learning
from eig_bot.report import build as report
from eig_bot.slack.bot import Desk, now
from eig_bot.slack.reply import post, was_not_sent
from eig_bot.slack.views.digest import digest_message

DAYS = 7
MONDAY = 0

log = logging.getLogger(__name__)


def send(desk: Desk, client: WebClient) -> None:
    """Send the digest of the last seven days, if it is time and nobody has."""
    moment = desk.clock()
    if not desk.team_channel or moment.weekday() != MONDAY or moment.time().replace(tzinfo=None) < FROM:
        return
    year, week, _ = moment.isocalendar()
    name = f"digest {year}-{week}"
    if desk.journal.claimed(name):
        return
    knowledge = desk.responder.knowledge
    midnight = datetime.combine(moment.date(), time(), PARIS)
    found = report.read(desk.journal, knowledge, midnight, DAYS, moment.date())
    to_learn = len(learning.proposals(desk.journal, knowledge, desk.folder))
    message = digest_message(found, to_learn)
    if not desk.journal.claim(name, now()):
        return
    try:
        post(client, desk.team_channel, None, message)
    except (SlackApiError, OSError) as error:
        log.warning("digest not sent yet", extra={"error": type(error).__name__})
        if isinstance(error, SlackApiError) or was_not_sent(error):
            desk.journal.release(name)
