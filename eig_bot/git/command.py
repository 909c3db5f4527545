"""The one way to run git: the command line of the machine, in a session of its own that is ended as a whole at a time limit.

Nobody's configuration is read but what is given here. Arguments never hold a secret; nothing of a repository is run: no hook,
no filter, no submodule, no link. What it cannot do is a `GitError`.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from eig_bot.git.credentials import Credentials
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git_settings import GitSettings

LIMIT = 30.0
"""Seconds for one command: a copy of a small repository over a bad line; nobody waits longer for a server that says nothing."""
SILENCE = 25
"""Seconds without a byte after which git itself gives up, should the bot be gone by then."""
CONFIGURATION = {
    "core.hooksPath": "/dev/null",
    "core.symlinks": "false",
    "core.askPass": "",
    "core.quotePath": "false",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "gc.autoDetach": "false",
    "maintenance.auto": "false",
    "http.followRedirects": "false",  # the header with the token would go along, to another host too
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": str(SILENCE),
    "protocol.version": "2",
    "advice.detachedHead": "false",
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended as it may."""

    code: int
    out: bytes
    said: str
    """What it wrote on its standard error, secrets taken out; a forge prints there where to open a merge request."""


class Git:
    """Runs git for one remote repository; safe to share between threads."""

    def __init__(self, settings: GitSettings, home: Path, *, limit: float = LIMIT) -> None:
        """Take what every command needs.

        Args:
            settings: of the repository.
            home: stands for the home folder, so that no file of the account is read; it need not be there.
            limit: seconds for one command.
        """
        self._settings = settings
        self._home = home
        self._limit = limit
        self._credentials = Credentials(settings)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def address(self) -> str:
        """Of the repository, as it is handed to git; it holds no secret."""
        return self._settings.address

    def run(  # noqa: PLR0913 - each is one thing that a command may need
        self,
        *arguments: str,
        folder: Path | None = None,
        given: bytes = b"",
        variables: Mapping[str, str] | None = None,
        codes: Collection[int] = (0,),
        into: IO[bytes] | None = None,
        held: Collection[int] = (),
        limit: float | None = None,
    ) -> Finished:
        """Run one command to its end.

        Args:
            arguments: what follows `git`; never a secret.
            folder: the repository (`--git-dir`); None where the command needs none.
            given: its standard input.
            variables: more of its environment, such as GIT_INDEX_FILE or GIT_AUTHOR_NAME.
            codes: what it may end with.
            into: an open file for its standard output; None to have it returned.
            held: file descriptors that it keeps open for as long as it lives, so that a lock outlives a killed bot.
            limit: seconds for this command; None: as was given.

        Raises:
            GitError: git is absent, took too long, ended with another code, or the bot ends.
        """
        secrets = self._credentials.secrets()
        process = self._begin(arguments, folder, variables or {}, into, held)
        try:
            out, error = process.communicate(given, limit or self._limit)
        except subprocess.TimeoutExpired as expired:
            raise GitError(GitFault.STOPPED if self._is_closed else GitFault.SLOW) from expired
        finally:
            _end(process)
            with self._lock:
                self._running.discard(process)
        said = error.decode(errors="replace")
        for secret in secrets:
            said = said.replace(secret, "…")
        if process.returncode not in codes:
            fault = GitFault.STOPPED if self._is_closed else GitFault.of(said)
            raise GitError(fault, said, code=process.returncode, out=out or b"")
        return Finished(process.returncode, out or b"", said)

    def close(self) -> None:
        """End what is running, and begin nothing any more."""
        with self._lock:
            self._is_closed = True
            for process in self._running:
                _kill(process)

    def _begin(
        self,
        arguments: Collection[str],
        folder: Path | None,
        variables: Mapping[str, str],
        into: IO[bytes] | None,
        held: Collection[int],
    ) -> subprocess.Popen[bytes]:
        environment = {**self._environment(), **variables} | ({"GIT_DIR": str(folder.absolute())} if folder else {})
        with self._lock:
            if self._is_closed:
                raise GitError(GitFault.STOPPED)
            try:
                process = subprocess.Popen(
                    ["git", *arguments],
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=into or subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                    pass_fds=tuple(held),
                )
            except OSError as error:
                raise GitError(GitFault.ABSENT, error.strerror or "") from error
            self._running.add(process)
        return process

    def _environment(self) -> dict[str, str]:
        configuration = {**CONFIGURATION, **self._credentials.configuration()}
        numbered = {
            f"GIT_CONFIG_{part}_{number}": value
            for number, pair in enumerate(configuration.items())
            for part, value in zip(("KEY", "VALUE"), pair, strict=True)
        }
        return {
            **self._settings.environment,
            **self._credentials.environment(),
            "HOME": str(self._home.absolute()),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": _protocol(self._settings),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            **numbered,
            "GIT_CONFIG_COUNT": str(len(configuration)),
        }


def _protocol(settings: GitSettings) -> str:
    """That of the address alone: a redirection or a submodule leads nowhere else."""
    return "ssh" if settings.is_ssh else settings.address.partition(":")[0]


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what still runs of a command, children of git included, and let go of its pipes."""
    if process.returncode is None:
        _kill(process)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError):  # what was still to be given is not wanted any more
                pipe.close()
