"""Slash commands: they answer to the asker alone."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from eig_bot import messages
from eig_bot.answers.live import LiveResponder
from eig_bot.config import Clock
from eig_bot.slack import mrkdwn
from eig_bot.slack.blocks import answer_message, plain_message
from eig_bot.slack.reply import respond

ASK = "/eig"
STATUS = "/eig-statut"


def register(app: App, responder: LiveResponder, clock: Clock) -> None:
    """Listen to the slash commands; each is acknowledged before anything else."""

    def ask(ack: Ack, command: dict[str, Any]) -> None:
        ack()
        question = mrkdwn.typed(str(command.get("text") or ""))
        if question:
            message = answer_message(responder.respond(question, now=clock()))
        else:
            message = plain_message(messages.help_text(responder.knowledge.site.name))
        respond(str(command["response_url"]), message)

    def status(ack: Ack, command: dict[str, Any]) -> None:
        ack()
        respond(str(command["response_url"]), answer_message(responder.status(clock())))

    listeners: dict[str, Callable[..., None]] = {ASK: ask, STATUS: status}
    for name, listener in listeners.items():
        app.command(name)(listener)
