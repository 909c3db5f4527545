"""The only reader of the environment. `Settings.read` takes a mapping, so that tests hand in their own."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dotenv import dotenv_values

from eig_bot.clock import Clock, clock
from eig_bot.errors import SettingsError
from eig_bot.git_settings import GitSettings
from eig_bot.messages import settings as messages

SLACK_API = "https://slack.com/api/"
DATABASE, SQLITE = "EIG_BOT_DATABASE_URL", "sqlite:///"
MIN_SECRET = 16
"""Characters of a secret that cannot be guessed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator has set; ARCHITECTURE.md lists the variables."""

    knowledge: Path
    data: Path
    """Folder of what the bot writes."""
    today: date | None = None
    """Fixes the date, for trials."""
    slack_bot_token: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    """With it, Socket Mode."""
    slack_signing_secret: str | None = field(default=None, repr=False)
    """With it and no app token, HTTP."""
    slack_api_url: str = SLACK_API
    port: int | None = None
    database_url: str | None = field(default=None, repr=False)
    """Of a PostgreSQL server; None: a file."""
    journal_file: Path | None = None
    """The file of the journal; None: one in the data folder."""
    secret_key: str | None = field(default=None, repr=False)
    """What people's ids are hashed and sealed with; None: one is drawn once and kept in the data folder."""
    team_channel: str | None = None
    """Where requests to the team go; None: nothing that needs the team is offered."""
    team_users: frozenset[str] = frozenset()
    """Who may act for the team: read requests, reply, teach; empty: nobody may."""
    retention: timedelta = timedelta(days=180)
    """How long questions are kept."""
    git: GitSettings | None = None
    """The repository that the running bot reads in the place of the folder `knowledge`; None: there is none."""

    @classmethod
    def load(cls, knowledge: Path | None = None) -> "Settings":
        """Return the settings of this process: its environment, and `.env` of the working folder for what that does not set.

        Args:
            knowledge: the folder given on the command line, which wins over both; None when none was given.

        Raises:
            SettingsError: a variable has a value that cannot be used.
        """
        try:
            from_file = {key: value for key, value in dotenv_values(".env").items() if value is not None}
        except UnicodeDecodeError as error:
            raise SettingsError(messages.ENV_FILE_NOT_UTF8) from error
        return cls.read({**from_file, **{key: value for key, value in os.environ.items() if value.strip()}}, knowledge)

    @classmethod
    def read(cls, environment: Mapping[str, str], knowledge: Path | None = None) -> "Settings":
        """Return the settings of an environment.

        Args:
            environment: variables; an empty one counts as not set.
            knowledge: the folder given on the command line, which wins, over a repository too; None when none was given.

        Raises:
            SettingsError: a variable has a value that cannot be used.
        """
        values = {key: value.strip() for key, value in environment.items() if value.strip()}
        api_url = values.get("SLACK_API_URL", SLACK_API)
        if not api_url.startswith(("https://", "http://")):
            raise SettingsError(messages.bad_variable("SLACK_API_URL", api_url, messages.HTTPS_ADDRESS))
        return cls(
            knowledge=knowledge or Path(values.get("EIG_BOT_KNOWLEDGE", "knowledge")),
            data=Path(values.get("EIG_BOT_DATA", "data")),
            today=_date(values.get("EIG_BOT_TODAY")),
            slack_bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-"),
            slack_app_token=_token(values, "SLACK_APP_TOKEN", "xapp-"),
            slack_signing_secret=values.get("SLACK_SIGNING_SECRET"),
            slack_api_url=api_url.rstrip("/") + "/",
            port=_port(values.get("PORT")),
            database_url=_server(values),
            journal_file=_file(values),
            secret_key=_secret(values, "EIG_BOT_SECRET_KEY"),
            team_channel=_slack_id(values, "EIG_BOT_TEAM_CHANNEL", "CG", messages.A_CHANNEL),
            team_users=_users(values.get("EIG_BOT_TEAM_USERS", "")),
            retention=timedelta(days=_number(values, "EIG_BOT_RETENTION_DAYS", 180)),
            git=None if knowledge else GitSettings.read(values),
        )

    @property
    def has_slack(self) -> bool:
        """True when the bot can connect to Slack, one way or the other.

        Raises:
            SettingsError: some tokens are set and others are missing.
        """
        if self.slack_bot_token and (self.slack_app_token or self.slack_signing_secret):
            return True
        if self.slack_bot_token or self.slack_app_token or self.slack_signing_secret:
            raise SettingsError(messages.NO_SLACK_TOKENS)
        return False

    @property
    def cache(self) -> Path:
        """Folder of what is fitted once for each content."""
        return self.data / "cache"

    @property
    def last_good(self) -> Path:
        """Folder of the last good versions of pages."""
        return self.data / "last-good"

    def clock(self) -> Clock:
        """Return what tells the moment that answers go by: that of trials where the date is fixed, else the real one."""
        return clock(self.today)


def _date(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(messages.bad_variable("EIG_BOT_TODAY", value, messages.A_DATE)) from error


def _port(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isdecimal() or not 0 < int(value) < 65_536:
        raise SettingsError(messages.bad_variable("PORT", value, messages.A_PORT))
    return int(value)


def _number(values: Mapping[str, str], name: str, default: int) -> int:
    value = values.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= 3_650:
        raise SettingsError(messages.bad_variable(name, value, messages.A_NUMBER_OF_DAYS))
    return int(value)


def _server(values: Mapping[str, str]) -> str | None:
    """The address may hold a password and is not repeated."""
    value = values.get(DATABASE)
    if value is None or value.startswith(SQLITE):
        return None
    if not value.startswith(("postgresql://", "postgres://")):
        raise SettingsError(messages.bad_variable(DATABASE, "…", messages.DATABASE_ADDRESS))
    if "EIG_BOT_SECRET_KEY" not in values:
        raise SettingsError(messages.NO_KEY_FOR_A_SERVER)
    return value


def _file(values: Mapping[str, str]) -> Path | None:
    """As in other programs, the path follows three slashes: four begin one from the root."""
    value = values.get(DATABASE, "")
    if not value.startswith(SQLITE):
        return None
    path = value.removeprefix(SQLITE)
    if not path.strip("/") or path.startswith(":memory:") or path.endswith("/"):
        raise SettingsError(messages.bad_variable(DATABASE, value, messages.DATABASE_ADDRESS))
    return Path(path)


def _secret(values: Mapping[str, str], name: str) -> str | None:
    value = values.get(name)
    if value is not None and len(value) < MIN_SECRET:
        raise SettingsError(messages.short_secret(name, MIN_SECRET))
    return value


def _slack_id(values: Mapping[str, str], name: str, kinds: str, expected: str) -> str | None:
    value = values.get(name)
    if value is not None and not re.fullmatch(rf"[{kinds}][A-Z0-9]{{5,}}", value):
        raise SettingsError(messages.bad_variable(name, value, expected))
    return value


def _users(value: str) -> frozenset[str]:
    name, expected = "EIG_BOT_TEAM_USERS", messages.PEOPLE
    found = [_slack_id({name: user}, name, "UW", expected) for user in re.split(r"[,;\s]+", value) if user]
    return frozenset(filter(None, found))


def _token(values: Mapping[str, str], name: str, prefix: str) -> str | None:
    """The two tokens are easily swapped; the value itself is a secret and is not repeated."""
    value = values.get(name)
    if value is not None and not value.startswith(prefix):
        raise SettingsError(messages.bad_token(name, prefix))
    return value
