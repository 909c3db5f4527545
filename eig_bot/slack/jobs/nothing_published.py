"""Tells the team's channel, once, that no page is published any more, so that nothing is answered."""

from functools import partial

from eig_bot.journal.claims import UNTIL_RELEASED
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.jobs.refused_edits import undone
from eig_bot.slack.reply import post
from eig_bot.slack.views.elements import plain_message

TOLD = f"{UNTIL_RELEASED}nothing published"
"""The claim of whoever tells it; it holds until a page is published again, also over a restart."""


def run(bot: SlackBot) -> None:
    """Tell it by whichever process comes first.

    Args:
        bot: who tells it.

    Raises:
        SlackApiError: Slack refuses the message; it is told by a later run.
        OSError: Slack is out of reach; likewise.
    """
    service = bot.service
    knowledge, claims = service.responder.knowledge, service.journal.claims
    if knowledge.passages:
        claims.release(TOLD)
    elif service.team_channel and knowledge.unpublished and claims.take(TOLD):
        with undone(partial(claims.release, TOLD)):
            post(bot.client, service.team_channel, None, plain_message(messages.nothing_published(len(knowledge.unpublished))))
