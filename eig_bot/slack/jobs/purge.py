"""What is kept too long is deleted."""

from eig_bot.slack.bot import SlackBot
from eig_bot.slack.service import now


def run(bot: SlackBot) -> None:
    """Delete what is older than the operator's retention.

    Args:
        bot: whose journal it is.
    """
    bot.service.journal.purge(now(), bot.service.retention)
