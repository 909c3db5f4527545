"""Shortcuts: "Poser une question" from anywhere, "Répondre avec la base" on somebody's message."""

import json
from datetime import timedelta

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.carried import metadata_of, text_in
from eig_bot.slack.click import Body, Click, fill, open_modal
from eig_bot.slack.ids import Reference
from eig_bot.slack.reply import publish
from eig_bot.slack.service import AnswerService
from eig_bot.slack.surface import Surface
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import reference, shared_message
from eig_bot.slack.views.message_text import text_of

PUBLISHED_ONCE = timedelta(hours=1)
"""How long a second click does not publish again: a `response_url` lives for half as long."""


def register(bot: SlackBot) -> None:
    """Listen to the shortcuts and their modals.

    Args:
        bot: whose app listens, and whose service answers.
    """
    shortcuts = _Shortcuts(bot.service)
    bot.app.shortcut(ids.ASK_SHORTCUT)(shortcuts.open)
    bot.app.view(ids.ASK_FORM)(shortcuts.ask)
    bot.app.shortcut(ids.ANSWER_SHORTCUT)(shortcuts.answer)
    bot.app.view(ids.PUBLISH_FORM)(shortcuts.publish)


class _Shortcuts:
    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def open(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the form for a question."""
        ack()
        open_modal(client, Click.read(body), modals.ask())

    def ask(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer in the modal of the form."""
        view, user = body["view"], str(body["user"]["id"])
        question = text_in(view, ids.TEXT)
        if not question:
            ack(response_action="errors", errors={ids.TEXT: answers_messages.EMPTY_QUESTION})
            return
        ack(response_action="update", view=modals.loading())
        asked = self._service.ask(question, user, Surface.SHORTCUT)
        fill(client, view["id"], modals.answered(asked.answer, self._service.context(asked.answer, asked.id, user)))

    def answer(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer somebody's message in a modal, which is there at once."""
        ack()
        click = Click.read(body)
        message = body["message"]
        question = text_of(message)
        modal = open_modal(client, click, modals.loading())
        if not modal:
            return
        if not question:
            fill(client, modal, modals.notice(messages.ANSWER_TITLE, answers_messages.EMPTY_QUESTION))
            return
        asked = self._service.ask(question, click.user, Surface.SHORTCUT)
        to = {
            "url": click.response_url,
            "thread_ts": message.get("thread_ts") or message.get("ts"),
            "about": str(reference(asked.answer, asked.id)),
        }
        context = self._service.context(asked.answer, asked.id, click.user)
        fill(client, modal, modals.to_publish(asked.answer, context, json.dumps(to)))

    def publish(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show the answer to all, in the thread of the message."""
        view = body["view"]
        to = metadata_of(view, "url", "thread_ts", "about")
        ack(response_action="update", view=modals.loading())
        if not self._service.best_effort.first(f"publish {view['id']}", PUBLISHED_ONCE):
            return
        answer = self._service.again(Reference.read(str(to["about"])))
        said = messages.PUBLISHED_IN_THREAD if answer else messages.GONE
        try:
            if answer:
                publish(client, str(to["url"]), shared_message(answer, None), to["thread_ts"])
        except OSError:
            said = messages.NOT_PUBLISHED
        fill(client, view["id"], modals.notice(messages.ANSWER_TITLE, said))
