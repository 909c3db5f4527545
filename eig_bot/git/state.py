"""How the bot stands with its repository, for those who look after it."""

from dataclasses import dataclass
from datetime import datetime

from eig_bot.git.errors import GitFault


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
