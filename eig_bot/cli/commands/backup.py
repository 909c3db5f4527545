"""`eig-bot backup`."""

from pathlib import Path

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.journal.backup import back_up, restore
from eig_bot.messages import journal as messages


@click.command("backup", cls=FrenchCommand, help=messages.BACKUP)
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.option("--restore", "is_restored", is_flag=True, help=messages.OPTION_RESTORE)
def command(file: Path, is_restored: bool) -> None:
    """Copy the journal into a file, or put a copy back into it, while the bot runs.

    Args:
        file: the copy.
        is_restored: True to put it back.
    """
    with opened_journal(Settings.load()) as journal:
        (restore if is_restored else back_up)(journal.database, file)
    click.echo((messages.restored if is_restored else messages.backed_up)(str(file)))
