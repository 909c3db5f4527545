"""`eig-bot purge`."""

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.messages import journal as messages


@click.command("purge", cls=FrenchCommand, help=messages.PURGE, options_metavar="")
def command() -> None:
    """Delete what is older than the retention, and say how much."""
    settings = Settings.load()
    with opened_journal(settings) as journal:
        count = journal.purge(settings.retention)
        is_gone = journal.database.erase()
    click.echo(messages.purged(count, settings.retention.days))
    if not is_gone:
        click.echo(messages.STILL_IN_FILES, err=True)
