"""`eig-bot export`."""

import re

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.streams import json_line
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.errors import InputError
from eig_bot.messages import journal as messages


@click.command("export", cls=FrenchCommand, help=messages.EXPORT)
@click.option("--person", metavar="ID", help=messages.OPTION_PERSON)
def command(person: str | None) -> None:
    """Write what the journal holds, one object a row.

    Args:
        person: Slack's id of the one person to write of; None for all.

    Raises:
        InputError: that is no id of a person.
    """
    if person and not re.fullmatch(r"[UW][A-Z0-9]{5,}", person):
        raise InputError(messages.BAD_PERSON)
    is_empty = True
    with opened_journal(Settings.load()) as journal:
        for row in journal.people.export(person):
            click.echo(json_line(row))
            is_empty = False
    if person and is_empty:
        click.echo(messages.NOTHING_OF_PERSON, err=True)
