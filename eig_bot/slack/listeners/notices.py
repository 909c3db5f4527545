"""The announcements of calls: who wants them, and who no longer."""

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.answers import notices
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.click import Body, Click, open_modal, whisper
from eig_bot.slack.listeners import home
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import plain_message


def register(bot: SlackBot) -> None:
    """Listen to who wants to be told, or no longer.

    Args:
        bot: whose app listens, and whose service answers.
    """
    buttons = _Buttons(bot)
    bot.app.action(ids.FOLLOW)(buttons.follow)
    bot.app.action(ids.UNFOLLOW)(buttons.unfollow)


class _Buttons:
    def __init__(self, bot: SlackBot) -> None:
        self._bot = bot
        self._service = bot.service

    def follow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Subscribe a person; what they have just read is not told again."""
        ack()
        click = Click.read(body)
        found = notices.notices(self._service.responder.knowledge)
        moment = self._service.clock()
        known = [notice.key for notice in found if notices.is_due(notice, moment) and notices.is_still_true(notice, moment)]
        self._service.journal.subscriptions.add(click.user, known)
        self._confirm(client, click, messages.followed(self._service.responder.knowledge.site.audience))
        self._publish(client, click, body)

    def unfollow(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Tell a person nothing more."""
        ack()
        click = Click.read(body)
        self._service.journal.subscriptions.remove(click.user)
        self._confirm(client, click, messages.UNFOLLOWED)
        self._publish(client, click, body)

    def _confirm(self, client: WebClient, click: Click, sentence: str) -> None:
        if click.view is None:
            whisper(client, click, plain_message(sentence))
            return
        open_modal(client, click, modals.notice(messages.ANSWER_TITLE, sentence))

    def _publish(self, client: WebClient, click: Click, body: Body) -> None:
        """Show the App Home anew, where that was clicked."""
        if click.view and not click.in_modal:
            home.publish(self._bot, client, body)
