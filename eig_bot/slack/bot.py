"""The running bot, as its listeners and its jobs see it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slack_bolt import App

from eig_bot.slack.client import SlackClient
from eig_bot.slack.deduplicator import Deduplicator
from eig_bot.slack.service import AnswerService
from eig_bot.slack.team_gate import TeamGate
from eig_bot.slack.views.elements import Element

DigestButton = Callable[[], Element | None]
"""Gives a button for the weekly digest; None when there is nothing to do behind it this week."""


@dataclass(frozen=True, slots=True)
class SlackBot:
    """What listeners register with, and what jobs work with."""

    app: App
    client: SlackClient
    """Slack, as the bot."""
    service: AnswerService
    deduplicator: Deduplicator
    team: TeamGate
    """What listens to what the team alone may do; `app` listens to what anybody may."""
    digest_buttons: list[DigestButton] = field(default_factory=list)
    """What can be done from the digest: each is added by the listener that acts on it."""
