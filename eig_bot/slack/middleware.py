"""What every request goes through, and what happens when a listener fails."""

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from eig_bot.log import where
from eig_bot.messages import slack as messages
from eig_bot.slack import outdated
from eig_bot.slack.awaited import StoppedError
from eig_bot.slack.carried import OutdatedError
from eig_bot.slack.deduplicator import EVENT, Deduplicator
from eig_bot.slack.reply import DeafError, direct, post, respond
from eig_bot.slack.views.elements import plain_message

log = logging.getLogger(__name__)


class Noted(Middleware):
    """Logs what kind of request arrived, never what was said."""

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:  # noqa: A002, ARG002 - Bolt asks for these names
        """Log one line a request, and hand it on.

        Args:
            req: what Slack sends.
            resp: what it will be answered.
            next: hands it on.
        """
        log.info("request", extra={"kind": kind_of(req.body)})
        return next()


class OneClient(Middleware):
    """Gives all listeners the bot's own client: Bolt makes a new one for each request, which would know of no limit."""

    def __init__(self, client: WebClient) -> None:
        """Take what listeners are given.

        Args:
            client: Slack, as the bot.
        """
        self._client = client

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse | None:  # noqa: A002, ARG002 - Bolt asks for these names
        """Put the client into a request, and hand it on.

        Args:
            req: what Slack sends.
            resp: what it will be answered.
            next: hands it on.
        """
        req.context["client"] = self._client
        return next()


def apologize(app: App, deduplicator: Deduplicator) -> None:
    """Whatever fails in a listener, the person gets one calm sentence and the operator a log line with the same id.

    A question whose asker could not even be told is tried again later. What is outdated is no failure.

    Args:
        app: whose listeners may fail.
        deduplicator: knows the questions under way.
    """

    @app.error
    def failed(
        error: Exception, body: Mapping[str, Any], client: WebClient, context: BoltContext, response: BoltResponse | None
    ) -> BoltResponse | None:
        if isinstance(error, OutdatedError):
            answered = outdated.answer(body, client)
            return answered if response else None  # there is none where it was acknowledged before
        incident = secrets.token_hex(4)
        is_stop = isinstance(error, StoppedError)
        # The error's own text may repeat what a person wrote: its type and place are logged, not its text.
        log.log(
            logging.INFO if is_stop else logging.ERROR,
            "stopped before an answer" if is_stop else "listener failed",
            extra={"incident": incident, "kind": kind_of(body), **where(error)},
        )
        if isinstance(error, DeafError) or (is_stop and "event" in body):
            return None  # the apology would go the same way, and hold its thread for as long; or nobody has asked anything
        try:
            _tell(body, client, messages.STOPPED if is_stop else messages.failed(incident))
            if event := context.get(EVENT):
                deduplicator.done(event)
        except Exception as second:  # noqa: BLE001 - this is the last boundary: nothing is left to try
            deduplicator.given_up(str(context.get(EVENT)))
            log.error("apology not delivered", extra={"incident": incident, **where(second)})  # noqa: TRY400 - see above
        return None


def kind_of(body: Mapping[str, Any]) -> str:
    """Return what a request is, for the log: "event:message", "/eig", "block_actions".

    Args:
        body: what Slack sends; nothing that a person wrote is taken from it.
    """
    event = body.get("event")
    if isinstance(event, Mapping):
        return f"event:{event.get('type')}"
    return str(body.get("command") or body.get("type") or "unknown")


def _tell(body: Mapping[str, Any], client: WebClient, sentence: str) -> None:
    message = plain_message(sentence)
    event = body.get("event")
    if isinstance(event, Mapping) and event.get("channel"):
        post(client, str(event["channel"]), event.get("thread_ts") or event.get("ts"), message)
    elif url := body.get("response_url"):
        respond(client, str(url), message)
    elif user := (body.get("user") or {}).get("id"):
        direct(client, str(user), message)
