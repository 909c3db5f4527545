"""The announcements of calls: who wants them, and telling them, each thing once."""

import logging

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers import notices
from eig_bot.answers.call_status import status
from eig_bot.answers.notices import Notice
from eig_bot.journal import subscriptions
from eig_bot.journal.subscriptions import Subscription
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import Desk, now
from eig_bot.slack.click import Body, Click, open_window, whisper
from eig_bot.slack.listeners import home
from eig_bot.slack.listeners.requests import LEFT
from eig_bot.slack.reply import direct, was_not_sent
from eig_bot.slack.views import modals as windows
from eig_bot.slack.views.answers import notice_message
from eig_bot.slack.views.elements import Message, plain_message

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listen to who wants to be told, or no longer."""
    buttons = _Buttons(desk)
    app.action(ids.FOLLOW)(buttons.follow)
    app.action(ids.UNFOLLOW)(buttons.unfollow)


def tell(desk: Desk, client: WebClient) -> None:
    """Tell everyone what is due and was not told yet."""
    found = notices.notices(desk.responder.knowledge)
    for notice in found:
        if notices.has_ended(notice, desk.clock()):
            subscriptions.take_back(desk.journal, notice.key)
    for notice in notices.to_tell(found, desk.clock()):
        message = _message(desk, notice)
        for subscription in subscriptions.to_tell(desk.journal, notice.key):
            if subscriptions.begin_to_tell(desk.journal, subscription, notice.key, now()):
                _tell(desk, client, subscription, notice, message)


class _Buttons:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def follow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Subscribe a person; what they have just read is not told again."""
        ack()
        click = Click.read(body)
        found = notices.notices(self._desk.responder.knowledge)
        moment = self._desk.clock()
        told = [notice.key for notice in found if notices.is_due(notice, moment) and notices.is_still_true(notice, moment)]
        subscriptions.add(self._desk.journal, click.user, told, now())
        self._confirm(client, click, messages.followed(self._desk.responder.knowledge.site.audience))

    def unfollow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Tell a person nothing more."""
        ack()
        click = Click.read(body)
        subscriptions.remove(self._desk.journal, self._desk.person(click.user))
        self._confirm(client, click, messages.UNFOLLOWED)

    def _confirm(self, client: WebClient, click: Click, sentence: str) -> None:
        if click.view is None:
            whisper(client, click, plain_message(sentence))
            return
        open_window(client, click, windows.told(messages.ANSWER_TITLE, sentence))
        if not click.in_window:
            home.publish(self._desk, client, click.user)


def _message(desk: Desk, notice: Notice) -> Message:
    found = status(notice.call, desk.clock())
    page = next((passage for passage in desk.responder.knowledge.passages if passage.page == notice.call.page), None)
    return notice_message(desk.responder.describe(found), page.url if page else None)


def _tell(desk: Desk, client: WebClient, subscription: Subscription, notice: Notice, message: Message) -> None:
    if subscription.user is None:
        return
    try:
        direct(client, subscription.user, message)
    except SlackApiError as error:
        code = error.response.get("error")
        log.warning("notice not delivered", extra={"slack_error": code})
        if code in LEFT | {"channel_not_found"}:
            subscriptions.remove(desk.journal, desk.person(subscription.user))
        else:
            subscriptions.take_back(desk.journal, notice.key, subscription)
    except OSError as error:
        log.warning("notice not delivered", extra={"error": type(error).__name__})
        if was_not_sent(error):
            subscriptions.take_back(desk.journal, notice.key, subscription)
