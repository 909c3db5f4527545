"""`eig-bot report`."""

from pathlib import Path

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.options import with_json, with_knowledge
from eig_bot.cli.streams import json_line
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.knowledge.library import Library
from eig_bot.messages import report as messages
from eig_bot.report.build import read
from eig_bot.report.json_output import as_json
from eig_bot.report.page import write_page
from eig_bot.report.terminal import as_text


@click.command("report", cls=FrenchCommand, help=messages.COMMAND)
@click.option("--days", type=click.IntRange(1, 3_650), default=7, metavar="N", help=messages.OPTION_DAYS)
@with_json
@click.option("--html", "page", type=click.Path(path_type=Path), metavar="FICHIER", help=messages.OPTION_HTML)
@with_knowledge
def command(days: int, is_json: bool, page: Path | None, knowledge: Path | None) -> None:
    """Report what was asked in the last days, and what is to be mended.

    Args:
        days: how many, up to now.
        is_json: True for one object instead of tables.
        page: file of a web page to write as well; None for none.
        knowledge: the knowledge folder, where it is not that of the settings.
    """
    settings = Settings.load(knowledge)
    with opened_journal(settings) as journal:
        found = read(
            journal, Library(settings.knowledge, settings.clock()).load(), journal.now(), days, settings.clock()().date()
        )
    if page:
        write_page(found, page)
    if is_json:
        click.echo(json_line(as_json(found)))
    else:
        click.echo(messages.written(str(page)) if page else as_text(found))
