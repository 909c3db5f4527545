"""Pushes what the team has accepted: made again on the newest files at each attempt, until nobody was faster.

It is kept in the journal before it is pushed, and leaves it when the branch that is served has it: a forge that is away, a
token that may only read, a process that is killed cost time, and nothing else. Pushing twice does no harm: the second time,
the question is there already.
"""

import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from eig_bot.clock import PARIS
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.follow import Following
from eig_bot.git.push import Pen, RefusedPushError, StalePushError
from eig_bot.git_settings import GitSettings, WriteMode
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.journal.outbox import Hindrance, OutboxEntry
from eig_bot.messages import publishing as messages
from eig_bot.publishing.branches import ToMerge
from eig_bot.publishing.direct import Straight
from eig_bot.publishing.progress import Progress, Stage

ATTEMPTS = 5
"""How often something is made again because somebody was faster: two who push at once need two."""
PAUSE = 0.5
"""Seconds between two attempts, at most as many times as attempts were made: who meet once do not meet again."""
RETRY = timedelta(minutes=1)
"""Between two tries of what waits: a forge that is back, or a token that was renewed, is noticed as soon as by the reader."""
LOOK = timedelta(minutes=10)
"""Between two looks at what waits to be merged, which is the work of people."""
CLAIM, LOOK_CLAIM = "publish", "look at merge requests"
LASTS = timedelta(minutes=1)
"""How long one process pushes alone at most, as it takes a second; one that is killed meanwhile holds others up for as long."""
PATIENCE, STEP = 15.0, 0.25
"""Seconds that somebody waits for another process to have pushed what they accepted, and between two looks."""

log = logging.getLogger(__name__)


class Publisher:
    """Brings accepted questions to the forge; safe to share between threads, and between processes of one journal."""

    def __init__(  # noqa: PLR0913 - what is handed in by tests stands after what is needed
        self,
        journal: Journal,
        pen: Pen,
        settings: GitSettings,
        service: Callable[[], str | None],
        *,
        pushed: Callable[[], object] = lambda: None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Take what keeps and what pushes.

        Args:
            journal: where what is accepted waits.
            pen: writes to the repository.
            settings: say where in it, and whether a person merges.
            service: gives the name of the service, the author of commits; None where it has none.
            pushed: called when the branch that is served has something new.
            wait: lets seconds pass.
        """
        self._journal = journal
        self._mode = ToMerge(pen, settings) if settings.mode is WriteMode.BRANCH else Straight(pen, settings)
        self._service = service
        self._pushed = pushed
        self._wait = wait

    @classmethod
    def of(cls, following: Following, journal: Journal, service: Callable[[], str | None]) -> "Publisher":
        """Return what brings accepted questions into the repository that a bot follows.

        Args:
            following: follows it; it is asked to look at once when something was pushed.
            journal: where what is accepted waits.
            service: gives the name of the service; None where it has none.
        """
        pen = Pen(following.git, following.mirror.repository.with_name("pen"))
        return cls(journal, pen, following.settings, service, pushed=following.wake)

    def accept(self, entry: OutboxEntry, decision: Decision, *, by: str | None = None) -> Progress:
        """Keep a question that was accepted, push it, and return what became of it.

        Args:
            entry: what goes where.
            decision: what the team made of the proposal.
            by: id in Slack of who decided; None in a terminal.

        Raises:
            JournalError: the database refuses; what was kept before is pushed later.
        """
        self._journal.outbox.add(entry, decision, by=by)
        waited = 0.0
        while (found := self.publish()) is None and waited < PATIENCE:
            self._wait(STEP)
            waited += STEP
        if found and entry.name in found:
            return found[entry.name]
        return self._as_kept(entry.name)

    def publish(self) -> Mapping[str, Progress] | None:
        """Push all that waits; return what became of each entry by its name, None where another process is at it.

        Raises:
            JournalError: the database refuses.
        """
        return self._alone(lambda: True)

    def look(self) -> Mapping[str, Progress]:
        """Push what has waited long enough since it was last tried, and look at what waits to be merged; return as `publish`.

        Raises:
            JournalError: the database refuses.
        """
        return (self._alone(self._is_due) or {}) if self._journal.outbox.all() else {}

    def _alone(self, is_wanted: Callable[[], bool]) -> Mapping[str, Progress] | None:
        claims = self._journal.claims
        if not claims.take(CLAIM, LASTS):
            return None
        try:
            return self._publish(self._journal.outbox.all()) if is_wanted() else {}
        finally:
            claims.release(CLAIM)

    def _is_due(self) -> bool:
        entries, then = self._journal.outbox.all(), self._journal.now() - RETRY
        if any(entry.branch is None and (entry.tried_at is None or entry.tried_at <= then) for entry in entries):
            return True
        return any(entry.branch for entry in entries) and self._journal.claims.take(LOOK_CLAIM, LOOK)

    def _publish(self, entries: Sequence[OutboxEntry]) -> Mapping[str, Progress]:
        if not entries:
            return {}
        try:
            done = self._attempts(entries)
        except GitError as error:
            log.warning("not pushed", extra={"fault": error.fault.name.lower(), "said": error.said})
            if error.fault is GitFault.STOPPED:
                return {entry.name: Progress.of(entry) for entry in entries}
            return self._hindered(entries, Hindrance.NOT_ALLOWED if error.fault is GitFault.REFUSED else Hindrance.AWAY)
        except RefusedPushError:
            log.warning("not pushed", extra={"fault": "the forge does not take it"})
            return self._hindered(entries, Hindrance.PROTECTED)
        except StalePushError:
            log.warning("not pushed", extra={"fault": "others were faster each time"})
            return self._hindered(entries, Hindrance.CROWDED)
        self._note(done)
        return done

    def _attempts(self, entries: Sequence[OutboxEntry]) -> Mapping[str, Progress]:
        day = self._journal.now().astimezone(PARIS).date()
        for number in range(1, ATTEMPTS):
            try:
                return self._mode.push(entries, self._service(), day)
            except StalePushError:
                self._wait(random.uniform(0, PAUSE * number))  # noqa: S311 - no secret
        return self._mode.push(entries, self._service(), day)

    def _hindered(self, entries: Sequence[OutboxEntry], why: Hindrance) -> Mapping[str, Progress]:
        waiting = [entry.name for entry in entries if entry.branch is None]
        self._journal.outbox.hindered(waiting, why)
        return {entry.name: Progress.of(entry) for entry in entries} | {
            name: Progress(Stage.WAITING, hindrance=why) for name in waiting
        }

    def _note(self, done: Mapping[str, Progress]) -> None:
        outbox = self._journal.outbox
        in_stage = {stage: [name for name, progress in done.items() if progress.stage is stage] for stage in Stage}
        outbox.settle([*in_stage[Stage.PUSHED], *in_stage[Stage.DROPPED]])
        outbox.take_back(in_stage[Stage.UNFIT])
        for name in in_stage[Stage.PROPOSED]:
            outbox.propose([name], done[name].branch or "", done[name].address)
        log.info("pushed", extra={stage.value: len(names) for stage, names in in_stage.items() if names})
        if in_stage[Stage.PUSHED]:
            self._pushed()

    def _as_kept(self, name: str) -> Progress:
        """Another process was at it: what it did not take along waits, and what it took back is not decided any more."""
        entry = next((entry for entry in self._journal.outbox.all() if entry.name == name), None)
        if entry:
            return Progress.of(entry)
        is_decided = name in self._journal.lessons.decided()
        return Progress(Stage.PUSHED) if is_decided else Progress(Stage.UNFIT, why=messages.FITS_NO_MORE)
