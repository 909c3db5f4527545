"""`eig-bot run` as a process of its own."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE, wait_until

SECRET = "signing-secret"
PORTS = range(10_000, 32_000)
"""Which no system gives to a socket that asks for any port: what is free now is free when the process starts."""

Run = Callable[..., "Process"]

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Process:
    """A running bot."""

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path,
        port: int,
        *,
        package: Path | None = None,
        module: str = "eig_bot",
        is_from_git: bool = False,
        command: Sequence[str] = (),
    ) -> None:
        """Start it; `package` is the folder that holds another `eig_bot` than this one, or the `module` that is run.

        A `command` is run in the place of all that; it is started in `folder`.
        """
        own = [sys.executable, "-m", module, "run", *(() if is_from_git else ("--knowledge", str(folder)))]
        self.port = port
        self.started = subprocess.Popen(
            list(command) or own,
            env=environment,
            cwd=package or folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        self._log = b""
        self._reader = threading.Thread(target=self._read, daemon=True)  # a pipe that nobody reads fills up
        self._reader.start()

    def get(self, path: str) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}/slack/events", body, headers))

    def post_raw(self, body: bytes, headers: Mapping[str, str], path: str = "/slack/events", method: str = "POST") -> int:
        """Send headers as they are given, in Latin-1; return the status, also of an answer that comes before the body is read.

        A `Content-Length` is added, unless the headers say how the body is sent.
        """
        length = {} if {"Content-Length", "Transfer-Encoding"} & headers.keys() else {"Content-Length": str(len(body))}
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: bot",
            *(f"{name}: {value}" for name, value in {**headers, **length}.items()),
        ]
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            with suppress(ConnectionError):
                line.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
            return int(line.makefile("rb").readline().split()[1])

    def post_and_read(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Post as `post` does, and return the status and what is answered."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/slack/events", body, headers)
        with _OPENER.open(request, timeout=PATIENCE) as response:
            return int(response.status), response.read()

    def cpu_seconds(self) -> float:
        """Return how much of a core's time the process has taken since it was started."""
        fields = Path(f"/proc/{self.started.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def log(self) -> str:
        """What it has written to its log until now."""
        return self._log.decode()

    def wait_until_ready(self) -> None:
        self.wait_until_up("/readyz")

    def wait_until_up(self, path: str = "/healthz") -> None:
        wait_until(lambda: self.started.poll() is not None or self._answers(path), every=0.05)
        if self.started.poll() is not None:
            raise AssertionError(self.wait()[1])

    def stop(self) -> tuple[int, str]:
        """End the process as a process manager does; return its exit code and its log."""
        self.started.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> tuple[int, str]:
        """Return the exit code and the log of a process that ends by itself."""
        code = self.started.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code, self.log

    def kill(self) -> None:
        """End the process as nobody would wish; nothing if it has ended."""
        self.started.kill()
        self.started.wait()

    def _read(self) -> None:
        assert self.started.stderr
        with self.started.stderr as log:
            for line in log:
                self._log += line

    def _answers(self, path: str) -> bool:
        try:
            return self.get(path) == 200
        except OSError:
            return False

    def _status(self, request: urllib.request.Request) -> int:
        try:
            with _OPENER.open(request, timeout=PATIENCE) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


def start_process(slack: str, data: Path, pages: Path, variables: Mapping[str, str], **how: Any) -> Process:  # noqa: ANN401 - as `Process`
    """Start a bot before the Slack at some address, with more variables than it needs; `how` is as for `Process`."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": "xoxb-fake",
        "SLACK_API_URL": slack,
        "EIG_BOT_DATA": str(data),
        "EIG_BOT_TODAY": "2030-02-01",
        "PORT": str(port),
    }
    return Process({**environment, **variables}, pages, port, **how)


def free_port() -> int:
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
