"""Who may act for the programme team: those whom the operator has listed, if they are of the bot's own organisation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from eig_bot.access.people import Organisation, person_of


class Refusal(StrEnum):
    """Why somebody may not act for the team; for the log, never for the person."""

    NO_LIST = "EIG_BOT_TEAM_USERS is not set"
    NOT_LISTED = "not in EIG_BOT_TEAM_USERS"
    ELSEWHERE = "of another organisation"


class TeamAccess:
    """Says of each thing that arrives from Slack whether who sent it may act for the team; safe to share between threads."""

    def __init__(self, users: frozenset[str]) -> None:
        """Take the list.

        Args:
            users: ids in Slack of the team's members; empty: nobody acts for the team.
        """
        self._users = users

    @property
    def is_on(self) -> bool:
        """True where somebody may act for the team; elsewhere nothing that leads there is shown."""
        return bool(self._users)

    def refusal(self, body: Mapping[str, Any], own: Organisation) -> Refusal | None:
        """Return why who sent something may not act for the team; None when they may.

        Args:
            body: a click, a form or an event, as Slack sends it.
            own: where the bot itself is at home, as Slack tells the bot (`auth.test`).
        """
        if not self._users:
            return Refusal.NO_LIST
        person = person_of(body)
        if person.user not in self._users:
            return Refusal.NOT_LISTED
        return None if person.home.is_also(own) else Refusal.ELSEWHERE
