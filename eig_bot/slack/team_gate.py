"""What the team alone may do: its buttons and forms are listened to through here, and whoever else uses one is told so, kindly.

`access/` decides. It is asked at each click and again at each form that is sent: the list may have changed since, and somebody
may have a form open, or an old message before them, that they should not. For who is turned away nothing is read.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.access.people import Organisation
from eig_bot.access.team import Refusal, TeamAccess
from eig_bot.messages import slack as messages
from eig_bot.slack.click import Body, Click, fill, open_modal, whisper
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import plain_message

log = logging.getLogger(__name__)


class TeamListener(Protocol):
    """What is done for a member of the team."""

    def __call__(self, *, ack: Ack, body: Body, client: WebClient) -> None:
        """Do what a click or a form asks for."""


Reply = Callable[[Ack, Body, WebClient], None]


class TeamGate:
    """Listens to what the team alone may do."""

    def __init__(self, app: App, access: TeamAccess, client: WebClient) -> None:
        """Take what listens and who decides.

        Args:
            app: Bolt's.
            access: says who may act for the team.
            client: Slack, as the bot; it says where the bot is at home.
        """
        self._app = app
        self._access = access
        self._client = client
        self._own: Organisation | None = None

    def action(self, action_id: str, listener: TeamListener) -> None:
        """Listen to a button or a menu of the team's.

        Args:
            action_id: its name in `ids.py` or in its view.
            listener: called for a member of the team alone.
        """
        self._app.action(action_id)(self._guarded(action_id, listener, _turn_click_away))

    def view(self, callback_id: str, listener: TeamListener) -> None:
        """Listen to a form of the team's.

        Args:
            callback_id: its name in `ids.py` or in its view.
            listener: called for a member of the team alone.
        """
        self._app.view(callback_id)(self._guarded(callback_id, listener, _turn_form_away))

    def admits(self, body: Body) -> bool:
        """Return whether who sent something is shown what waits for the team.

        Args:
            body: what Slack sends.
        """
        return self._refusal(body) is None

    def _guarded(self, name: str, listener: TeamListener, turn_away: Reply) -> Callable[..., None]:
        def guarded(ack: Ack, body: Body, client: WebClient) -> None:
            refusal = self._refusal(body)
            if refusal is None:
                listener(ack=ack, body=body, client=client)
                return
            log.warning("team action refused", extra={"action": name, "why": refusal.value})
            turn_away(ack, body, client)

        guarded.__module__ = listener.__module__  # where its work is done, for who looks for it
        return guarded

    def _refusal(self, body: Body) -> Refusal | None:
        # Asked for nobody who is not listed: Slack is not called for a stranger's click.
        refusal = self._access.refusal(body, self._own or Organisation())
        if refusal is not Refusal.ELSEWHERE or self._own:
            return refusal
        try:
            told = self._client.auth_test()
        except (SlackApiError, OSError) as error:
            log.warning("slack does not say where the bot is at home", extra={"error": type(error).__name__})
            return refusal
        # What a payload says of the bot's workspace may be the sender's, so that it is never asked there.
        self._own = Organisation(told.get("team_id"), told.get("enterprise_id"))
        return self._access.refusal(body, self._own)


def _turn_click_away(ack: Ack, body: Body, client: WebClient) -> None:
    ack()
    click = Click.read(body)
    sentence = modals.notice(messages.TEAM_ONLY_TITLE, messages.TEAM_ONLY)
    if click.view and click.in_modal:
        fill(client, click.view["id"], sentence)
    elif click.view:
        open_modal(client, click, sentence)
    else:
        whisper(client, click, plain_message(messages.TEAM_ONLY))


def _turn_form_away(ack: Ack, body: Body, client: WebClient) -> None:  # noqa: ARG001 - as `_turn_click_away`
    ack(response_action="update", view=modals.notice(messages.TEAM_ONLY_TITLE, messages.TEAM_ONLY))
