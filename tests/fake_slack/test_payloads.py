"""The payloads are what Slack sends: Bolt routes each to its listener, and what Slack signs is accepted."""

import time
from collections.abc import Callable

import pytest
from slack_bolt import App, BoltContext, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from . import (
    Payload,
    app_home_opened,
    as_bolt,
    as_http,
    block_action,
    bot_message,
    deleted_dm,
    dm,
    edited_dm,
    global_shortcut,
    mention,
    message_shortcut,
    own_message,
    posted_message,
    slash,
    view_submission,
    violations,
)
from .names import APP, BOT, BOT_USER, CHANNEL, DM, OTHER_CHANNEL, TEAM, USER

Came = list[tuple[str, BoltContext]]

SECRET = "a-signing-secret"
URL = "https://hooks.example.org/r"

EVENTS: list[Callable[..., Payload]] = [dm, mention, edited_dm, deleted_dm, bot_message, own_message]
INTERACTIONS: list[Payload] = [
    slash("/eig", "le calendrier & le reste", response_url=URL),
    block_action({"action_id": "avis", "value": "oui"}, response_url=URL),
    view_submission("question", {"b": {"a": "é"}}),
    message_shortcut("repondre", response_url=URL),
    global_shortcut("poser"),
]


@pytest.fixture
def came() -> Came:
    """The listeners that something came to, with its context."""
    return []


@pytest.fixture
def app(client: WebClient, came: Came) -> App:
    app = App(client=client, signing_secret=SECRET, process_before_response=True)

    def listener(name: str) -> Callable[[BoltContext], None]:
        def listen(context: BoltContext) -> None:
            came.append((name, context))
            context.ack()

        return listen

    app.event("message")(listener("message"))
    app.event("app_mention")(listener("app_mention"))
    app.event("app_home_opened")(listener("app_home_opened"))
    app.command("/eig")(listener("command"))
    app.action("avis")(listener("action"))
    app.view("question")(listener("view"))
    app.shortcut("repondre")(listener("message_shortcut"))
    app.shortcut("poser")(listener("shortcut"))
    return app


ROUTES = [
    (dm("bonjour"), "message", DM),
    (mention("bonjour"), "app_mention", CHANNEL),
    (bot_message("bonjour"), "message", DM),
    (edited_dm("bonjour"), "message", DM),
    (deleted_dm(), "message", DM),
    (app_home_opened(), "app_home_opened", DM),
    (INTERACTIONS[0], "command", OTHER_CHANNEL),
    (INTERACTIONS[1], "action", DM),
    (INTERACTIONS[2], "view", None),
    (INTERACTIONS[3], "message_shortcut", CHANNEL),
    (INTERACTIONS[4], "shortcut", None),
]


@pytest.mark.parametrize(
    ("payload", "listener", "channel"), ROUTES, ids=[f"{name}-{i}" for i, (_, name, _) in enumerate(ROUTES)]
)
def test_bolt_brings_each_payload_to_its_listener(
    app: App, came: Came, payload: Payload, listener: str, channel: str | None
) -> None:
    assert app.dispatch(as_bolt(payload)).status == 200
    body, headers = as_http(payload, SECRET)
    assert app.dispatch(BoltRequest(body=body.decode(), headers=dict(headers))).status == 200
    assert [name for name, _ in came] == [listener] * 2
    for _, context in came:
        assert (context.channel_id, context.team_id) == (channel, TEAM)


@pytest.mark.parametrize("payload", [dm("bonjour"), *INTERACTIONS], ids=lambda one: one.get("type", "command"))
def test_bolt_knows_who_acts(app: App, came: Came, payload: Payload) -> None:
    app.dispatch(as_bolt(payload))
    assert came[0][1].user_id == USER


def test_bolt_leaves_out_what_the_bot_wrote_itself(app: App, came: Came) -> None:
    app.dispatch(as_bolt(own_message("bonjour")))
    assert came == []


# ---- events


