"""`eig-bot status`."""

from pathlib import Path

import click

from eig_bot.answers.json_output import call_as_json
from eig_bot.cli.indexing import responder_of
from eig_bot.cli.options import with_json_lines, with_knowledge
from eig_bot.cli.streams import json_line
from eig_bot.cli.terminal import render
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.messages import cli as messages


@click.command("status", cls=FrenchCommand, help=messages.STATUS)
@with_json_lines
@with_knowledge
def command(is_json: bool, knowledge: Path | None) -> None:
    """Say where the calls for projects stand.

    Args:
        is_json: True for one object a call.
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    answer = responder_of(settings).status(settings.clock()())
    if not is_json:
        click.echo(render(answer))
        return
    for call in answer.calls:
        click.echo(json_line(call_as_json(call)))
