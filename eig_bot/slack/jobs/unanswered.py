"""Questions that a stop left unanswered are taken up, and what the database has missed is written."""

from eig_bot.slack.bot import SlackBot


def run(bot: SlackBot) -> None:
    """Answer what was left; see `Deduplicator.resume`.

    Args:
        bot: who answers.
    """
    bot.deduplicator.resume(bot.app)
