"""The operator's settings of the Git repository that holds the knowledge, read by `config.py`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from eig_bot.errors import SettingsError
from eig_bot.messages import settings as messages

GIT, BRANCH, FOLDER = "EIG_BOT_KNOWLEDGE_GIT", "EIG_BOT_KNOWLEDGE_BRANCH", "EIG_BOT_KNOWLEDGE_FOLDER"
USER, TOKEN, TOKEN_FILE = "EIG_BOT_KNOWLEDGE_USER", "EIG_BOT_KNOWLEDGE_TOKEN", "EIG_BOT_KNOWLEDGE_TOKEN_FILE"
SSH_KEY_FILE, KNOWN_HOSTS_FILE = "EIG_BOT_KNOWLEDGE_SSH_KEY_FILE", "EIG_BOT_KNOWLEDGE_KNOWN_HOSTS_FILE"
MODE, HOOK_SECRET = "EIG_BOT_KNOWLEDGE_MODE", "EIG_BOT_KNOWLEDGE_HOOK_SECRET"
MIN_HOOK_SECRET = 16
"""Characters of a secret that cannot be guessed, as of the key of the journal."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts that a password may be sent to without TLS: it does not leave the machine."""
PASSED_ON = (
    *(
        "PATH",
        "TMPDIR",
        "GIT_EXEC_PATH",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "LD_LIBRARY_PATH",
    ),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
)
"""What git gets of the environment of this process: where it and its certificates stand, and the way out of the network."""


class WriteMode(StrEnum):
    """Where an accepted phrasing is pushed."""

    DIRECT = "direct"
    """Onto the branch that is served."""
    BRANCH = "branch"
    """Onto a branch of its own, to be merged by a person."""


@dataclass(frozen=True, slots=True)
class GitSettings:
    """Where the knowledge is fetched from, and with what right."""

    address: str
    """`https://…`, `ssh://…` or `name@host:path`; never with a password."""
    branch: str = "main"
    folder: str = ""
    """Path of the knowledge folder within the repository, "" for all of it."""
    user: str = "git"
    """What goes with the token; forges look at the token alone."""
    token: str | None = field(default=None, repr=False)
    token_file: Path | None = None
    """Read again for each command: who renews the token writes it there."""
    ssh_key_file: Path | None = None
    known_hosts_file: Path | None = None
    mode: WriteMode = WriteMode.DIRECT
    hook_secret: str | None = field(default=None, repr=False)
    """What the forge signs its calls with; None: it cannot call."""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What of `PASSED_ON` is set."""

    @property
    def is_ssh(self) -> bool:
        """True where git goes through ssh."""
        return not self.address.startswith(("https://", "http://"))

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "GitSettings | None":
        """Return the settings of a repository; None where there is none.

        Args:
            values: variables of the environment that are set, without blanks around them.

        Raises:
            SettingsError: a variable has a value that cannot be used.
        """
        if GIT not in values:
            return None
        if TOKEN in values and TOKEN_FILE in values:
            raise SettingsError(messages.both_set(TOKEN, TOKEN_FILE))
        found = cls(
            address=_address(values[GIT]),
            branch=_matching(values, BRANCH, "main", r"(?!-)(?!.*(\.\.|//|@\{|\.lock$))[\w./+-]+", messages.A_BRANCH),
            folder=_matching(values, FOLDER, "", r"(?![-/])(?!(.*/)?\.\.?(/|$))[^:\\\0\n]*", messages.A_FOLDER).rstrip("/"),
            user=_matching(values, USER, "git", r"[^:\s]+", messages.A_GIT_USER),
            token=values.get(TOKEN),
            token_file=_path(values, TOKEN_FILE),
            ssh_key_file=_path(values, SSH_KEY_FILE),
            known_hosts_file=_path(values, KNOWN_HOSTS_FILE),
            mode=WriteMode(_matching(values, MODE, "direct", "direct|branch", messages.A_GIT_MODE)),
            hook_secret=values.get(HOOK_SECRET),
            environment={name: values[name] for name in PASSED_ON if name in values},
        )
        if found.hook_secret is not None and len(found.hook_secret) < MIN_HOOK_SECRET:
            raise SettingsError(messages.short_secret(HOOK_SECRET, MIN_HOOK_SECRET))
        if found.is_ssh and not (found.ssh_key_file and found.known_hosts_file):
            raise SettingsError(messages.SSH_NEEDS_FILES)
        return found


def _address(value: str) -> str:
    """What is refused may hold a password, and is not repeated."""
    if "://" not in value:
        if re.fullmatch(r"[\w.-]+@[\w.-]+:(?!-)\S+", value):
            return value
        raise SettingsError(messages.bad_variable(GIT, "…", messages.GIT_ADDRESS))
    try:
        parts = urlsplit(value)
        host, scheme = parts.hostname or "", parts.scheme
        may = scheme in {"https", "ssh"} or (scheme == "http" and host in LOOPBACK)
        is_plain = parts.port != 0 and not re.search(r"\s", value) and host and not host.startswith("-") and not parts.query
    except ValueError:
        may = is_plain = False
    if not (may and is_plain):
        raise SettingsError(messages.bad_variable(GIT, "…", messages.GIT_ADDRESS))
    if parts.password is not None or (parts.username is not None and scheme != "ssh"):
        raise SettingsError(messages.GIT_ADDRESS_TELLS)
    return value


def _matching(values: Mapping[str, str], name: str, default: str, pattern: str, expected: str) -> str:
    value = values.get(name, default)
    if not re.fullmatch(pattern, value):
        raise SettingsError(messages.bad_variable(name, value, expected))
    return value


def _path(values: Mapping[str, str], name: str) -> Path | None:
    return Path(values[name]).absolute() if name in values else None
