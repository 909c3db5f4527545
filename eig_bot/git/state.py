"""How the bot stands with its repository, for those who look after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from eig_bot.git.errors import GitFault


class SyncOutcome(StrEnum):
    """What has become of a question to the forge."""

    OK = "ok"
    """What the branch holds is in service."""
    UNUSABLE = "unusable"
    """Its last commit cannot be served; the one before stays."""
    FAILED = "failed"
    """The forge could not be read."""


@dataclass(frozen=True, slots=True)
class ForgeTrouble:
    """The forge cannot be read now; what was good stays in service."""

    fault: GitFault
    since: datetime


@dataclass(frozen=True, slots=True)
class Unusable:
    """The last commit of the branch cannot be served at all; the one before stays."""

    sha: str
    why: str | None
    """The first thing that is wrong, in French; None where there is no page."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What is known at one moment."""

    commit: str | None
    """That is in service."""
    trouble: ForgeTrouble | None = None
    unusable: Unusable | None = None
    is_behind: bool = False
    """Another process has served a newer commit for `BEHIND` seconds, and this one does not."""
    outcomes: Mapping[SyncOutcome, int] = field(default_factory=dict)
    """How often the forge was asked since the start, by what has become of it; what is not there has not happened."""
