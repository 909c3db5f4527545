"""The fake Slack: a real HTTP server, and with it the websocket server of Socket Mode, on this machine only."""

import json
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.waiting import PATIENCE

from . import names
from .methods import BOOLEANS, LISTS, OBJECTS
from .rules import is_timestamp, message_problems, unfurl_problems
from .socket_mode import FakeSocket
from .workspace import SCOPES, RefusedError, Workspace, refuse_any

RESPONSE_URL = "response_url"
RESPONSE_KEYS = frozenset(
    {
        "blocks",
        "delete_original",
        "replace_original",
        "response_type",
        "text",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
    }
)
RESPONSE_USES = 5
REFUSED_BODY = {"ok": False, "error": "invalid_json"}


@dataclass(frozen=True)
class Call:
    """One request as it arrived, and the error that it was answered with, if any."""

    method: str
    params: dict[str, Any]
    token: str | None
    error: str = ""


@dataclass(frozen=True)
class Reply:
    """What goes back over HTTP."""

    body: str
    status: int = 200
    headers: Mapping[str, str] | None = None
    error: str = ""


LOST = Reply("")
"""An answer that never arrives: the connection is closed instead."""


class _Server(ThreadingHTTPServer):
    """The standard server, without its look-up of the machine's name, which may take seconds without a network."""

    # Many threads of a bot may call at the same moment.
    request_queue_size = 128

    def __init__(self, fake: "FakeSlack") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake

    def server_bind(self) -> None:
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as in the library
        """Say nothing of a client that went away in the middle, as a bot that is closed does; keep all else."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            self.fake.violations.append(f"the fake itself failed: {error!r}")


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        if len(body) < size:
            return  # the client was killed in the middle of it
        reply = self.server.fake.receive(self.path, self.headers, body)
        if reply is LOST:
            self.close_connection = True
            return
        content = reply.body.encode()
        self.send_response(reply.status)
        kind = "application/json" if reply.body.startswith("{") else "text/plain"
        for name, value in {"Content-Type": f"{kind}; charset=utf-8", **(reply.headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Keep requests out of the tests' output: they are in `calls`."""


