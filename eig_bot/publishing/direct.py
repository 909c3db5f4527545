"""Pushes onto the branch that is served."""

from collections.abc import Mapping, Sequence
from datetime import date

from eig_bot.git.push import Pen
from eig_bot.git_settings import GitSettings
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.replay import Files


class Straight:
    """The mode `direct`."""

    def __init__(self, pen: Pen, settings: GitSettings) -> None:
        """Take what writes, and where."""
        self._pen = pen
        self._settings = settings

    def push(self, entries: Sequence[OutboxEntry], service: str | None, day: date) -> Mapping[str, Progress]:  # noqa: ARG002 - as `ToMerge.push`
        """Make one attempt, and return what became of each entry by its name.

        Args:
            entries: what waits, the first accepted first.
            service: its name, as the author of commits; None where it has none.
            day: today.

        Raises:
            StalePushError: somebody was faster.
            RefusedPushError: the forge does not take it.
            GitError: the forge is out of reach, or the token may only read.
        """
        branch = self._settings.branch
        with self._pen.opened(branch) as copy:
            done = Files(copy, self._settings.folder).replay(copy.head, entries, service)
            if done.made:
                copy.push(done.commit, branch)
        arrived = {name: Progress(Stage.PUSHED) for name in (*done.made, *done.there)}
        return arrived | {name: Progress(Stage.UNFIT, why=why) for name, why in done.unfit.items()}
