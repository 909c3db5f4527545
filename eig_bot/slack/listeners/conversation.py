"""Direct messages and mentions: one path. Replies go to the thread of the question."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.deduplicator import AGAIN, EVENT, question_of
from eig_bot.slack.message_text import text_of
from eig_bot.slack.reply import has_replied, post, show_status
from eig_bot.slack.service import AnswerService, Surface, Thread
from eig_bot.slack.views.answers import answer_message
from eig_bot.slack.views.elements import Post, plain_message


def register(bot: SlackBot) -> None:
    """Listen to direct messages and mentions.

    Args:
        bot: whose app listens, and whose service answers.
    """
    service, deduplicator = bot.service, bot.deduplicator

    def answer(event: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if question_of(body) is None:
            return
        channel, ts = str(event["channel"]), str(event["ts"])
        thread = Thread(channel, str(event.get("thread_ts") or ts))
        service.ack_priority.give_way()
        if not (context.get(AGAIN) and has_replied(client, channel, thread.ts, to=ts)):
            show_status(client, channel, thread.ts, messages.SEARCHING)
            surface = Surface.MENTION if event["type"] == "app_mention" else Surface.DM
            reply = _reply(service, event, surface, thread, context[EVENT])
            if not deduplicator.is_ours(context[EVENT]):
                return
            post(client, channel, thread.ts, reply, to=ts)
        deduplicator.done(context[EVENT])

    bot.app.event("app_mention")(answer)
    bot.app.event("message")(answer)


def _reply(service: AnswerService, event: dict[str, Any], surface: Surface, thread: Thread, event_id: str) -> Post:
    question, user = text_of(event), str(event.get("user") or "")
    if not question:
        return plain_message(answers_messages.help_text(service.name))
    asked = service.ask(question, user, surface, thread, event_id)
    return answer_message(asked.answer, service.context(asked.id, user, needs_mention=surface is Surface.MENTION))
