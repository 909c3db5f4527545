"""Who did something in Slack, and where they are at home, as far as what Slack sends says it of them and nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Organisation:
    """A home in Slack: a workspace, and the organisation of several workspaces that it may belong to."""

    team: str | None = None
    """Id of the workspace (`T…`), or of the organisation (`E…`) where Slack names that in its place."""
    enterprise: str | None = None
    """Id of the organisation (`E…`); None where there is none, or Slack does not say."""

    def is_also(self, other: "Organisation") -> bool:
        """Return whether two homes are one: the same workspace, or workspaces of one organisation. Unknown is no home.

        Args:
            other: the bot's own, for instance.
        """
        return bool({self.team, self.enterprise} & {other.team, other.enterprise} - {None})


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something."""

    user: str
    """Their id in Slack; empty when Slack does not say."""
    home: Organisation


def person_of(body: Mapping[str, Any]) -> Person:
    """Return who clicked, sent a form, or did what an event tells.

    Args:
        body: as Slack sends it; what is missing or has another form than Slack's is nobody, from nowhere.
    """
    event = body.get("event")
    return _in_event(body, event) if isinstance(event, Mapping) else _who_clicked(body)


def _who_clicked(body: Mapping[str, Any]) -> Person:
    user, team = _part(body, "user"), _part(body, "team")
    home = _id(user, "team_id")
    # `team` is the bot's workspace for a click in a shared channel, and the visitor's for a form: it tells of the organisation
    # of this person only where it is their workspace. `enterprise` beside it does not say whose it is, and is not looked at.
    is_theirs = home is not None and _id(team, "id") == home
    return Person(_id(user, "id") or "", Organisation(home, _id(team, "enterprise_id") if is_theirs else None))


def _in_event(body: Mapping[str, Any], event: Mapping[str, Any]) -> Person:
    home = _id(event, "user_team") or _id(event, "team")
    # The workspace of the envelope is where it happened, which in a shared channel says nothing of the person.
    if home is None and body.get("is_ext_shared_channel") is not True:
        home = _id(body, "team_id")
    return Person(_id(event, "user") or "", Organisation(home))


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def _id(part: Mapping[str, Any], name: str) -> str | None:
    value = part.get(name)
    return value if isinstance(value, str) and value else None
