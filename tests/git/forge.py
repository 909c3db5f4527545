"""A forge on 127.0.0.1: a real `git http-backend` behind a small server with a password, which can misbehave.

::

    with Forge(tmp_path) as forge:
        forge.commit({"knowledge/page.md": b"..."})
        forge.address          # http://127.0.0.1:PORT/team/pages.git
        forge.tokens = {"another"}   # what is taken from now on
"""

import base64
import gzip
import os
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

TOKEN = "jeton-de-la-forge-0123456789"
"""What a forge takes until it is told otherwise."""
NAME = "team/pages.git"

Content = bytes | str | None
"""Of a file: bytes or text; None: it is deleted."""


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link in a commit."""

    to: str


@dataclass(frozen=True, slots=True)
class Submodule:
    """A submodule in a commit."""

    sha: str = "1" * 40


@dataclass(slots=True)
class Manners:
    """How the server behaves; each may be set at any moment."""

    status: int | None = None
    """Answer everything with it."""
    location: str | None = None
    """Where a redirection leads."""
    hangs: bool = False
    """Take a request and say nothing until the forge is stopped or `hangs` is over."""
    hangs_after: int | None = None
    """Hang from the request of this number on, counted from 1 since the forge was made."""
    cut: int | None = None
    """End each answer that carries a pack after so many bytes."""
    pushes: Literal["taken", "refused"] = "taken"
    """"refused": the token may read only."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked."""

    method: str
    path: str
    authorization: str = field(repr=False)


class Forge:
    """One repository and its server."""

    def __init__(self, place: Path, *, name: str = NAME, filters: bool = True) -> None:
        """Make an empty repository in a folder; `start` or `with` serves it. `filters`: whether partial copies are served."""
        self.root = place / "forge"
        self.repository = self.root / name
        self.name = name
        self.tokens = {TOKEN}
        self.manners = Manners()
        self.requests: list[Request] = []
        self._port = 0
        self._server: ThreadingHTTPServer | None = None
        self.free = threading.Event()
        self.repository.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", "--initial-branch=main")
        self.git("config", "http.receivepack", "true")
        self.git("config", "uploadpack.allowFilter", str(filters).lower())
        for option, value in {"gc.auto": "0", "core.compression": "0", "pack.threads": "1"}.items():
            self.git("config", option, value)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/{self.name}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Serve, at the same port as before where it was stopped."""
        self.free.clear()
        forge = self

        class Handler(_Handler):
            served = forge

        self._server = _Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), name="forge", daemon=True).start()

    def stop(self) -> None:
        """Refuse connections."""
        self.free.set()
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def git(self, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None) -> str:
        """Run git in the repository itself; return what it prints."""
        environment = {**plain_environment(self.root), **(variables or {}), "GIT_DIR": str(self.repository)}
        done = subprocess.run(["git", *arguments], input=given, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(
        self,
        files: Mapping[str, Content | Link | Submodule],
        *,
        branch: str = "main",
        message: str = "Une modification",
        new_root: bool = False,
        at: int = 1_790_000_000,
    ) -> str:
        """Write files onto a branch; return the commit.

        Args:
            files: by path; those that are not named stay as they are.
            branch: it is made where it is missing.
            message: of the commit.
            new_root: True for a history that has nothing to do with the one before, as after a force-push.
            at: when, in seconds since 1970.
        """
        return self.commits([files], branch=branch, message=message, new_root=new_root, at=at)

    def commits(
        self,
        several: list[Mapping[str, Content | Link | Submodule]],
        *,
        branch: str = "main",
        message: str = "Une modification",
        new_root: bool = False,
        at: int = 1_790_000_000,
    ) -> str:
        """Write several commits at once, as `commit` does; return the last."""
        there = self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        parent = "" if new_root or not there else f"from refs/heads/{branch}^0\n"
        stream = b"".join(
            _commit(files, branch, message, at, parent if number == 0 else "", new_root=new_root and number == 0)
            for number, files in enumerate(several)
        )
        self.git("fast-import", "--quiet", "--force", given=stream)
        return self.head(branch)

    def head(self, branch: str = "main") -> str:
        """Return the commit at the end of a branch."""
        return self.git("rev-parse", f"refs/heads/{branch}")

    def read(self, path: str, branch: str = "main") -> bytes:
        """Return a file of a branch, byte by byte."""
        environment = {**plain_environment(self.root), "GIT_DIR": str(self.repository)}
        arguments = ["git", "cat-file", "blob", f"refs/heads/{branch}:{path}"]
        return subprocess.run(arguments, env=environment, capture_output=True, check=True).stdout

    def delete(self, branch: str) -> None:
        """Delete a branch."""
        self.git("update-ref", "-d", f"refs/heads/{branch}")


def plain_environment(home: Path) -> dict[str, str]:
    """Return an environment for git that holds nothing of who runs the tests."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed in the middle is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    """A request, handed to `git http-backend` as a CGI program."""

    served: Forge
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # the body, sent after the head, would wait for 40 ms

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self._body())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as in the base class
        """Nothing is printed."""

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        else:
            parts = []
            while size := int(self.rfile.readline().strip(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            body = b"".join(parts)
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def _serve(self, body: bytes) -> None:
        forge, manners = self.served, self.served.manners
        authorization = self.headers.get("Authorization", "")
        forge.requests.append(Request(self.command, self.path, authorization))
        number = len(forge.requests)
        while (manners.hangs or number >= (manners.hangs_after or number + 1)) and not forge.free.wait(0.02):
            pass
        if manners.status:
            headers = {"Location": manners.location} if manners.location else {}
            self._answer(manners.status, headers, b"")
        elif not self._is_known(authorization):
            self._answer(401, {"WWW-Authenticate": 'Basic realm="forge"'}, b"")
        elif "git-receive-pack" in self.path and manners.pushes == "refused":
            self._answer(403, {}, b"")
        else:
            self._run(body)

    def _is_known(self, authorization: str) -> bool:
        kind, _, value = authorization.partition(" ")
        if kind != "Basic":
            return False
        return base64.b64decode(value).decode().partition(":")[2] in self.served.tokens

    def _run(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        environment = {
            **plain_environment(self.served.root),
            "GIT_PROJECT_ROOT": str(self.served.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_USER": "robot",
            "REMOTE_ADDR": "127.0.0.1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        status = int(headers.pop("Status", "200").split()[0])
        self._answer(status, headers, content)

    def _answer(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        cut = self.served.manners.cut
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if cut is not None and b"PACK" in content[:8192]:
            self.wfile.write(content[:cut])
            self.close_connection = True
        else:
            self.wfile.write(content)


def _commit(
    files: Mapping[str, Content | Link | Submodule], branch: str, message: str, at: int, parent: str, *, new_root: bool
) -> bytes:
    """One commit as `git fast-import` reads it."""
    said = message.encode()
    reset = f"reset refs/heads/{branch}\n\n" if new_root else ""
    head = f"{reset}commit refs/heads/{branch}\ncommitter Jardin <jardin@exemple.test> {at} +0000\ndata {len(said)}\n"
    changes = b"".join(_change(path, content) for path, content in files.items())
    return head.encode() + said + b"\n" + parent.encode() + changes + b"\n"


def _change(path: str, content: Content | Link | Submodule) -> bytes:
    name = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    match content:
        case None:
            return f"D {name}\n".encode()
        case Submodule(sha):
            return f"M 160000 {sha} {name}\n".encode()
        case Link(to):
            return f"M 120000 inline {name}\ndata {len(to.encode())}\n{to}\n".encode()
        case _:
            data = content.encode() if isinstance(content, str) else content
            return f"M 100644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n"
