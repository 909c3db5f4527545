"""Slash commands: they answer to the asker alone."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.answers.answer import Answer
from eig_bot.messages import slack as messages
from eig_bot.slack import mrkdwn
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.click import Click, open_modal
from eig_bot.slack.reply import respond
from eig_bot.slack.service import AnswerService
from eig_bot.slack.surface import Surface
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import answer_message
from eig_bot.slack.views.elements import Post, plain_message
from eig_bot.slack.views.home import kept_message

ASK = "/eig"
STATUS = "/eig-statut"

Command = dict[str, Any]


def register(bot: SlackBot) -> None:
    """Listen to the slash commands.

    Args:
        bot: whose app listens, and whose service answers.
    """
    commands = _Commands(bot.service)
    bot.app.command(ASK)(commands.ask)
    bot.app.command(STATUS)(commands.status)


class _Commands:
    """Acknowledges each command before anything else, then answers to the `response_url` of its payload."""

    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def ask(self, ack: Ack, command: Command, client: WebClient) -> None:
        """Answer the question of a command, or do what its one word asks for."""
        ack()
        question = mrkdwn.typed(str(command.get("text") or ""))
        match question.casefold():
            case "" | "sujets":
                open_modal(client, _click(command), modals.subjects(self._service.themes))
            case "aide":
                _answer(client, command, plain_message(messages.command_help(self._service.name, ASK, STATUS)))
            case "oublier":
                kept = self._service.best_effort.kept_about(str(command["user_id"]))
                _answer(client, command, kept_message(kept))
            case _:
                asked = self._service.ask(question, str(command["user_id"]), Surface.COMMAND)
                _answer(client, command, self._message(command, asked.answer, asked.id))

    def status(self, ack: Ack, command: Command, client: WebClient) -> None:
        """Say where the calls stand."""
        ack()
        status = self._service.responder.status(self._service.clock())
        _answer(client, command, self._message(command, status, None))

    def _message(self, command: Command, answer: Answer, question_id: str | None) -> Post:
        is_direct = str(command.get("channel_id") or "").startswith("D")
        context = self._service.context(answer, question_id, str(command["user_id"]), may_share=not is_direct)
        return answer_message(answer, context)


def _answer(client: WebClient, command: Command, message: Post) -> None:
    respond(client, str(command["response_url"]), message)


def _click(command: Command) -> Click:
    return Click(
        user=str(command["user_id"]),
        trigger=str(command.get("trigger_id") or ""),
        channel=command.get("channel_id"),
        response_url=command.get("response_url") or None,
        is_private=True,
    )
