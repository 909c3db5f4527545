"""What the team has accepted and the knowledge repository does not serve yet: it waits here until it does, over every stop.

::

    add ──► waiting ──► (pushed onto the branch that is served) settle
               │  ▲
               ▼  │ the forge refuses, or is away: `hindered`
            proposed  (pushed onto a branch of its own: `propose`) ──► (merged, or refused by a person) settle

What turns out to fit no more is taken back, with the decision: it is proposed to the team again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping, delete, select, update

from eig_bot.journal.lessons import Decision
from eig_bot.journal.repository import Repository, add, upsert
from eig_bot.journal.tables import lessons, outbox
from eig_bot.journal.team_acts import Act, TeamAct, keep_act


class Hindrance(StrEnum):
    """Why something could not be pushed when it was last tried."""

    AWAY = "away"
    """The forge, or git itself, is out of reach."""
    NOT_ALLOWED = "not_allowed"
    """The token or key may not push."""
    PROTECTED = "protected"
    """The forge takes no commits of ours on that branch."""
    CROWDED = "crowded"
    """Others were faster each time."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A question that was accepted."""

    name: str
    """See `lessons.name_of`."""
    path: str
    """Of the file within the knowledge folder, with slashes."""
    passage: str | None
    """Identity of the passage whose phrasing it becomes; None for one that goes among those that are nobody's here."""
    question: str
    """As it is written there."""
    at: datetime | None = None
    """When it was accepted; None until it is kept."""
    tried_at: datetime | None = None
    hindrance: Hindrance | None = None
    """None where it was not tried, or is on the forge."""
    branch: str | None = None
    """Where it waits to be merged; None where it is not on the forge yet."""
    address: str | None = None
    """Of its merge request, where the forge has told it."""


class Outbox(Repository):
    """Accepted questions on their way to the forge, in the order in which they were accepted."""

    def add(self, entry: OutboxEntry, decision: Decision, *, by: str | None = None) -> None:
        """Keep what is to be pushed, with the decision and who made it; what is there already stays as it is.

        Args:
            entry: what goes where.
            decision: what the team made of the proposal.
            by: id in Slack of who decided; None in a terminal, where nobody has one.
        """
        now = self._now()
        with self._database.begin() as connection:
            upsert(connection, lessons, {"name": entry.name, "at": now, "decision": decision})
            if by:
                keep_act(connection, TeamAct(by, Act(decision.value), entry.name, entry.path), self._keys, now)
            row = {"name": entry.name, "path": entry.path, "passage": entry.passage, "question": entry.question}
            add(connection, outbox, {**row, "at": now})

    def all(self) -> Sequence[OutboxEntry]:
        """Return what is not served yet, waiting or proposed, the first accepted first."""
        columns = (*(column for column in outbox.columns if column.name != "number"),)
        with self._database.read() as connection:
            rows = connection.execute(select(*columns).order_by(outbox.c.number)).mappings().all()
        return [_entry(row) for row in rows]

    def settle(self, names: Collection[str]) -> None:
        """Forget entries that have arrived, or that a person has refused on the forge; their decisions stay.

        Args:
            names: of the entries.
        """
        with self._database.begin() as connection:
            connection.execute(delete(outbox).where(outbox.c.name.in_(names)))

    def take_back(self, names: Collection[str]) -> None:
        """Forget entries that fit no more, and what was decided on them, so that they are proposed again.

        Args:
            names: of the entries.
        """
        with self._database.begin() as connection:
            connection.execute(delete(outbox).where(outbox.c.name.in_(names)))
            connection.execute(delete(lessons).where(lessons.c.name.in_(names)))

    def propose(self, names: Collection[str], branch: str, address: str | None) -> None:
        """Note that entries stand on a branch of their own, and wait to be merged by a person.

        Args:
            names: of the entries.
            branch: of the forge.
            address: of its merge request, as the forge told it; None where it has not.
        """
        with self._database.begin() as connection:
            connection.execute(
                update(outbox)
                .where(outbox.c.name.in_(names))
                .values(branch=branch, address=address, tried_at=self._now(), hindrance=None)
            )

    def hindered(self, names: Collection[str], why: Hindrance) -> None:
        """Note that entries could not be pushed.

        Args:
            names: of the entries.
            why: what was in the way.
        """
        with self._database.begin() as connection:
            values = {"tried_at": self._now(), "hindrance": why}
            connection.execute(update(outbox).where(outbox.c.name.in_(names)).values(**values))


def _entry(row: RowMapping) -> OutboxEntry:
    hindrance = row["hindrance"]
    return OutboxEntry(**{**row, "hindrance": Hindrance(hindrance) if hindrance else None})
