"""The knowledge folder of a running bot, kept as the branch of a repository is: begin here.

A thread asks the forge for the last commit of the branch once a minute, and at once when it is woken. A commit is tried
before it is served (`trial.py`); then the link that is the bot's folder leads to it, and it goes into the database, for starts
without the forge and for the other processes. A process that cannot have from the forge what another one serves takes it from
there. Whatever goes wrong, what is in service stays.
"""

import hashlib
import logging
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from eig_bot.background import BackgroundJob
from eig_bot.clock import Clock
from eig_bot.config import Settings
from eig_bot.errors import KnowledgeError
from eig_bot.git.command import Git
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.intake import Intake
from eig_bot.git.mirror import Mirror
from eig_bot.git.shared import SharedCommits
from eig_bot.git.state import ForgeTrouble, SyncOutcome, SyncState, Unusable
from eig_bot.git.steady_library import SteadyLibrary
from eig_bot.git.trees import Trees
from eig_bot.git_settings import GitSettings
from eig_bot.journal.journal import Journal
from eig_bot.knowledge.last_good import LastGood, LastGoodFolder
from eig_bot.messages import git as messages

PERIOD, JITTER = 55.0, 10.0
"""Seconds between two questions to the forge: each minute, and not all bots of a forge in the same second."""
SPACING = 1.0
"""Seconds between two questions, however often it is called: a call that is sent again and again costs the forge no more."""
BEHIND = timedelta(minutes=5)
"""How long another process may serve a newer commit."""

log = logging.getLogger(__name__)


class Following:
    """The folder, and the thread that follows the branch; safe to share between threads."""

    def __init__(  # noqa: PLR0913 - what tests hand in stands after what is needed
        self,
        settings: GitSettings,
        place: Path,
        journal: Journal,
        *,
        last_good: Path,
        clock: Clock,
        git: Git | None = None,
        period: float = PERIOD,
        jitter: float = JITTER,
        spacing: float = SPACING,
    ) -> None:
        """Take where all of it goes; nothing is asked yet.

        Args:
            settings: of the repository.
            place: for copies of all repositories that are ever followed.
            journal: what the processes share.
            last_good: folder of the last good versions of pages.
            clock: tells the moment at which a page must be published to be served.
            git: runs commands; None: as the settings say.
            period: seconds between two questions to the forge, at least.
            jitter: seconds more, at most.
            spacing: seconds between two of them, however often it is woken.
        """
        self.settings = settings
        source = source_of(settings)
        place = place / source
        self.git = git or Git(settings, place / "home")
        self.mirror = Mirror(self.git, settings, place)
        self.trees = Trees(place)
        self._journal = journal
        self._kept: LastGood = LastGoodFolder(last_good, self.trees.current)
        self._clock = clock
        shared = SharedCommits(journal.knowledge_trees, source)
        self._intake = Intake(self.mirror, self.trees, shared, self._kept, clock)
        self._job = BackgroundJob("knowledge-git", self.poll, period=period, jitter=jitter)
        self._spacing = spacing
        self._polled_at = 0.0
        self._closed = threading.Event()
        self._trouble: ForgeTrouble | None = None
        self._unusable: Unusable | None = None
        self._behind_since: datetime | None = None
        self._outcomes: Counter[SyncOutcome] = Counter()

    @classmethod
    def of(cls, settings: Settings, journal: Journal) -> "Following | None":
        """Return what follows the repository of the settings; None where they name none.

        Args:
            settings: of the bot.
            journal: what the processes share.
        """
        if not settings.git:
            return None
        return cls(settings.git, settings.data / "git", journal, last_good=settings.last_good, clock=settings.clock())

    @property
    def folder(self) -> Path:
        """The knowledge folder; it is there after `begin`."""
        return self.trees.current

    @property
    def state(self) -> SyncState:
        """How things stand."""
        since = self._behind_since
        is_behind = since is not None and self._journal.now() - since >= BEHIND
        return SyncState(self.trees.served, self._trouble, self._unusable, is_behind, self._outcomes.copy())

    def read(self, folder: Path) -> SteadyLibrary:
        """Return what reads the folder for the running bot, as `Library` does, commit by commit.

        Args:
            folder: this one.
        """
        return SteadyLibrary(folder, self._clock, self._kept, self.trees.switching)

    def begin(self) -> None:
        """See to it that there is a folder: what is kept on the disk, else in the database, else what the forge gives.

        Raises:
            KnowledgeError: nothing is kept, and the forge gives nothing that can be served.
        """
        if not self.trees.served:
            self._take_over()
        if not self.trees.served:
            self.poll()
        if not self.trees.served:
            raise KnowledgeError(self._why_nothing())

    def follow(self) -> None:
        """Begin to follow the branch."""
        self._job.start()

    def wake(self) -> None:
        """Ask the forge at once: it says that something was pushed, or this process has pushed."""
        self._job.wake()

    def close(self) -> None:
        """Follow no more; git ends at once."""
        self._closed.set()
        self.git.close()
        self._job.close()

    def poll(self) -> None:
        """Ask the forge for the last commit, and serve it if it can be."""
        self._closed.wait(max(0.0, self._polled_at + self._spacing - time.monotonic()))
        self._polled_at = time.monotonic()
        asked_at = self._journal.now()
        head = None
        try:
            head = self._look()
        except GitError as error:
            self._note(error)
        else:
            self._note(None)
            self._outcomes[SyncOutcome.UNUSABLE if self._unusable else SyncOutcome.OK] += 1
        if head and head == self.trees.served:
            self._intake.share(head, asked_at)
        self._take_over()

    def _look(self) -> str:
        """Return the last commit of the branch, which is in service afterwards unless it cannot be served."""
        head = self.mirror.head()
        if head == self.trees.served or (self._intake.is_shared(head) and self._intake.from_database(head)):
            self._unusable = None
        elif not (self._unusable and self._unusable.sha == head):
            self._unusable = self._intake.from_forge()
        return head

    def _take_over(self) -> None:
        """Serve the newest commit that any process could load, where this one has an older one; note since when it cannot."""
        newer = self._intake.newer()
        if newer and not self._intake.from_database(newer.sha):
            self._behind_since = self._behind_since or self._journal.now()
        else:
            self._behind_since = None

    def _note(self, error: GitError | None) -> None:
        """Tell, once, that the forge cannot be read, and that it can again."""
        before = self._trouble
        if error is None:
            self._trouble = None
            if before:
                log.info("repository within reach again")
        elif error.fault is not GitFault.STOPPED:
            self._outcomes[SyncOutcome.FAILED] += 1
            self._trouble = ForgeTrouble(error.fault, before.since if before else self._journal.now())
            if not before or before.fault is not error.fault:
                log.warning("repository cannot be read, what is in service stays: %s", error)

    def _why_nothing(self) -> str:
        if self._unusable:
            return messages.nothing_usable(self._unusable.sha, self._unusable.why)
        return messages.nothing_kept(messages.FAULTS[self._trouble.fault.name] if self._trouble else "")


def source_of(settings: GitSettings) -> str:
    """Return what tells a repository, branch and folder from others, in 16 letters: what is kept of one is never another's.

    Args:
        settings: of the repository.
    """
    name = "\n".join((settings.address, settings.branch, settings.folder))
    return hashlib.sha256(name.encode()).hexdigest()[:16]
