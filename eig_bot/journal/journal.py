"""The journal of one bot, or of several on one server: begin here. What it keeps is an attribute each, a file each."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, or_

from eig_bot.clock import Clock, utc_now
from eig_bot.config import Settings
from eig_bot.errors import InputError
from eig_bot.journal import tables
from eig_bot.journal.claims import CLAIMS_LAST, EXPIRES, Claims
from eig_bot.journal.counting import WORDINGS, counted
from eig_bot.journal.database import Database
from eig_bot.journal.events import Events
from eig_bot.journal.feedback import Feedback
from eig_bot.journal.file_database import COMMAND_WAIT, FILE, WAIT, FileDatabase
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.knowledge_trees import KnowledgeTrees
from eig_bot.journal.lessons import Lessons
from eig_bot.journal.models import KeptModels
from eig_bot.journal.outbox import Outbox
from eig_bot.journal.people import People
from eig_bot.journal.questions import Questions
from eig_bot.journal.requests import Requests
from eig_bot.journal.server_database import ServerDatabase
from eig_bot.journal.subscriptions import Subscriptions
from eig_bot.journal.team_acts import RETENTION, TeamActs
from eig_bot.journal.usage import Period, Usage
from eig_bot.messages import journal as messages


class Journal:
    """All that is remembered, with the keys and the clock that this takes; safe to share between threads.

    Whatever is asked of it raises `JournalError` while its database is away; see `best_effort.py` for answers that do without.
    """

    def __init__(self, database: Database, keys: Keys, now: Clock = utc_now) -> None:
        """Take what `open` made.

        Args:
            database: where all is kept.
            keys: what people's ids are hashed and sealed with.
            now: the clock: the real moment, also where the date of answers is fixed for trials.
        """
        self.database = database
        self.keys = keys
        self.now = now
        self.questions = Questions(database, keys, now)
        self.feedback = Feedback(database, keys, now)
        self.requests = Requests(database, keys, now)
        self.subscriptions = Subscriptions(database, keys, now)
        self.events = Events(database, keys, now)
        self.claims = Claims(database, keys, now)
        self.lessons = Lessons(database, keys, now)
        self.outbox = Outbox(database, keys, now)
        self.team_acts = TeamActs(database, keys, now)
        self.people = People(database, keys, now)
        self.knowledge_trees = KnowledgeTrees(database, keys, now)
        self.models = KeptModels(database, keys, now)

    @classmethod
    def open(cls, folder: Path, keys: Keys, url: str | None = None, *, now: Clock = utc_now, wait: float = WAIT) -> "Journal":
        """Open a journal, and bring its tables up to date; `SettingsError` says that its file or its URL is of no use.

        Args:
            folder: the data folder, which holds the database when there is no server.
            keys: what people's ids are hashed and sealed with.
            url: of a PostgreSQL server; one that is away is awaited while the bot answers.
            now: the clock.
            wait: seconds that a write to a file waits for another process's.
        """
        return cls(ServerDatabase.open(url) if url else FileDatabase.open(folder / FILE, wait, now=now), keys, now)

    @classmethod
    def of(cls, settings: Settings) -> "Journal":
        """Open the journal of a bot; `SettingsError` says that it cannot be opened, or its secret not be kept.

        A file that is damaged is set aside, one that another program holds is awaited while the bot answers.

        Args:
            settings: the data folder, the server or another file if there is one, the secret if one is set.
        """
        return cls._of(settings, WAIT, mends=True)

    @classmethod
    def existing(cls, settings: Settings) -> "Journal":
        """Open the journal of a bot, as `of` does, for a command that reads what one has written, and mends nothing.

        Args:
            settings: as for `of`.

        Raises:
            InputError: there is none, or its file is damaged or cannot be read now.
        """
        file = _file(settings)
        if not settings.database_url and not file.is_file():
            raise InputError(messages.no_journal_yet(str(file.parent)))
        return cls._of(settings, COMMAND_WAIT, mends=False)

    def usage(self, period: Period, wordings: int = WORDINGS) -> Usage:
        """Count what was asked, found and judged in a period.

        Args:
            period: any; `Period.last` gives the last days.
            wordings: how many distinct wordings of unanswered questions are read.
        """
        return counted(self.database, period, wordings)

    def purge(self, retention: timedelta) -> int:
        """Delete what is older than the retention, and claims that have expired; subscriptions stay until their end.

        What the team did has a retention of its own, see `team_acts.py`.

        Args:
            retention: how long questions and requests are kept.

        Returns:
            How many questions and requests were deleted.
        """
        now = self.now()
        old = ((tables.questions, tables.questions.c.at), (tables.requests, tables.requests.c.at))
        with self.database.begin(is_long=True) as connection:
            connection.execute(delete(tables.claims).where(tables.claims.c.at < now - CLAIMS_LAST, EXPIRES))
            connection.execute(delete(tables.events).where(_is_over(now, retention)))
            connection.execute(delete(tables.forgotten).where(tables.forgotten.c.at < now - CLAIMS_LAST))
            waited = connection.execute(delete(tables.outbox).where(tables.outbox.c.at < now - retention)).rowcount
            acts = connection.execute(delete(tables.team_acts).where(tables.team_acts.c.at < now - RETENTION)).rowcount
            deleted = sum(connection.execute(delete(table).where(column < now - retention)).rowcount for table, column in old)
            if deleted or acts or waited:
                self.database.note_deletion(connection, of_a_person=False)
        self.database.forget_damaged(before=now - retention)
        self.database.erase()
        return deleted

    def close(self) -> None:
        """Let the database go."""
        self.database.close()

    @classmethod
    def _of(cls, settings: Settings, wait: float, *, mends: bool) -> "Journal":
        keys = Keys(settings.secret_key or kept_secret(settings.data))
        if settings.database_url:
            return cls(ServerDatabase.open(settings.database_url, pool=settings.database_pool), keys)
        return cls(FileDatabase.open(_file(settings), wait, mends=mends), keys)


def _file(settings: Settings) -> Path:
    return settings.journal_file or settings.data / FILE


def _is_over(now: datetime, retention: timedelta) -> ColumnElement[bool]:
    """That a mention was answered is known for as long as its question: it may be edited after that, which is no new one."""
    events = tables.events.c
    return or_(events.taken_at < now - retention, and_(events.answered_at.is_(None), events.taken_at < now - CLAIMS_LAST))
