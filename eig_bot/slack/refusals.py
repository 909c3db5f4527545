"""Tells the team's channel, once, that an edit is refused and which version stays in service, and once that it is mended."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot import messages
from eig_bot.knowledge.front_matter import PARIS
from eig_bot.knowledge.passage import KnowledgeBase, Problem
from eig_bot.slack.desk import Desk, now
from eig_bot.slack.reply import post
from eig_bot.slack.views.elements import plain_message

REFUSED = "refused "
"""What the claims of this module begin with: each holds until the file is mended, also over a restart."""


def tell(desk: Desk, client: WebClient) -> None:
    """Tell what has changed since the last time, by whichever process comes first."""
    if not desk.team_channel:
        return
    knowledge = desk.responder.knowledge
    refused = {problem.path: problem for problem in reversed(knowledge.problems) if problem.is_error}
    for path, problem in refused.items():
        if desk.journal.claim(_name(path), now()):
            _post(desk, client, _sentence(problem, knowledge), undo=_name(path))
    for name in desk.journal.claimed(REFUSED):
        path = name.removeprefix(REFUSED)
        if path not in refused and desk.journal.release(name):
            _post(desk, client, messages.mended(path))


def _sentence(problem: Problem, knowledge: KnowledgeBase) -> str:
    kept = knowledge.written.get(problem.path)
    return messages.refused(str(problem), kept.astimezone(PARIS) if kept else None)


def _post(desk: Desk, client: WebClient, sentence: str, undo: str | None = None) -> None:
    """Say something; what could not be said is tried again in the next round."""
    try:
        post(client, desk.team_channel or "", None, plain_message(sentence))
    except (SlackApiError, OSError):
        if undo:
            desk.journal.release(undo)
        raise


def _name(path: str) -> str:
    return f"{REFUSED}{path}"
