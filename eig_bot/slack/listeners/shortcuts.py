"""Shortcuts: "Poser une question" from anywhere, "Répondre avec la base" on somebody's message."""

import json
from datetime import timedelta

from slack_bolt import Ack, App
from slack_sdk import WebClient

from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids, mrkdwn
from eig_bot.slack.bot import Desk, Surface
from eig_bot.slack.click import Body, Click, fill, open_window
from eig_bot.slack.ids import Reference
from eig_bot.slack.reply import publish
from eig_bot.slack.views import modals as windows
from eig_bot.slack.views.answers import reference, shared_message

PUBLISHED_ONCE = timedelta(hours=1)
"""How long a second click does not publish again: a `response_url` lives for half as long."""


def register(app: App, desk: Desk) -> None:
    """Listen to the shortcuts and their windows."""
    shortcuts = _Shortcuts(desk)
    app.shortcut(ids.ASK_SHORTCUT)(shortcuts.open)
    app.view(ids.ASK_FORM)(shortcuts.ask)
    app.shortcut(ids.ANSWER_SHORTCUT)(shortcuts.answer)
    app.view(ids.PUBLISH_FORM)(shortcuts.publish)


class _Shortcuts:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Open the form for a question."""
        ack()
        open_window(client, Click.read(body), windows.ask())

    def ask(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer in the window of the form."""
        view, user = body["view"], str(body["user"]["id"])
        question = str(view["state"]["values"][ids.TEXT][ids.TEXT]["value"] or "").strip()
        if not question:
            ack(response_action="errors", errors={ids.TEXT: answers_messages.EMPTY_QUESTION})
            return
        ack(response_action="update", view=windows.loading())
        asked = self._desk.ask(question, user, Surface.SHORTCUT)
        fill(client, view["id"], windows.answered(asked.answer, self._desk.around(asked.id, user)))

    def answer(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer somebody's message in a window, which is there at once."""
        ack()
        click = Click.read(body)
        message = body["message"]
        question = mrkdwn.typed(str(message.get("text") or ""))
        window = open_window(client, click, windows.loading())
        if not window:
            return
        if not question:
            fill(client, window, windows.told(messages.ANSWER_TITLE, answers_messages.EMPTY_QUESTION))
            return
        asked = self._desk.ask(question, click.user, Surface.SHORTCUT)
        to = {
            "url": click.response_url,
            "thread_ts": message.get("thread_ts") or message.get("ts"),
            "about": str(reference(asked.answer, asked.id)),
        }
        around = self._desk.around(asked.id, click.user)
        fill(client, window, windows.to_publish(asked.answer, around, json.dumps(to)))

    def publish(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show the answer to all, in the thread of the message."""
        view = body["view"]
        to = json.loads(view["private_metadata"])
        ack(response_action="update", view=windows.loading())
        if not self._desk.first(f"publish {view['id']}", PUBLISHED_ONCE):
            return
        answer = self._desk.again(Reference.read(to["about"]))
        said = messages.PUBLISHED_IN_THREAD if answer else messages.GONE
        try:
            if answer:
                publish(to["url"], shared_message(answer, None), to["thread_ts"])
        except OSError:
            said = messages.NOT_PUBLISHED
        fill(client, view["id"], windows.told(messages.ANSWER_TITLE, said))