@pytest.mark.parametrize("made", EVENTS)
def test_an_event_has_the_envelope_that_slack_puts_around_it(made: Callable[..., Payload]) -> None:
    payload = made("bonjour")
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == ("event_callback", TEAM, APP)
    (authorization,) = payload["authorizations"]
    assert (authorization["user_id"], authorization["is_bot"]) == (BOT_USER, True)
    assert payload["event_time"] == int(float(payload["event"]["event_ts"]))


@pytest.mark.parametrize("made", [*EVENTS, lambda _: app_home_opened()])
def test_no_two_events_are_taken_for_one(made: Callable[..., Payload]) -> None:
    first, second = made("bonjour"), made("bonjour")
    assert first["event_id"] != second["event_id"]
    assert first["event"]["event_ts"] < second["event"]["event_ts"]


def test_a_retry_is_the_same_event_again() -> None:
    first = dm("bonjour", event_id="Ev1", ts="1700000000.000100")
    assert first["event_id"] == dm("encore", event_id="Ev1")["event_id"]
    assert first["event"]["ts"] == first["event"]["event_ts"] == "1700000000.000100"
    headers = as_bolt(first, retry_num=1).headers
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == (["1"], ["http_timeout"])


def test_a_first_attempt_is_numbered_in_socket_mode_only() -> None:
    assert as_bolt(dm("x")).headers["x-slack-retry-num"] == ["0"]
    assert "x-slack-retry-num" not in as_bolt(INTERACTIONS[0]).headers
    assert "X-Slack-Retry-Num" not in as_http(dm("x"), SECRET)[1]


def test_a_dm_is_what_a_person_wrote_to_the_bot() -> None:
    event = dm("R&D < 3 ?")["event"]
    assert (event["type"], event["channel_type"], event["channel"], event["user"]) == ("message", "im", DM, USER)
    assert event["text"] == "R&amp;D &lt; 3 ?"
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "R&D < 3 ?"}]
    assert event["client_msg_id"]
    assert "thread_ts" not in event


def test_a_reply_is_in_its_thread_and_takes_anything_more() -> None:
    event = dm("et pour une DDT ?", thread_ts="1700000000.000100", files=[])["event"]
    assert (event["thread_ts"], event["files"]) == ("1700000000.000100", [])


def test_markup_is_not_escaped() -> None:
    text = "<@U0AUTRE01> dans <#C0PROJET|projet> : <https://example.org/?a=1|ici> <!here>"
    event = dm(text)["event"]
    assert event["text"] == text
    kinds = [leaf["type"] for leaf in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["user", "text", "channel", "text", "link", "text", "broadcast"]
    assert violations(event["blocks"], "message") == []


def test_a_mention_names_the_bot_once() -> None:
    event = mention("quand ?")["event"]
    assert (event["text"], event["channel"]) == (f"<@{BOT_USER}> quand ?", CHANNEL)
    assert mention(f"dis <@{BOT_USER}>, quand ?")["event"]["text"] == f"dis <@{BOT_USER}>, quand ?"


def test_an_edit_carries_both_messages() -> None:
    event = edited_dm("après", previous="avant", ts="1700000000.000100")["event"]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("après", "avant")
    assert event["message"]["ts"] == event["previous_message"]["ts"] == "1700000000.000100" < event["ts"]
    assert event["message"]["edited"]["user"] == USER


def test_a_deletion_carries_what_was_there() -> None:
    event = deleted_dm("oups")["event"]
    assert (event["subtype"], event["previous_message"]["text"]) == ("message_deleted", "oups")
    assert event["deleted_ts"] == event["previous_message"]["ts"]


def test_a_bot_s_messages_say_so() -> None:
    other, own = bot_message("x")["event"], own_message("x")["event"]
    assert (other["subtype"], other["bot_id"] != BOT, "user" in other) == ("bot_message", True, False)
    assert (own["user"], own["bot_id"], own["app_id"], "subtype" in own) == (BOT_USER, BOT, APP, False)


def test_the_home_has_two_tabs() -> None:
    assert [app_home_opened(tab)["event"]["tab"] for tab in ("home", "messages")] == ["home", "messages"]


# ---- commands, clicks, forms


def test_a_click_in_a_message_brings_the_message_along() -> None:
    message = posted_message("réponse", ts="1700000000.000200", thread_ts="1700000000.000100")
    body = block_action({"action_id": "avis", "value": "oui"}, message=message, response_url=URL)
    assert body["container"]["message_ts"] == body["message"]["ts"] == "1700000000.000200"
    assert body["container"]["thread_ts"] == "1700000000.000100"
    (action,) = body["actions"]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "oui", "b0")


