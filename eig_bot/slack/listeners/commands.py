"""Slash commands: they answer to the asker alone."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.messages import slack as messages
from eig_bot.slack import mrkdwn
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.click import Click, open_modal
from eig_bot.slack.reply import respond
from eig_bot.slack.service import AnswerService, Surface
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import answer_message
from eig_bot.slack.views.elements import plain_message
from eig_bot.slack.views.home import kept_message

ASK = "/eig"
STATUS = "/eig-statut"

Command = dict[str, Any]


def register(bot: SlackBot) -> None:
    """Listen to the slash commands; each is acknowledged before anything else.

    Args:
        bot: whose app listens, and whose service answers.
    """
    service = bot.service

    def ask(ack: Ack, command: Command, client: WebClient) -> None:
        ack()
        question = mrkdwn.typed(str(command.get("text") or ""))
        match question.casefold():
            case "" | "sujets":
                open_modal(client, _click(command), modals.subjects(service.themes))
            case "aide":
                respond(client, str(command["response_url"]), plain_message(messages.command_help(service.name, ASK, STATUS)))
            case "oublier":
                _offer_to_forget(client, service, command)
            case _:
                user, channel = str(command["user_id"]), str(command.get("channel_id") or "")
                asked = service.ask(question, user, Surface.COMMAND)
                context = service.context(asked.id, user, may_share=not channel.startswith("D"))
                respond(client, str(command["response_url"]), answer_message(asked.answer, context))

    def status(ack: Ack, command: Command, client: WebClient) -> None:
        ack()
        user, channel = str(command["user_id"]), str(command.get("channel_id") or "")
        context = service.context(None, user, may_share=not channel.startswith("D"))
        respond(client, str(command["response_url"]), answer_message(service.responder.status(service.clock()), context))

    listeners: dict[str, Callable[..., None]] = {ASK: ask, STATUS: status}
    for name, listener in listeners.items():
        bot.app.command(name)(listener)


def _offer_to_forget(client: WebClient, service: AnswerService, command: Command) -> None:
    respond(client, str(command["response_url"]), kept_message(service.best_effort.kept_about(str(command["user_id"]))))


def _click(command: Command) -> Click:
    return Click(
        user=str(command["user_id"]),
        trigger=str(command.get("trigger_id") or ""),
        channel=command.get("channel_id"),
        response_url=command.get("response_url") or None,
        is_private=True,
    )
