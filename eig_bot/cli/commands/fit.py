"""`eig-bot fit`."""

from pathlib import Path

import click

from eig_bot.cli.indexing import responder_of
from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.messages import cli as messages


@click.command("fit", cls=FrenchCommand, help=messages.FIT)
@with_knowledge
def command(knowledge: Path | None) -> None:
    """Learn all from the pages, into the cache, so that the next start has nothing to learn.

    Args:
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    responder = responder_of(settings)
    click.echo(messages.learnt(len(responder.knowledge.passages), str(settings.cache)))
