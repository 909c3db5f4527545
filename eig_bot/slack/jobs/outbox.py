"""What the team has accepted and the repository does not have yet is tried again; the team is told what fits no more."""

from eig_bot.publishing.progress import Stage
from eig_bot.publishing.words import said
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.reply import post
from eig_bot.slack.views.elements import plain_message


def run(bot: SlackBot) -> None:
    """Push what waits, if it has waited long enough.

    Args:
        bot: whose team has accepted it.

    Raises:
        SlackApiError: Slack does not take what the team is to be told; the question is proposed again all the same.
        OSError: Slack is out of reach; likewise.
    """
    service = bot.service
    if service.publisher is None:
        return
    questions = {entry.name: entry.question for entry in service.journal.outbox.all()}
    for name, progress in service.publisher.look().items():
        if progress.stage is Stage.UNFIT and service.team_channel and name in questions:
            post(bot.client, service.team_channel, None, plain_message(said(questions[name], progress)))
