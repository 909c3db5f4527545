"""The first moment of `eig-bot run`: signals are heard, and the port is taken, before anything that takes time.

What is imported here is small; `serve.py` imports all that the bot is made of.
"""

import gc
from collections.abc import Mapping

from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.git.hook import HookSecret
from eig_bot.log import configure_logging
from eig_bot.messages import settings as messages
from eig_bot.slack.connections import HeaderCheck
from eig_bot.slack.door import Door
from eig_bot.slack.knowledge_hook import check_with_hook
from eig_bot.slack.stop import stop_on_signals
from eig_bot.slack.timing import DEFAULT, Timing
from eig_bot.slack.verification import Verification


def start(settings: Settings, timing: Timing = DEFAULT) -> None:
    """Run the bot until a signal stops it; the process ends here.

    Args:
        settings: they hold the tokens, and name the folders.
        timing: how long it waits for Slack.

    Raises:
        SettingsError: a token is wrong, the port is taken, or HTTP mode has none.
        KnowledgeError: the knowledge folder cannot be served.
    """
    if not settings.slack_app_token and settings.port is None:
        raise SettingsError(messages.NO_PORT)
    configure_logging()
    gc.disable()  # what a start makes stays; to look through it again and again takes a tenth of the time
    stop = stop_on_signals()
    door = Door(settings.port, _check(settings)) if settings.port else None
    from eig_bot.slack.serve import serve  # noqa: PLC0415 - it takes a second, in which the port answers already

    serve(settings, door, stop, timing)


def _check(settings: Settings) -> HeaderCheck:
    """Return what tells which requests are worth reading: those that Slack, in HTTP mode, or the forge may have signed."""
    signed = Verification(settings.slack_signing_secret or "").refusal_of_headers
    check = _none if settings.slack_app_token else signed
    secret = settings.git.hook_secret if settings.git else None
    return check_with_hook(HookSecret(secret), check) if secret else check


def _none(_: Mapping[str, str]) -> str:
    return "Socket Mode"
