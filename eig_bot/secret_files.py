"""Secrets that stand in files, as process managers and containers hand them over: each variable `NAME` also as `NAME_FILE`."""

from collections.abc import Mapping
from pathlib import Path

from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages

SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "EIG_BOT_SECRET_KEY",
    "EIG_BOT_DATABASE_URL",
    "EIG_BOT_METRICS_TOKEN",
    "EIG_BOT_KNOWLEDGE_HOOK_SECRET",
)
"""The variables that hold a secret, but for the token of the forge: its file is read again at each call (`git_settings.py`)."""
MOST = 10_000
"""Characters that are read of a file: a secret has some hundred."""


def with_secret_files(values: Mapping[str, str]) -> dict[str, str]:
    """Return variables with the secrets that stand in files.

    Args:
        values: the variables that are set.

    Raises:
        SettingsError: a secret is set twice, or its file cannot be read or is empty.
    """
    found = dict(values)
    for name in SECRETS:
        if path := found.pop(f"{name}_FILE", None):
            if name in found:
                raise SettingsError(messages.set_twice(name))
            found[name] = _content(f"{name}_FILE", path)
    return found


def _content(name: str, path: str) -> str:
    try:
        with Path(path).open(encoding="utf-8") as stream:
            content = stream.read(MOST).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(messages.bad_secret_file(name, path)) from error
    if not content:
        raise SettingsError(messages.bad_secret_file(name, path))
    return content
