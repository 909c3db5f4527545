"""The journal of a bot, opened by a command beside it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from eig_bot.config import Settings
from eig_bot.errors import InputError, JournalError
from eig_bot.journal.journal import Journal
from eig_bot.messages import journal as messages


@contextmanager
def opened_journal(settings: Settings) -> Iterator[Journal]:
    """Give what a bot has written, for the length of a block; none is made where there is none.

    Args:
        settings: they name the data folder, or the database.

    Raises:
        InputError: there is no journal, or the database is out of reach.
    """
    with closing(Journal.existing(settings)) as journal:
        try:
            yield journal
        except JournalError as error:
            raise InputError(messages.JOURNAL_AWAY if journal.database.is_server else messages.JOURNAL_HELD) from error
