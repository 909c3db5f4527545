"""Direct messages and mentions: one path. Replies go to the thread of the question."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from eig_bot import messages
from eig_bot.answers.live import LiveResponder
from eig_bot.config import Clock
from eig_bot.slack import mrkdwn
from eig_bot.slack.blocks import answer_message, plain_message
from eig_bot.slack.recent import Recent
from eig_bot.slack.reply import post, show_status

THREAD_LASTS = 86_400
"""Seconds for which a thread's questions are kept, in memory, so that "et pour… ?" is understood."""
TURNS = 10
_WRITTEN_BY_A_PERSON = {None, "file_share", "thread_broadcast"}
"""Subtypes of a message that asks; edits, deletions, joins and bots' messages have others."""

Event = Mapping[str, Any]


def register(app: App, responder: LiveResponder, clock: Clock) -> None:
    """Listen to direct messages and mentions."""
    threads: Recent[tuple[str, ...]] = Recent(THREAD_LASTS, size=5_000)

    def answer(event: Event, client: WebClient) -> None:
        channel, thread = str(event["channel"]), str(event.get("thread_ts") or event["ts"])
        question = mrkdwn.typed(str(event.get("text") or ""))
        if not question:
            post(client, channel, thread, plain_message(messages.help_text(responder.knowledge.site.name)))
            return
        show_status(client, channel, thread, messages.SEARCHING)
        history = threads.update(f"{channel} {thread}", lambda turns: (*(turns or ()), question)[-TURNS:])
        found = responder.respond(question, history or (), now=clock())
        post(client, channel, thread, answer_message(found))

    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        if _is_from_a_person(event):
            answer(event, client)

    def written(event: dict[str, Any], client: WebClient) -> None:
        if event.get("channel_type") == "im" and _is_from_a_person(event):
            answer(event, client)

    app.event("app_mention")(mentioned)
    app.event("message")(written)


def _is_from_a_person(event: Event) -> bool:
    is_new = "edited" not in event  # Slack sends a mention again when its message was edited
    return is_new and event.get("subtype") in _WRITTEN_BY_A_PERSON and not event.get("bot_id")
