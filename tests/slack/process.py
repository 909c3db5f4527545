"""`eig-bot run` as a process of its own."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Self

SECRET = "signing-secret"
READY_WITHIN = 60.0
"""Seconds that a start may take on a machine that is busy; it takes two on one that is not."""

Run = Callable[..., "Process"]


class Process:
    """A running bot."""

    def __init__(self, environment: dict[str, str], folder: Path, port: int, *, package: Path | None = None) -> None:
        """Start it; `package` is the folder that holds another `eig_bot` than this one."""
        self.port = port
        self.started = subprocess.Popen(
            [sys.executable, "-m", "eig_bot", "run", "--knowledge", str(folder)],
            env=environment,
            cwd=package or folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def get(self, path: str) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        return self._status(urllib.request.Request(f"http://127.0.0.1:{self.port}/slack/events", body, headers))

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            try:
                if self.get("/readyz") == 200:
                    return
            except OSError:
                pass
            if self.started.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(self.stop()[1])

    def stop(self) -> tuple[int, str]:
        """End the process as a process manager does; return its exit code and its log."""
        self.started.send_signal(signal.SIGTERM)
        _, log = self.started.communicate(timeout=30)
        return self.started.returncode, log.decode()

    def kill(self) -> None:
        """End the process as nobody would wish, if it has not ended."""
        if self.started.poll() is None:
            self.started.kill()
            self.started.communicate()

    def _status(self, request: urllib.request.Request) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
