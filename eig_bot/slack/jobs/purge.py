"""What is kept too long is deleted."""

from eig_bot.slack.bot import SlackBot


def run(bot: SlackBot) -> None:
    """Delete what is older than the operator's retention.

    Args:
        bot: whose journal it is.
    """
    bot.service.journal.purge(bot.service.retention)
