"""The announcements of calls: telling each thing once to everyone who wants it."""

import logging

from slack_sdk.errors import SlackApiError

from eig_bot.answers import notices
from eig_bot.answers.call_status import status
from eig_bot.answers.notices import Notice
from eig_bot.journal.subscriptions import Subscription
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.reply import PERSON_GONE, direct
from eig_bot.slack.retries import was_not_sent
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views.answers import notice_message
from eig_bot.slack.views.elements import Post

log = logging.getLogger(__name__)


def run(bot: SlackBot) -> None:
    """Tell everyone what is due and was not told yet.

    Args:
        bot: who tells it.
    """
    service = bot.service
    found = notices.notices(service.responder.knowledge)
    for notice in found:
        if notices.has_ended(notice, service.clock()):
            service.journal.subscriptions.take_back(notice.key)
    for notice in notices.to_tell(found, service.clock()):
        message = _message(service, notice)
        for subscription in service.journal.subscriptions.to_tell(notice.key):
            if service.journal.subscriptions.begin_to_tell(subscription, notice.key):
                _tell(bot, subscription, notice, message)


def _message(service: AnswerService, notice: Notice) -> Post:
    found = status(notice.call, service.clock())
    page = next((passage for passage in service.responder.knowledge.passages if passage.page == notice.call.page), None)
    return notice_message(service.responder.describe(found), page.url if page else None)


def _tell(bot: SlackBot, subscription: Subscription, notice: Notice, message: Post) -> None:
    if subscription.user is None:
        return
    service = bot.service
    try:
        direct(bot.client, subscription.user, message)
    except SlackApiError as error:
        code = error.response.get("error")
        log.warning("notice not delivered", extra={"slack_error": code})
        if code in PERSON_GONE | {"channel_not_found"}:
            service.journal.subscriptions.remove(subscription.user)
        else:
            service.journal.subscriptions.take_back(notice.key, subscription)
    except OSError as error:
        log.warning("notice not delivered", extra={"error": type(error).__name__})
        if was_not_sent(error):
            service.journal.subscriptions.take_back(notice.key, subscription)
