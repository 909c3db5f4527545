"""The announcements of calls: who wants them, and telling them, each thing once."""

import logging

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers import notices
from eig_bot.answers.call_status import status
from eig_bot.answers.notices import Notice
from eig_bot.journal.subscriptions import Subscription
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.click import Body, Click, open_modal, whisper
from eig_bot.slack.listeners import home
from eig_bot.slack.listeners.requests import LEFT
from eig_bot.slack.reply import direct, was_not_sent
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import notice_message
from eig_bot.slack.views.elements import Post, plain_message

log = logging.getLogger(__name__)


def register(app: App, service: AnswerService) -> None:
    """Listen to who wants to be told, or no longer."""
    buttons = _Buttons(service)
    app.action(ids.FOLLOW)(buttons.follow)
    app.action(ids.UNFOLLOW)(buttons.unfollow)


def tell(service: AnswerService, client: WebClient) -> None:
    """Tell everyone what is due and was not told yet."""
    found = notices.notices(service.responder.knowledge)
    for notice in found:
        if notices.has_ended(notice, service.clock()):
            service.journal.subscriptions.take_back(notice.key)
    for notice in notices.to_tell(found, service.clock()):
        message = _message(service, notice)
        for subscription in service.journal.subscriptions.to_tell(notice.key):
            if service.journal.subscriptions.begin_to_tell(subscription, notice.key):
                _tell(service, client, subscription, notice, message)


class _Buttons:
    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def follow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Subscribe a person; what they have just read is not told again."""
        ack()
        click = Click.read(body)
        found = notices.notices(self._service.responder.knowledge)
        moment = self._service.clock()
        told = [notice.key for notice in found if notices.is_due(notice, moment) and notices.is_still_true(notice, moment)]
        self._service.journal.subscriptions.add(click.user, told)
        self._confirm(client, click, messages.followed(self._service.responder.knowledge.site.audience))

    def unfollow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Tell a person nothing more."""
        ack()
        click = Click.read(body)
        self._service.journal.subscriptions.remove(click.user)
        self._confirm(client, click, messages.UNFOLLOWED)

    def _confirm(self, client: WebClient, click: Click, sentence: str) -> None:
        if click.view is None:
            whisper(client, click, plain_message(sentence))
            return
        open_modal(client, click, modals.told(messages.ANSWER_TITLE, sentence))
        if not click.in_modal:
            home.publish(self._service, client, click.user)


def _message(service: AnswerService, notice: Notice) -> Post:
    found = status(notice.call, service.clock())
    page = next((passage for passage in service.responder.knowledge.passages if passage.page == notice.call.page), None)
    return notice_message(service.responder.describe(found), page.url if page else None)


def _tell(service: AnswerService, client: WebClient, subscription: Subscription, notice: Notice, message: Post) -> None:
    if subscription.user is None:
        return
    try:
        direct(client, subscription.user, message)
    except SlackApiError as error:
        code = error.response.get("error")
        log.warning("notice not delivered", extra={"slack_error": code})
        if code in LEFT | {"channel_not_found"}:
            service.journal.subscriptions.remove(subscription.user)
        else:
            service.journal.subscriptions.take_back(notice.key, subscription)
    except OSError as error:
        log.warning("notice not delivered", extra={"error": type(error).__name__})
        if was_not_sent(error):
            service.journal.subscriptions.take_back(notice.key, subscription)
