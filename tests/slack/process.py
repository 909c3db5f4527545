"""`eig-bot run` as a process of its own."""

import random
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.waiting import PATIENCE, wait_until

SECRET = "signing-secret"
PORTS = range(10_000, 32_000)
"""Which no system gives to a socket that asks for any port: what is free now is free when the process starts."""

Run = Callable[..., "Process"]


class Process:
    """A running bot."""

    def __init__(
        self, environment: dict[str, str], folder: Path, port: int, *, package: Path | None = None, module: str = "eig_bot"
    ) -> None:
        """Start it; `package` is the folder that holds another `eig_bot` than this one, or the `module` that is run."""
        self.port = port
        self.started = subprocess.Popen(
            [sys.executable, "-m", module, "run", "--knowledge", str(folder)],
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
        return code, self._log.decode()

    def kill(self) -> None:
        """End the process as nobody would wish; nothing if it has ended."""
        self.started.kill()
        self.started.wait()

    def _read(self) -> None:
        assert self.started.stderr
        with self.started.stderr as log:
            self._log = log.read()

    def _answers(self, path: str) -> bool:
        try:
            return self.get(path) == 200
        except OSError:
            return False

    def _status(self, request: urllib.request.Request) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=PATIENCE) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


def free_port() -> int:
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
