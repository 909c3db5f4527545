"""What became of a question that was accepted."""

from dataclasses import dataclass
from enum import StrEnum

from eig_bot.journal.outbox import Hindrance, OutboxEntry


class Stage(StrEnum):
    """How far it has come."""

    PUSHED = "pushed"
    """On the branch that is served: in service as soon as it is read there."""
    PROPOSED = "proposed"
    """On a branch of its own: in service once a person has merged it."""
    WAITING = "waiting"
    """In the journal: it is tried again."""
    DROPPED = "dropped"
    """A person has refused it on the forge."""
    UNFIT = "unfit"
    """The file cannot take it any more; it is proposed to the team again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of one question."""

    stage: Stage
    branch: str | None = None
    """Where it is proposed."""
    address: str | None = None
    """Of the merge request, where it is proposed and the forge has told it."""
    hindrance: Hindrance | None = None
    """Why it waits; None where it has not been tried."""
    why: str = ""
    """Why it is unfit, in a sentence with its place."""

    @classmethod
    def of(cls, entry: OutboxEntry) -> "Progress":
        """Return what has become of an entry of the outbox until now.

        Args:
            entry: as it is kept.
        """
        if entry.branch:
            return cls(Stage.PROPOSED, entry.branch, entry.address)
        return cls(Stage.WAITING, hindrance=entry.hindrance)
