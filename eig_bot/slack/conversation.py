"""Direct messages and mentions: one path. Replies go to the thread of the question."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from eig_bot import messages
from eig_bot.slack import mrkdwn
from eig_bot.slack.desk import Desk, Surface, Thread
from eig_bot.slack.reply import post, show_status
from eig_bot.slack.views.answers import answer_message
from eig_bot.slack.views.elements import plain_message

_WRITTEN_BY_A_PERSON = {None, "file_share", "thread_broadcast"}
"""Subtypes of a message that asks; edits, deletions, joins and bots' messages have others."""

Event = Mapping[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen to direct messages and mentions."""

    def answer(event: Event, client: WebClient, surface: Surface) -> None:
        thread = Thread(str(event["channel"]), str(event.get("thread_ts") or event["ts"]))
        question = mrkdwn.typed(str(event.get("text") or ""))
        if not question:
            post(client, thread.channel, thread.ts, plain_message(messages.help_text(desk.name)))
            return
        show_status(client, thread.channel, thread.ts, messages.SEARCHING)
        user = str(event.get("user") or "")
        asked = desk.ask(question, user, surface, thread)
        around = desk.around(asked.id, user, needs_mention=surface is Surface.MENTION)
        post(client, thread.channel, thread.ts, answer_message(asked.answer, around))

    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        if _is_from_a_person(event):
            answer(event, client, Surface.MENTION)

    def written(event: dict[str, Any], client: WebClient) -> None:
        if event.get("channel_type") == "im" and _is_from_a_person(event):
            answer(event, client, Surface.DM)

    app.event("app_mention")(mentioned)
    app.event("message")(written)


def _is_from_a_person(event: Event) -> bool:
    is_new = "edited" not in event  # Slack sends a mention again when its message was edited
    return is_new and event.get("subtype") in _WRITTEN_BY_A_PERSON and not event.get("bot_id")
