"""`eig-bot learn`."""

from pathlib import Path

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.learning.dialogue import teach
from eig_bot.messages import learning as messages


@click.command("learn", cls=FrenchCommand, help=messages.COMMAND)
@click.option("--patch", "as_patch", is_flag=True, help=messages.OPTION_PATCH)
@with_knowledge
def command(as_patch: bool, knowledge: Path | None) -> None:
    """Propose questions of the journal as phrasings, one by one.

    Args:
        as_patch: True to write what is accepted as a patch, and no page.
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    with opened_journal(settings) as journal:
        teach(settings, journal, as_patch=as_patch)
