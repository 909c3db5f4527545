"""`eig-bot import`."""

from pathlib import Path

import click

from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand, FrenchUsageError
from eig_bot.config import Settings
from eig_bot.errors import KnowledgeError
from eig_bot.importing.draft import import_pages
from eig_bot.messages import importing as messages
from eig_bot.messages import knowledge as knowledge_messages


@click.command("import", cls=FrenchCommand, help=messages.COMMAND)
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PAGE...")
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="DOSSIER", help=messages.OPTION_TO)
@click.option("--stdout", "is_shown", is_flag=True, help=messages.OPTION_STDOUT)
@with_knowledge
def command(pages: tuple[Path, ...], folder: Path | None, is_shown: bool, knowledge: Path | None) -> int:
    """Make drafts of pages of the site, in the knowledge folder, another one, or on standard output.

    Args:
        pages: files of the site.
        folder: where the drafts go; None for the knowledge folder.
        is_shown: True to write them on standard output.
        knowledge: the knowledge folder, where it is not that of the settings.

    Returns:
        The exit code: 1 when a page was refused.

    Raises:
        FrenchUsageError: both places were named.
        KnowledgeError: there is no knowledge folder to write into.
    """
    if folder and is_shown:
        raise FrenchUsageError(messages.TO_OR_STDOUT)
    settings = Settings.load(knowledge)
    if not folder and not is_shown and not settings.knowledge.is_dir():
        raise KnowledgeError(knowledge_messages.no_such_folder(str(settings.knowledge)))
    target = None if is_shown else folder or settings.knowledge
    lines, refused = import_pages(pages, settings.knowledge, target, settings.clock()())
    for line in lines:
        click.echo(line)
    for sentence in refused:
        click.echo(click.style(sentence, fg="red"), err=True)
    return 1 if refused else 0
