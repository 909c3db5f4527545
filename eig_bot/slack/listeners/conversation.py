"""Direct messages and mentions: one path. Replies go to the thread of the question.

What cannot be answered yet, at the start, and what Slack does not take now, since it limits the channel or is out of reach, is
put off: see `Deduplicator.put_off`.
"""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk.errors import SlackApiError

from eig_bot.journal.events import Event
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import slack as messages
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.deduplicator import AGAIN, AGAIN_IN, EVENT, question_of
from eig_bot.slack.rate_limits import Limited
from eig_bot.slack.reply import has_replied, post, put_off_for
from eig_bot.slack.service import AnswerService, Thread
from eig_bot.slack.status_line import status_line
from eig_bot.slack.surface import Surface
from eig_bot.slack.views.answers import answer_message
from eig_bot.slack.views.elements import Post, plain_message
from eig_bot.slack.views.message_text import text_of


def register(bot: SlackBot) -> None:
    """Listen to direct messages and mentions.

    Args:
        bot: whose app listens, and whose service answers.
    """
    conversation = _Conversation(bot)
    bot.app.event("app_mention")(conversation.hear)
    bot.app.event("message")(conversation.hear)


class _Conversation:
    def __init__(self, bot: SlackBot) -> None:
        self._service = bot.service
        self._deduplicator = bot.deduplicator
        self._client = bot.client.at_once()

    def hear(self, body: dict[str, Any], context: BoltContext) -> None:
        """Answer a question now, or put it off."""
        if question_of(body) is None:
            return
        event = Event(context[EVENT], body)
        channel, is_again = str(event.body["event"]["channel"]), bool(context.get(AGAIN))
        if not self._service.awaited.is_here:
            self._deduplicator.put_off(event)
            return
        seconds = self._client.limits.left(Limited(channel, is_channel=True))
        if seconds or (not is_again and self._deduplicator.is_queued(channel)):
            self._deduplicator.put_off(event, seconds)
            return
        try:
            self._answer(event, channel, is_again=is_again)
        except (SlackApiError, OSError) as error:
            again_in = put_off_for(error, channel, AGAIN_IN)
            if again_in is None:
                raise
            self._deduplicator.put_off(event, again_in)

    def _answer(self, event: Event, channel: str, *, is_again: bool) -> None:
        asked = event.body["event"]
        ts = str(asked["ts"])
        thread = Thread(channel, str(asked.get("thread_ts") or ts))
        self._service.ack_priority.give_way()
        if not (is_again and has_replied(self._client, channel, thread.ts, to=ts)):
            with status_line(self._client, channel, thread.ts, messages.SEARCHING):
                reply = _reply(self._service, event, thread)
            if not self._deduplicator.is_ours(event.id):
                return
            if not is_again and self._deduplicator.is_queued(channel):  # others were put off meanwhile
                self._deduplicator.put_off(event)
                return
            post(self._client, channel, thread.ts, reply, to=ts)
        self._deduplicator.done(event.id)


def _reply(service: AnswerService, event: Event, thread: Thread) -> Post:
    asked = event.body["event"]
    surface = Surface.MENTION if asked["type"] == "app_mention" else Surface.DM
    question, user = text_of(asked), str(asked.get("user") or "")
    if not question:
        return plain_message(answers_messages.help_text(service.name))
    reply = service.ask(question, user, surface, thread, event.id)
    context = service.context(reply.answer, reply.id, user, needs_mention=surface is Surface.MENTION)
    return answer_message(reply.answer, context)
