"""`eig-bot learn`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from eig_bot.cli.journal import opened_journal
from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.git.follow import Following
from eig_bot.journal.journal import Journal
from eig_bot.knowledge.library import Library
from eig_bot.learning.dialogue import teach
from eig_bot.messages import learning as messages
from eig_bot.publishing.publisher import Publisher


@click.command("learn", cls=FrenchCommand, help=messages.COMMAND)
@click.option("--patch", "as_patch", is_flag=True, help=messages.OPTION_PATCH)
@with_knowledge
def command(as_patch: bool, knowledge: Path | None) -> None:
    """Propose questions of the journal as phrasings, one by one.

    Args:
        as_patch: True to write what is accepted as a patch, and no page.
        knowledge: the knowledge folder, where it is not that of the settings; it is written itself.
    """
    settings = Settings.load(knowledge)
    with opened_journal(settings) as journal:
        following = Following.of(settings, journal)
        if following is None:
            teach(settings, journal, as_patch=as_patch)
            return
        with _publisher(following, journal) as publisher:
            teach(replace(settings, knowledge=following.folder), journal, publisher, as_patch=as_patch)


@contextmanager
def _publisher(following: Following, journal: Journal) -> Iterator[Publisher]:
    """Give what brings accepted questions into the repository, whose folder is there meanwhile."""
    with closing(following):
        following.begin()
        yield Publisher.of(following, journal, lambda: Library(following.folder).load().site.name)
