"""What members of the team did in Slack: who, what, about what, when. Rows are added; only their age takes them away.

`access/` says who may act. Who acts in a team's name answers for it: unlike what people ask, this outlives "Tout effacer".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, insert

from eig_bot.journal.keys import Keys
from eig_bot.journal.repository import Repository
from eig_bot.journal.tables import team_acts

RETENTION = timedelta(days=365)
"""Set by hand: a wrong answer in the knowledge folder, or a reply that somebody complains of, is found within a year."""


class Act(StrEnum):
    """What a member of the team did."""

    REQUEST_OPENED = "request_opened"
    """Read a request, in the form that answers it."""
    REQUEST_ANSWERED = "request_answered"
    PROPOSALS_OPENED = "proposals_opened"
    """Began to learn from questions."""
    PASSAGE_CHOSEN = "passage_chosen"
    """Looked at what a question would do in another passage."""
    ACCEPTED = "accepted"
    """Wrote a phrasing into a page. This one and the two that follow are those of `lessons.Decision`."""
    OFF_TOPIC = "off_topic"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class TeamAct:
    """An act, and whose."""

    user: str
    """The person's id in Slack."""
    act: Act
    about: str | None = None
    """Id of the request, or name of the proposal; None for what is about neither."""
    page: str | None = None
    """File of the knowledge folder."""


class TeamActs(Repository):
    """All that was done for the team."""

    def add(self, act: TeamAct) -> None:
        """Keep an act.

        Args:
            act: what was done, or is done next.
        """
        with self._database.begin() as connection:
            keep_act(connection, act, self._keys, self._now())


def keep_act(connection: Connection, act: TeamAct, keys: Keys, at: datetime) -> None:
    """Keep an act in the transaction of what it does, so that there is never one without the other.

    Args:
        connection: with its transaction.
        act: what is done.
        keys: what the person's id is hashed and sealed with.
        at: when, with its time zone.
    """
    who = {"actor": keys.hashed(act.user), "sealed_actor": keys.seal(act.user)}
    connection.execute(insert(team_acts).values(at=at, act=act.act, about=act.about, page=act.page, **who))
