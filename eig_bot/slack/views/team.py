"""What the team sees in its channel: a request, and that it is answered."""

from datetime import datetime

from eig_bot.clock import PARIS
from eig_bot.journal.requests import Request
from eig_bot.messages import slack as messages
from eig_bot.slack import ids, limits
from eig_bot.slack.views import elements
from eig_bot.slack.views.elements import Block, Post


def request_message(request: Request, *, can_be_answered: bool = True) -> Post:
    """Return a request, as the team's channel sees it, with the button that answers it.

    Args:
        request: waits for a reply.
        can_be_answered: False where nobody may act for the team: the button is left out.
    """
    answer = [elements.button(messages.REPLY, ids.REPLY, request.id, style="primary")] if can_be_answered else []
    shown = [*_asked(request.text, request.at.astimezone(PARIS)), *elements.actions(answer)]
    return elements.message(f"{messages.REQUEST_HEAD}\n{request.text}", shown)


def handled_message(request: Request, handled: datetime, handler: str, reply: str) -> Post:
    """Return what takes the request's place in the team's channel once it is answered.

    Args:
        request: as it was.
        handled: when the reply was written, in the zone that people read.
        handler: Slack's id of who wrote it.
        reply: what was written.
    """
    by = elements.paragraph([elements.text(messages.request_handled(handled)), elements.user(handler)])
    shown = [*_asked(request.text, request.at.astimezone(PARIS)), by, elements.quote(reply)]
    return elements.message(f"{messages.REQUEST_HEAD}\n{request.text}", shown)


def reply_message(question: str | None, reply: str) -> Post:
    """Return the team's reply, as the asker reads it.

    Args:
        question: what was asked; None where others read along, and must not see it.
        reply: what the team wrote.
    """
    head = messages.team_reply(limits.clip(question, limits.LABEL * 2)) if question else messages.TEAM_REPLY
    blocks = [elements.paragraph([elements.text(f"{head}\u00a0:", italic=True)]), elements.paragraph(elements.linked(reply))]
    return elements.message(f"{head}\u00a0: {reply}", blocks)


def _asked(text: str, asked: datetime) -> list[Block]:
    return [elements.header(messages.REQUEST_HEAD), elements.quote(text), elements.context(messages.request_asked(asked))]
