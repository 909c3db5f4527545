"""`eig-bot chat`."""

from pathlib import Path

import click

from eig_bot.cli.chat import converse
from eig_bot.cli.indexing import responder_of
from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.messages import cli as messages


@click.command("chat", cls=FrenchCommand, help=messages.CHAT)
@with_knowledge
def command(knowledge: Path | None) -> None:
    """Converse in the terminal until the end of input.

    Args:
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    converse(responder_of(settings), settings.clock())
