"""A line between clients and a server of this machine, which goes dead as a pulled cable does: nobody is told."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial


class Line:
    """Carries what both sides say; while it is dead it carries nothing, and keeps what comes in."""

    def __init__(self, port: int) -> None:
        """Carry to this port of this machine; `port` is the line's own."""
        self._to = port
        self._alive = threading.Event()
        self._alive.set()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._begin(self._accept)

    def die(self) -> None:
        """Carry nothing more in either direction, for those who are there and for those who come."""
        self._alive.clear()

    def revive(self) -> None:
        """Carry again, also what came in meanwhile."""
        self._alive.set()

    def close(self) -> None:
        self._closed.set()
        self._alive.set()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                self._begin(partial(self._carry, client, server))
                self._begin(partial(self._carry, server, client))

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError), source, target:  # one of them has gone
            while content := source.recv(65_536):
                self._alive.wait()
                if self._closed.is_set():
                    return
                target.sendall(content)

    def _begin(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, daemon=True, name="line").start()
