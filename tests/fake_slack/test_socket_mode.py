"""Slack's own clients connect to the fake's Socket Mode, and what they answer is checked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from slack_bolt import Ack, App, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.waiting import PATIENCE

from . import FakeSlack, FakeSocket, Payload, dm, slash
from .names import DM


@contextmanager
def connected(fake: FakeSlack, socket_client: SocketModeClient) -> Iterator[FakeSocket]:
    """Run a client; in the end the fake hangs up first, or closing would wait for what the client listens to."""
    socket_client.connect()
    socket = fake.socket()
    socket.wait_until_connected()
    try:
        yield socket
    finally:
        socket_client.auto_reconnect_enabled = socket_client.default_auto_reconnect_enabled = False
        socket_client.closed = True
        socket.hang_up()
        socket_client.message_queue.put(None)
        socket_client.close()


def sdk_client(fake: FakeSlack, client: WebClient, listener: Callable[[SocketModeRequest], None]) -> SocketModeClient:
    socket_client = SocketModeClient(app_token=fake.app_token, web_client=client)

    def handle(sender: BaseSocketModeClient, request: SocketModeRequest) -> None:
        listener(request)
        sender.send_socket_mode_response({"envelope_id": request.envelope_id})

    socket_client.socket_mode_request_listeners.append(handle)
    return socket_client


def test_bolt_gets_an_event_through_and_answers(fake: FakeSlack, client: WebClient) -> None:
    app = App(client=client)

    @app.event("message")
    def answer(event: Payload, say: Say) -> None:
        say(text=f"reçu : {event['text']}", unfurl_links=False, unfurl_media=False)

    @app.command("/eig")
    def acknowledge(ack: Ack) -> None:
        ack("bien reçu")

    handler = SocketModeHandler(app, fake.app_token)
    with connected(fake, handler.client) as socket:
        envelope_id = socket.send("events_api", dm("le calendrier"))
        assert socket.wait_for_ack(envelope_id) == {"envelope_id": envelope_id}
        (call,) = fake.wait_for("chat.postMessage")
        assert (call.params["channel"], call.params["text"]) == (DM, "reçu : le calendrier")

        command = socket.send("slash_commands", slash("/eig", response_url=fake.response_url()))
        assert socket.wait_for_ack(command)["payload"] == {"text": "bien reçu"}
    assert fake.violations == []


def test_the_library_gets_the_envelope_as_slack_sends_it(fake: FakeSlack, client: WebClient) -> None:
    received: list[SocketModeRequest] = []
    payload = dm("bonjour")
    with connected(fake, sdk_client(fake, client, received.append)) as socket:
        event = socket.send("events_api", payload, retry_attempt=1, retry_reason="timeout")
        socket.wait_for_ack(event)
        click = socket.send("interactive", {"type": "block_actions"})
        socket.wait_for_ack(click)
    first, second = received
    assert (first.type, first.payload, first.retry_attempt, first.retry_reason) == ("events_api", payload, 1, "timeout")
    assert (first.accepts_response_payload, second.accepts_response_payload) == (False, True)
    assert (second.type, second.retry_attempt) == ("interactive", None)
    assert [ack["envelope_id"] for ack in socket.acks] == [event, click]


def test_a_client_that_is_asked_to_connects_anew(fake: FakeSlack, client: WebClient) -> None:
    arrived = Event()
    with connected(fake, sdk_client(fake, client, lambda _: arrived.set())) as socket:
        socket.disconnect("refresh_requested")
        socket.wait_until_connected(2)
        assert len(fake.calls_of("apps.connections.open")) == 2
        socket.wait_for_ack(socket.send("events_api", dm("encore là ?")))
        assert arrived.is_set()


# ---- seen without a library


@pytest.fixture
def link(fake: FakeSlack, client: WebClient) -> Iterator[ClientConnection]:
    url = str(client.apps_connections_open(app_token=fake.app_token)["url"])
    with connect(url, proxy=None, close_timeout=0.1) as connection:
        yield connection


def frame(connection: ClientConnection) -> Payload:
    value = json.loads(connection.recv(timeout=PATIENCE))
    assert isinstance(value, dict)
    return value


def test_a_client_is_greeted(link: ClientConnection) -> None:
    hello = frame(link)
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)


def test_a_ping_is_answered(link: ClientConnection) -> None:
    assert link.ping().wait(PATIENCE)


def test_a_client_without_a_ticket_is_turned_away(fake: FakeSlack, link: ClientConnection) -> None:
    assert frame(link)["type"] == "hello"
    with pytest.raises(InvalidStatus), connect(fake.socket().new_url().replace("ticket=", "ticket=x"), proxy=None):
        pass


def test_a_disconnect_says_why_and_ends_what_is_sent_there(fake: FakeSlack, link: ClientConnection) -> None:
    frame(link)
    fake.socket().wait_until_connected()
    fake.socket().disconnect("warning")
    assert frame(link)["reason"] == "warning"
    with pytest.raises(AssertionError, match="no client is connected"):
        fake.socket().send("events_api", dm("trop tard"), timeout=0.01)


def test_hanging_up_closes_the_connection(fake: FakeSlack, link: ClientConnection) -> None:
    frame(link)
    fake.socket().wait_until_connected()
    fake.socket().hang_up()
    with pytest.raises(ConnectionClosed):
        link.recv(timeout=PATIENCE)


def test_only_slack_s_kinds_of_envelopes_are_sent(fake: FakeSlack) -> None:
    with pytest.raises(ValueError, match="'hello' is not one of events_api, interactive, slash_commands"):
        fake.socket().send("hello", {})


def test_what_does_not_come_is_told(fake: FakeSlack) -> None:
    with pytest.raises(AssertionError, match="0 connections within"):
        fake.socket().wait_until_connected(timeout=0.01)
    with pytest.raises(AssertionError, match="envelope e1 not acknowledged"):
        fake.socket().wait_for_ack("e1", timeout=0.01)


@pytest.mark.parametrize(
    ("kind", "ack", "line"),
    [
        (
            "slash_commands",
            {"payload": {"text": "<!here>"}},
            "acknowledgement: text: <!here> notifies people, escape it",
        ),
        ("interactive", {"payload": {"view": None}}, "acknowledgement: view: an object is expected"),
        ("events_api", {"payload": {"text": "x"}}, "acknowledgement: payload: events take none"),
        ("events_api", {"ok": True}, "acknowledgement: ok: unknown property"),
    ],
)
def test_an_acknowledgement_with_a_fault_is_kept(
    fake: FakeSlack, link: ClientConnection, kind: str, ack: dict[str, Any], line: str
) -> None:
    frame(link)
    envelope_id = fake.socket().send(kind, {})
    assert frame(link)["envelope_id"] == envelope_id
    link.send(json.dumps({"envelope_id": envelope_id, **ack}))
    fake.socket().wait_for_ack(envelope_id)
    assert fake.violations == [line]


@pytest.mark.parametrize("text", ["bonjour", "[]", '{"envelope_id": "e1"}'])
def test_a_frame_that_acknowledges_nothing_is_a_fault(fake: FakeSlack, link: ClientConnection, text: str) -> None:
    frame(link)
    envelope_id = fake.socket().send("events_api", {})
    link.send(text)
    link.send(json.dumps({"envelope_id": envelope_id}))
    fake.socket().wait_for_ack(envelope_id)
    assert fake.violations == ["socket: a frame that acknowledges no envelope"]
