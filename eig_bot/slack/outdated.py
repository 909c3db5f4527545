"""What an older version of the bot has shown: nobody listens to it any more, or nobody can read what it carries.

Whoever uses it is told so, where they are, and asked to ask again.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.log import where
from eig_bot.messages import slack as messages
from eig_bot.slack.click import Click, open_modal, whisper
from eig_bot.slack.reply import respond
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import plain_message

log = logging.getLogger(__name__)


def answer(body: Mapping[str, Any], client: WebClient) -> BoltResponse:
    """Tell a person that what they have used is too old; return how Slack is answered.

    Args:
        body: a click, a form, a command or a shortcut.
        client: Slack.
    """
    log.info("outdated", extra={"kind": body.get("type", "command")})
    if body.get("type") == "view_submission":
        update = {"response_action": "update", "view": modals.notice(messages.ANSWER_TITLE, messages.TOO_OLD)}
        return BoltResponse(status=200, body=json.dumps(update), headers={"content-type": ["application/json;charset=utf-8"]})
    try:
        _tell(body, client)
    except (SlackApiError, OSError) as error:
        log.error("not told that it is outdated", extra=where(error))  # noqa: TRY400 - its text may repeat what a person wrote
    return BoltResponse(status=200, body="")


def _tell(body: Mapping[str, Any], client: WebClient) -> None:
    if "command" in body:
        respond(client, str(body["response_url"]), plain_message(messages.COMMAND_GONE))
        return
    click = Click.read(body)
    if click.view:
        open_modal(client, click, modals.notice(messages.ANSWER_TITLE, messages.TOO_OLD))
    else:
        whisper(client, click, plain_message(messages.TOO_OLD))
