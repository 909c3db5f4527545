"""What is kept too long is deleted."""

from eig_bot.slack.bot import SlackBot


def run(bot: SlackBot) -> None:
    """Delete what is older than the operator's retention.

    Args:
        bot: whose journal it is.
    """
    service = bot.service
    service.spool.purge(service.journal.now() - service.retention)
    service.journal.purge(service.retention)
