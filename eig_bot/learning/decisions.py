"""What a person decides on a proposal: done in the knowledge folder, or in the repository that the folder comes from."""

from dataclasses import dataclass
from pathlib import Path

from eig_bot.editing import edits
from eig_bot.editing.additions import tidied
from eig_bot.editing.edits import Edit, EditError
from eig_bot.journal.journal import Journal
from eig_bot.journal.lessons import Decision
from eig_bot.journal.outbox import OutboxEntry
from eig_bot.learning.proposals import Proposal
from eig_bot.publishing.progress import Progress, Stage
from eig_bot.publishing.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a decision."""

    edit: Edit | None = None
    """What is written into a file; None for a question that is skipped."""
    progress: Progress | None = None
    """How far it has come on its way into the repository; None where the folder itself was written, or nothing."""


class Desk:
    """Where decisions are done."""

    def __init__(self, journal: Journal, folder: Path, publisher: Publisher | None = None) -> None:
        """Take where things are written.

        Args:
            journal: where a decision is remembered.
            folder: the knowledge folder, which is written unless there is a publisher.
            publisher: brings what is accepted into the repository of the folder; None where there is none.
        """
        self._journal = journal
        self._folder = folder
        self._publisher = publisher

    @property
    def is_public(self) -> bool:
        """True where a question that is accepted stays in the history of a repository."""
        return self._publisher is not None

    def decide(self, proposal: Proposal, decision: Decision, by: str | None = None) -> Done:
        """Do what a person decides, and remember it: add the phrasing, add it to `hors-sujet.yml`, or nothing.

        Args:
            proposal: with its passage, where it is accepted.
            decision: what the person decides.
            by: id in Slack of the person; None in a terminal.

        Raises:
            EditError: the file cannot take it; nothing was written.
            JournalError: the database refuses; a file of the folder was written before that.
            ValueError: a proposal without a passage is accepted; give it one with `dataclasses.replace`.
        """
        if decision is Decision.ACCEPTED and proposal.passage is None:
            raise ValueError("a proposal without a passage cannot be accepted")
        if decision is Decision.SKIPPED:
            self._journal.lessons.decide(proposal.name, decision, by=by)
            return Done()
        return self._push(self._publisher, proposal, decision, by) if self._publisher else self._write(proposal, decision, by)

    def _write(self, proposal: Proposal, decision: Decision, by: str | None) -> Done:
        if decision is Decision.ACCEPTED and proposal.passage:
            written = edits.add_phrasing(self._folder, proposal.passage, proposal.question)
        else:
            written = edits.add_off_topic(self._folder, proposal.question)
        self._journal.lessons.decide(proposal.name, decision, by=by, page=written.path)
        return Done(written)

    def _push(self, publisher: Publisher, proposal: Proposal, decision: Decision, by: str | None) -> Done:
        """The folder is that of the last commit: what it could not take, the next one will hardly."""
        passage = proposal.passage if decision is Decision.ACCEPTED else None
        if passage:
            planned = edits.phrasing_edit(self._folder, passage, proposal.question)
        else:
            planned = edits.off_topic_edit(self._folder, proposal.question)
        entry = OutboxEntry(proposal.name, planned.path, passage.identity if passage else None, tidied(proposal.question))
        progress = publisher.accept(entry, decision, by=by)
        if progress.stage is Stage.UNFIT:
            raise EditError(progress.why)
        return Done(planned, progress)
