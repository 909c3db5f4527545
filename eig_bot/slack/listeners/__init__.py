"""What the bot does when Slack tells it something: one module a surface, found by its name, each with its `register`."""

import sys

from eig_bot import discovery
from eig_bot.slack.bot import SlackBot


def register(bot: SlackBot) -> None:
    """Let each module of this folder listen to what is its own.

    Args:
        bot: whose app they listen with.
    """
    for surface in discovery.modules(sys.modules[__name__]):
        surface.register(bot)
