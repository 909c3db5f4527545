"""Questions that were put off are answered when their turn has come."""

from eig_bot.slack.bot import SlackBot

PERIOD = 0.0
LOOKS = 0.5
"""Seconds between two looks at what is due, which cost next to nothing; what ends a turn is seen at once."""


def run(bot: SlackBot) -> None:
    """Answer those whose turn has come; see `Deduplicator.take_turns`.

    Args:
        bot: who answers.
    """
    bot.deduplicator.take_turns(bot.app, LOOKS)
