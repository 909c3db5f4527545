"""Tells the team's channel, once, that an edit is refused and which version stays in service, and once that it is mended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from slack_sdk.errors import SlackApiError

from eig_bot.journal.claims import UNTIL_RELEASED
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.knowledge_source import refused_line
from eig_bot.slack.reply import post
from eig_bot.slack.views.elements import plain_message

REFUSED = f"{UNTIL_RELEASED}refused "
"""What the claims of this module begin with: each holds until the file is mended, also over a restart."""
VERSION = "\t"
"""What stands in a claim before the time of the version that stays in service."""


def run(bot: SlackBot) -> None:
    """Tell what has changed since the last time, by whichever process comes first.

    Args:
        bot: who tells it.

    Raises:
        SlackApiError: Slack refuses the message; it is told by a later run.
        OSError: Slack is out of reach; likewise.
    """
    service = bot.service
    if not service.team_channel:
        return
    refused = {problem.path: problem for problem in reversed(service.responder.problems) if problem.is_error}
    known = dict(_read(name) for name in service.journal.claims.taken(REFUSED))
    for path, problem in refused.items():
        if path not in known:
            _tell_refused(bot, service.team_channel, problem)
    for path, version in known.items():
        if path not in refused:
            _tell_mended(bot, service.team_channel, path, version)


def _tell_refused(bot: SlackBot, channel: str, problem: Problem) -> None:
    knowledge, claims = bot.service.responder.knowledge, bot.service.journal.claims
    name = f"{REFUSED}{problem.path}{VERSION}{_version(problem.path, knowledge)}"
    if claims.take(name):
        with undone(partial(claims.release, name)):
            post(bot.client, channel, None, plain_message(refused_line(problem, knowledge)))


def _tell_mended(bot: SlackBot, channel: str, path: str, version: str) -> None:
    knowledge, claims = bot.service.responder.knowledge, bot.service.journal.claims
    # A process that has not looked at the folder yet still serves the version of before, and has nothing to say.
    if version == _version(path, knowledge):
        return
    name = f"{REFUSED}{path}{VERSION}{version}"
    if claims.release(name) and path in knowledge.written:
        with undone(partial(claims.take, name)):
            post(bot.client, channel, None, plain_message(messages.mended(path)))


@contextmanager
def undone(undo: Callable[[], object]) -> Iterator[None]:
    """What could not be said is tried again in the next run.

    Args:
        undo: takes back the claim to say it.
    """
    try:
        yield
    except (SlackApiError, OSError):
        undo()
        raise


def _read(name: str) -> tuple[str, str]:
    path, _, version = name.removeprefix(REFUSED).partition(VERSION)
    return path, version


def _version(path: str, knowledge: KnowledgeBase) -> str:
    """Return when the version in service was written; empty when none is."""
    kept = knowledge.written.get(path)
    return kept.isoformat() if kept else ""
