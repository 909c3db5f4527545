"""`eig-bot run`."""

from pathlib import Path

import click

from eig_bot.cli.options import with_knowledge
from eig_bot.cli.usage import FrenchCommand
from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.messages import cli as messages
from eig_bot.messages import settings as settings_messages
from eig_bot.slack.start import start


@click.command("run", cls=FrenchCommand, help=messages.RUN)
@click.option("--terminal", "is_terminal", is_flag=True, help=messages.OPTION_TERMINAL)
@with_knowledge
def command(is_terminal: bool, knowledge: Path | None) -> None:
    """Serve Slack until the process is told to stop.

    Args:
        is_terminal: True to converse in the terminal where no token of Slack is set.
        knowledge: the knowledge folder, where it is not that of the settings.

    Raises:
        SettingsError: no token is set, and the terminal was not asked for.
    """
    settings = Settings.load(knowledge)
    if settings.has_slack:
        start(settings)
    elif is_terminal:
        click.echo(messages.CONNECT_SLACK)
        _converse(settings)
    else:
        raise SettingsError(settings_messages.NO_SLACK_TOKENS)


def _converse(settings: Settings) -> None:
    # Importing these takes a second, in which a bot before Slack answers health checks already.
    from eig_bot.cli.chat import converse  # noqa: PLC0415
    from eig_bot.cli.indexing import responder_of  # noqa: PLC0415

    converse(responder_of(settings), settings.clock())
