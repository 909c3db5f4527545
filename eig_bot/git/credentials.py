"""How git is told who we are: through its environment alone, which no other account can read, unlike arguments and files."""

import base64
import shlex
from pathlib import Path

from eig_bot.git_settings import GitSettings

CONNECT = 10
"""Seconds for ssh to reach a server that may be down."""


class Credentials:
    """The token or the key of a repository, as git takes them at one command."""

    def __init__(self, settings: GitSettings) -> None:
        """Take the settings; a token file is read at each command, since tokens are renewed there."""
        self._settings = settings

    def secrets(self) -> tuple[str, ...]:
        """Return what must not be seen in anything that git says."""
        token = self._token()
        return (self._basic(token), token) if token else ()

    def configuration(self) -> dict[str, str]:
        """Return what git is to be configured with; the token is for the repository's own address, and no other gets it."""
        token = self._token()
        return {f"http.{self._settings.address}.extraHeader": f"Authorization: Basic {self._basic(token)}"} if token else {}

    def environment(self) -> dict[str, str]:
        """Return the variables that make ssh take our key and believe the servers of our list alone."""
        settings = self._settings
        if not (settings.ssh_key_file and settings.known_hosts_file):
            return {"GIT_SSH_COMMAND": "false"}
        options = {
            "IdentityFile": _quoted(settings.ssh_key_file),
            "UserKnownHostsFile": _quoted(settings.known_hosts_file),
            "GlobalKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "yes",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "ConnectTimeout": str(CONNECT),
            "ServerAliveInterval": str(CONNECT),
        }
        words = ["ssh", "-F", "/dev/null", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]
        return {"GIT_SSH_COMMAND": shlex.join(words), "GIT_SSH_VARIANT": "ssh"}

    def _token(self) -> str | None:
        """A file that cannot be read now is as no token: the forge refuses, and the next command reads it again."""
        settings = self._settings
        if settings.is_ssh:
            return None
        if not settings.token_file:
            return settings.token
        try:
            return settings.token_file.read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def _basic(self, token: str) -> str:
        return base64.b64encode(f"{self._settings.user}:{token}".encode()).decode()


def _quoted(path: Path) -> str:
    """As the value of an option of ssh, where a percent sign begins a name and a blank ends a file."""
    return '"' + str(path).replace("%", "%%") + '"'