class FakeSlack(Workspace):
    """Slack on this machine: use it as a context manager, and give its `url` to a client as `base_url`.

    What a bot does wrong is answered as Slack would and kept in `violations`, which a test expects to be empty.
    """

    def __init__(
        self,
        *,
        scopes: Iterable[str] = SCOPES,
        members: Iterable[str] = (names.CHANNEL,),
        bot_token: str = names.BOT_TOKEN,
        app_token: str = names.APP_TOKEN,
    ) -> None:
        super().__init__(scopes=scopes, members=members, bot_token=bot_token, app_token=app_token)
        self._calls: list[Call] = []
        self._arrival = threading.Condition()
        self._failures: defaultdict[str, list[Reply]] = defaultdict(list)
        self._delays: dict[str, float] = {}
        self._limits: dict[str, str] = {}
        self._lost: list[str] = []
        self._held: frozenset[str] = frozenset()
        self._let_go = threading.Event()
        self._response_uses: dict[str, int] = {}
        self._closing = threading.Event()
        self._socket: FakeSocket | None = None
        self._http: _Server | None = None

    # ---- life

    def __enter__(self) -> Self:
        self._http = _Server(self)
        # How often the server looks whether to stop: by default twice a second, and every close would wait for it.
        threading.Thread(target=self._http.serve_forever, args=(0.002,), daemon=True, name="fake-slack").start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let every client go and stop serving; the context manager does it too."""
        self._closing.set()
        self._let_go.set()
        if self._socket is not None:
            self._socket.close()
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()

    @property
    def address(self) -> str:
        if self._http is None:
            raise RuntimeError("use FakeSlack as a context manager")
        return f"http://127.0.0.1:{self._http.server_port}/"

    @property
    def url(self) -> str:
        """The base of the Web API, for `WebClient(base_url=...)`."""
        return f"{self.address}api/"

    def socket(self) -> FakeSocket:
        """Socket Mode's side of the fake, started at the first use."""
        with self._lock:
            if self._socket is None:
                self._socket = FakeSocket(self)
            return self._socket

    def socket_url(self) -> str:
        return self.socket().new_url()

    # ---- what arrived

    @property
    def calls(self) -> list[Call]:
        """Every request until now, oldest first."""
        with self._arrival:
            return list(self._calls)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def wait_for(self, method: str, count: int = 1, timeout: float = PATIENCE) -> list[Call]:
        """Give the calls of a method once there are so many of them."""
        with self._arrival:
            if self._arrival.wait_for(lambda: len(self.calls_of(method)) >= count, timeout):
                return self.calls_of(method)
            received = ", ".join(f"{call.method} {call.error}".strip() for call in self._calls) or "nothing"
        raise AssertionError(f"{count} x {method} expected within {timeout} s, received: {received}")

    def forget(self) -> None:
        """Empty `calls`, so that the next step of a scenario starts afresh."""
        with self._arrival:
            self._calls.clear()

    # ---- what goes wrong on purpose

    def fail(
        self,
        method: str,
        *,
        error: str = "internal_error",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        times: int = 1,
    ) -> None:
        """Answer the next calls of a method so; a 429 says what Slack's says."""
        if status == 429:
            error = "ratelimited" if error == "internal_error" else error
            headers = {"Retry-After": "1", **(headers or {})}
        body = error if method == RESPONSE_URL else json.dumps({"ok": False, "error": error})
        self._failures[method] += [Reply(body, status, headers, error)] * times

    def lose_answers(self, *methods: str) -> None:
        """Do what the next call of each method asks for, and hang up instead of saying so."""
        self._lost += methods

    def garble(self, method: str, body: str) -> None:
        """Answer the next call of a method with what is no JSON of Slack's."""
        self._failures[method].append(Reply(body, error="garbled"))

    def mend(self, method: str) -> None:
        """Take back what `fail` has planned for a method."""
        with self._lock:
            self._failures.pop(method, None)

    def limit(self, channel: str, retry_after: str) -> None:
        """Answer every call about a channel with 429 from now on, and say so as its `Retry-After`; `unlimit` takes it back."""
        self._limits[channel] = retry_after

    def unlimit(self, channel: str) -> None:
        """Take calls about a channel again."""
        self._limits.pop(channel, None)

    def delay(self, method: str, seconds: float) -> None:
        """Answer a method so much later from now on; 0 takes it back."""
        self._delays[method] = seconds

    def hold(self, *methods: str) -> None:
        """Answer these methods only once `let_go` is called."""
        self._let_go.clear()
        self._held = frozenset(methods)

    def let_go(self) -> None:
        """Answer what `hold` has held back, and hold nothing more."""
        self._held = frozenset()
        self._let_go.set()

    # ---- a request

    def receive(self, path: str, headers: Message, body: bytes) -> Reply:
        """Answer one HTTP request."""
        parts = urlsplit(path)
        method = parts.path.rpartition("/")[2]
        if parts.path.startswith("/response/"):
            return self._settle(RESPONSE_URL, *self._take_response(method, headers, body))
        if not parts.path.startswith("/api/"):
            return Reply("not_found", 404)
        return self._settle(method, *self._take_call(method, parts.query, headers, body))

    def _settle(self, method: str, call: Call, reply: Reply) -> Reply:
        """Keep the call, then wait if the method is slow: a test sees what arrived before it is answered."""
        with self._arrival:
            self._calls.append(call)
            self._arrival.notify_all()
        self._closing.wait(self._delays.get(method, 0))
        if method in self._held:
            self._let_go.wait(PATIENCE)
        with self._lock:
            if method in self._lost:
                self._lost.remove(method)
                return LOST
        return reply

    def _failure(self, method: str) -> Reply | None:
        with self._lock:
            planned = self._failures[method]
            return planned.pop(0) if planned else None

    def _take_call(self, method: str, query: str, headers: Message, body: bytes) -> tuple[Call, Reply]:
        try:
            params = _decoded(query, headers.get("Content-Type") or "", body)
        except ValueError as error:
            self.violations.append(f"{method}: {error}")
            return Call(method, {}, None, "invalid_json"), Reply(json.dumps(REFUSED_BODY), error="invalid_json")
        bearer = (headers.get("Authorization") or "").removeprefix("Bearer ") or None
        token = params.pop("token", bearer)
        reply = self._failure(method) or self._limit_of(params) or self._answered(method, params, token)
        return Call(method, params, token, reply.error), reply

    def _limit_of(self, params: Mapping[str, Any]) -> Reply | None:
        retry_after = self._limits.get(str(params.get("channel") or params.get("channel_id")))
        if retry_after is None:
            return None
        return Reply(json.dumps({"ok": False, "error": "ratelimited"}), 429, {"Retry-After": retry_after}, "ratelimited")

    def _answered(self, method: str, params: dict[str, Any], token: str | None) -> Reply:
        answer = self.answer(method, params, token)
        scopes = {"X-OAuth-Scopes": ",".join(sorted(self.scopes))}
        return Reply(json.dumps(answer), 200, scopes, answer.get("error", ""))

    # ---- response_url

    def response_url(self) -> str:
        """A fresh response_url, good for five uses."""
        with self._lock:
            key = f"R{len(self._response_uses) + 1:08d}"
            self._response_uses[key] = 0
        return f"{self.address}response/{names.TEAM}/{key}"

    def _take_response(self, key: str, headers: Message, body: bytes) -> tuple[Call, Reply]:
        params: dict[str, Any] = {}
        reply = self._failure(RESPONSE_URL)
        with self._refusals() as refused:
            params = _json_object(headers.get("Content-Type") or "", body)
            if reply is None:
                self._check_response(key, params)
        reply = reply or (refused[0] if refused else Reply("ok"))
        return Call(RESPONSE_URL, params, None, reply.error), reply

    @contextmanager
    def _refusals(self) -> Iterator[list[Reply]]:
        replies: list[Reply] = []
        try:
            yield replies
        except RefusedError as refusal:
            self.violations += [f"{RESPONSE_URL}: {line}" for line in refusal.problems]
            status = 404 if refusal.error in {"used_url", "no_such_url"} else 400
            replies.append(Reply(refusal.error, status, None, refusal.error))

    def _check_response(self, key: str, params: dict[str, Any]) -> None:
        with self._lock:
            if key not in self._response_uses:
                raise RefusedError("no_such_url")
            if self._response_uses[key] >= RESPONSE_USES:
                raise RefusedError("used_url", [f"{RESPONSE_USES} uses at most"])
            self._response_uses[key] += 1
        self._check_response_keys(params)
        if params.get("delete_original") is not True:
            problems = message_problems(params, mentions=self.allow_mentions)
            refuse_any([*problems, *unfurl_problems(params, required=False)])

    def _check_response_keys(self, params: dict[str, Any]) -> None:
        lines = [f"{key}: unknown argument" for key in sorted(params.keys() - RESPONSE_KEYS)]
        if params.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
            lines.append("response_type: ephemeral or in_channel is expected")
        flags = ("delete_original", "replace_original")
        lines += [f"{key}: true or false is expected" for key in flags if not isinstance(params.get(key, False), bool)]
        if "thread_ts" in params and not is_timestamp(params["thread_ts"]):
            lines.append(f"thread_ts: {params['thread_ts']!r} is not the time of a message")
        refuse_any(("invalid_payload", line) for line in lines)


def _json_object(content_type: str, body: bytes) -> dict[str, Any]:
    if not content_type.startswith("application/json"):
        raise RefusedError("invalid_payload", ["JSON is expected"])
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise RefusedError("invalid_payload", ["a JSON object is expected"])
    return value


def _decoded(query: str, content_type: str, body: bytes) -> dict[str, Any]:
    """Read arguments from the query and from a JSON or form body; the parts that forms carry as JSON are decoded."""
    fields: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        content = json.loads(body or b"{}")
        if not isinstance(content, dict):
            raise ValueError("a JSON object is expected")
        fields.update(content)
    else:
        fields.update(parse_qsl(body.decode(), keep_blank_values=True))
    return {name: _field(name, value) for name, value in fields.items()}


def _field(name: str, value: object) -> object:
    if name in BOOLEANS and isinstance(value, str):
        return {"1": True, "true": True, "0": False, "false": False}.get(value, value)
    if name in LISTS | OBJECTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            # Left as it is, to be refused as an argument of the wrong form.
            return value
    return value