def test_a_click_in_an_ephemeral_message_does_not() -> None:
    body = block_action({"action_id": "avis"}, ephemeral=True, response_url=URL)
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body


def test_a_click_in_a_view_brings_the_view_along() -> None:
    view = {"id": "V1", "type": "home", "blocks": []}
    body = block_action({"action_id": "avis"}, view=view, values={"b": {"a": "x"}})
    assert body["container"] == {"type": "view", "view_id": "V1"}
    assert body["view"]["state"]["values"] == {"b": {"a": {"type": "plain_text_input", "value": "x"}}}
    assert "response_url" not in body


def test_a_click_is_in_one_place() -> None:
    with pytest.raises(ValueError, match="in a message or in a view"):
        block_action({}, message={"ts": "1"}, view={})


def test_a_form_carries_what_was_filled_in() -> None:
    chosen = {"type": "static_select", "selected_option": {"value": "a"}}
    view = view_submission("question", {"b": {"a": None, "c": chosen}}, "{}")["view"]
    assert (view["callback_id"], view["private_metadata"]) == ("question", "{}")
    assert view["state"]["values"] == {"b": {"a": {"type": "plain_text_input", "value": None}, "c": chosen}}


def test_a_shortcut_is_picked_on_a_message() -> None:
    message = {"type": "message", "ts": "1700000000.000100", "text": "quand ?", "user": "U0AUTRE01"}
    body = message_shortcut("repondre", message, URL)
    assert (body["message"], body["message_ts"], body["response_url"]) == (message, "1700000000.000100", URL)


def test_every_interaction_has_a_trigger_of_its_own() -> None:
    made = [global_shortcut("poser") for _ in range(3)] + [block_action({}), slash("/eig", response_url=URL)]
    assert len({one["trigger_id"] for one in made}) == 5
    assert global_shortcut("poser", trigger_id="t1")["trigger_id"] == "t1"


# ---- on their way


@pytest.mark.parametrize("payload", [dm("é"), *INTERACTIONS], ids=lambda one: one.get("type", "command"))
def test_what_is_posted_is_signed(payload: Payload) -> None:
    body, headers = as_http(payload, SECRET)
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert not SignatureVerifier("another").is_valid_request(body, headers)
    assert not SignatureVerifier(SECRET).is_valid_request(body + b" ", headers)


def test_events_travel_as_json_and_the_rest_as_forms() -> None:
    kinds = [as_http(payload, SECRET)[1]["Content-Type"] for payload in (dm("x"), *INTERACTIONS)]
    assert kinds == ["application/json"] + ["application/x-www-form-urlencoded"] * 5
    assert as_http(INTERACTIONS[1], SECRET)[0].startswith(b"payload=%7B")


def test_an_old_request_and_a_retry_can_be_made() -> None:
    moment = int(time.time()) - 301
    body, headers = as_http(dm("x"), SECRET, timestamp=moment, retry_num=2, retry_reason="http_error")
    assert headers["X-Slack-Request-Timestamp"] == str(moment)
    assert (headers["X-Slack-Retry-Num"], headers["X-Slack-Retry-Reason"]) == ("2", "http_error")
    assert not SignatureVerifier(SECRET).is_valid_request(body, headers)


def test_a_payload_stays_good_for_a_second_time() -> None:
    payload = mention("bonjour")
    as_bolt(payload).body["event"].clear()
    assert payload["event"]["text"].endswith("bonjour")
