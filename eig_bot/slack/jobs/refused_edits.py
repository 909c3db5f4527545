"""Tells the team's channel, once, that an edit is refused and which version stays in service, and once that it is mended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from slack_sdk.errors import SlackApiError

from eig_bot.clock import PARIS
from eig_bot.journal.claims import UNTIL_RELEASED
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
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
    knowledge = service.responder.knowledge
    refused = {problem.path: problem for problem in reversed(service.responder.problems) if problem.is_error}
    known = dict(_read(name) for name in service.journal.claims.taken(REFUSED))
    for path, problem in refused.items():
        name = _name(path, knowledge)
        if path not in known and service.journal.claims.take(name):
            with _undone(lambda name=name: service.journal.claims.release(name)):  # type: ignore[misc]  # mypy cannot infer the default
                post(bot.client, service.team_channel, None, plain_message(_sentence(problem, knowledge)))
    for path, version in known.items():
        # A process that has not looked at the folder yet still serves the version of before, and has nothing to say.
        if path in refused or version == _version(path, knowledge):
            continue
        name = f"{REFUSED}{path}{VERSION}{version}"
        if service.journal.claims.release(name) and path in knowledge.written:
            with _undone(lambda name=name: service.journal.claims.take(name)):  # type: ignore[misc]  # likewise
                post(bot.client, service.team_channel, None, plain_message(messages.mended(path)))


def _sentence(problem: Problem, knowledge: KnowledgeBase) -> str:
    kept = knowledge.written.get(problem.path)
    return messages.refused(str(problem), kept.astimezone(PARIS) if kept else None)


@contextmanager
def _undone(undo: Callable[[], object]) -> Iterator[None]:
    """What could not be said is tried again in the next run."""
    try:
        yield
    except (SlackApiError, OSError):
        undo()
        raise


def _name(path: str, knowledge: KnowledgeBase) -> str:
    return f"{REFUSED}{path}{VERSION}{_version(path, knowledge)}"


def _read(name: str) -> tuple[str, str]:
    path, _, version = name.removeprefix(REFUSED).partition(VERSION)
    return path, version


def _version(path: str, knowledge: KnowledgeBase) -> str:
    """Return when the version in service was written; empty when none is."""
    kept = knowledge.written.get(path)
    return kept.isoformat() if kept else ""
