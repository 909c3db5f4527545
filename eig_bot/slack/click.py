"""A click: what it is about, where it came from, and how to answer there."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.journal.forgetting import seconds
from eig_bot.messages import slack as messages
from eig_bot.slack.client import PutOffError
from eig_bot.slack.reply import THREAD_GONE, direct, post, respond
from eig_bot.slack.views.elements import Post, View, plain_message

TOO_LATE = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id"}
"""What Slack answers when a click is over three seconds old, or has opened a modal already."""
log = logging.getLogger(__name__)

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Click:
    """A click on a button, or a shortcut: all that Slack says of it."""

    user: str
    trigger: str
    value: str = ""
    label: str = ""
    channel: str | None = None
    message_ts: str | None = None
    thread_ts: str | None = None
    response_url: str | None = None
    is_private: bool = False
    """True when only one person sees the message that was clicked."""
    view: View | None = None
    """The modal or App Home that was clicked."""
    at: float | None = None
    """When, in seconds by Slack's clock."""

    @classmethod
    def read(cls, body: Body) -> "Click":
        """Return the click of a payload.

        Args:
            body: as Slack sends it for a button, a menu or a shortcut.
        """
        container = body.get("container") or {}
        action: Mapping[str, Any] = (body.get("actions") or [{}])[0]
        return cls(
            user=str(body["user"]["id"]),
            trigger=str(body.get("trigger_id") or ""),
            value=str(action.get("value") or ""),
            label=str((action.get("text") or {}).get("text") or ""),
            channel=container.get("channel_id") or (body.get("channel") or {}).get("id"),
            message_ts=container.get("message_ts"),
            thread_ts=container.get("thread_ts") or container.get("message_ts"),
            response_url=body.get("response_url") or None,
            is_private=bool(container.get("is_ephemeral")),
            view=body.get("view"),
            at=seconds(action.get("action_ts")),
        )

    @property
    def name(self) -> str:
        """What two clicks at once have in common."""
        place = self.view["id"] if self.view else f"{self.channel} {self.message_ts}"
        return f"click {place} {self.user} {self.label} {self.value}"

    @property
    def is_direct(self) -> bool:
        """True in the person's conversation with the bot."""
        return bool(self.channel and self.channel.startswith("D"))

    @property
    def in_modal(self) -> bool:
        """True when a modal was clicked, which can be changed in place."""
        return bool(self.view and self.view.get("type") == "modal")


def reply(client: WebClient, click: Click, message: Post) -> None:
    """Answer a click: in the thread of the message, to one person where only one sees it, else in their direct messages.

    A thread that is gone, or whose channel Slack limits, is passed over: a click cannot wait.

    Args:
        client: Slack.
        click: what is answered.
        message: the answer.

    Raises:
        SlackApiError: Slack refuses the message everywhere.
        ConnectionError: likewise.
    """
    if click.channel and click.thread_ts and not click.is_private:
        try:
            post(client, click.channel, click.thread_ts, message)
        except SlackApiError as error:
            if not isinstance(error, PutOffError) and error.response.get("error") not in THREAD_GONE:
                raise
            log.info("thread out of reach", extra={"slack_error": error.response.get("error")})
        else:
            return
    whisper(client, click, message)


def whisper(client: WebClient, click: Click, message: Post) -> None:
    """Answer a click to one person alone.

    Args:
        client: Slack.
        click: what is answered.
        message: the answer.

    Raises:
        SlackApiError: Slack refuses the message everywhere.
        ConnectionError: likewise.
    """
    if click.response_url:
        respond(client, click.response_url, message)
    else:
        direct(client, click.user, message)


def show(client: WebClient, click: Click, view: View) -> str | None:
    """Open a modal: in the place of the one that was clicked, else as a new one. Where it is too late, say so.

    Args:
        client: Slack.
        click: on a button of a modal, or of anything else.
        view: the modal.

    Returns:
        The id of the modal; None when it could not be opened.
    """
    if click.view and click.in_modal:
        return _id_of(client.views_update(view_id=click.view["id"], view=view).get("view"))
    return open_modal(client, click, view)


def open_modal(client: WebClient, click: Click, view: View) -> str | None:
    """Open a new modal, on top of the one that was clicked if there is one. Where it is too late, say so.

    Args:
        client: Slack.
        click: which gives three seconds to open it.
        view: the modal.

    Returns:
        The id of the modal; None when it could not be opened.

    Raises:
        SlackApiError: Slack refuses the modal itself.
    """
    opening = client.views_push if click.in_modal else client.views_open
    try:
        return _id_of(opening(trigger_id=click.trigger, view=view).get("view"))
    except SlackApiError as error:
        if not isinstance(error, PutOffError) and error.response.get("error") not in TOO_LATE:
            raise
        log.warning("modal not opened", extra={"slack_error": error.response.get("error")})
        whisper(client, click, plain_message(messages.NOT_OPENED))
        return None


def fill(client: WebClient, modal: str, view: View, since: str | None = None) -> str | None:
    """Show something in a modal that is open; one that was closed or changed meanwhile needs nothing.

    Args:
        client: Slack.
        modal: its id.
        view: what to show.
        since: state of the modal that it must still be in; None for any.

    Returns:
        The state that it is in now; None when nothing was shown.
    """
    try:
        shown = client.views_update(view_id=modal, view=view, hash=since).get("view")
    except SlackApiError as error:
        if error.response.get("error") not in {"not_found", "hash_conflict"}:
            raise
        log.info("modal closed or changed before it was filled")
        return None
    return str(shown["hash"]) if isinstance(shown, Mapping) else None


def _id_of(view: object) -> str | None:
    return str(view["id"]) if isinstance(view, Mapping) and view.get("id") else None
