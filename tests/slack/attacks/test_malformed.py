"""What is signed but malformed is refused or answered; it is no fault of the bot's, and stops nothing that comes behind it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from eig_bot.messages import slack as messages
from tests.fake_slack import (
    Payload,
    block_action,
    dm,
    global_shortcut,
    mention,
    message_shortcut,
    posted_message,
    slash,
    view_submission,
)
from tests.slack.attacks.conftest import QUESTION, Door
from tests.slack.attacks.signing import FORM, JSON, escaped_json, signed
from tests.slack.conftest import TEAM_USER
from tests.waiting import wait_until


def changed(**fields: object) -> Payload:
    payload = dm(QUESTION)
    return payload | {"event": payload["event"] | fields}


def clicked(action_id: str = "related:0", value: object = "x", **more: Any) -> Payload:  # noqa: ANN401 - what a body holds
    return block_action({"action_id": action_id, "value": value}, message=posted_message()) | more


def submitted(form: str, metadata: str = "", values: Any = None) -> Payload:  # noqa: ANN401 - what a body holds
    payload = view_submission(form, {}, metadata, user=TEAM_USER)  # whom the forms of the team are for too
    payload["view"]["state"]["values"] = {} if values is None else values
    return payload


def nested(depth: int) -> Any:  # noqa: ANN401 - a list of lists of lists
    found: Any = []
    for _ in range(depth):
        found = [found]
    return found


MALFORMED: dict[str, Callable[[], Payload]] = {
    "event is a list": lambda: dm("x") | {"event": []},
    "event is a text": lambda: dm("x") | {"event": "message"},
    "event is a number": lambda: dm("x") | {"event": 3},
    "event_id is a list": lambda: dm("x") | {"event_id": ["Ev1"]},
    "event_id is long": lambda: dm("x") | {"event_id": "E" * 100_000},
    "text is an object": lambda: changed(text={"a": 1}),
    "channel is a number": lambda: changed(channel=7),
    "channel is none": lambda: changed(channel=None),
    "ts is none": lambda: changed(ts=None),
    "ts is no time": lambda: changed(ts="hier"),
    "thread_ts is a list": lambda: changed(thread_ts=[1]),
    "user is a list": lambda: changed(user=["U1"]),
    "blocks are a text": lambda: changed(text="", blocks="x"),
    "attachments are numbers": lambda: changed(text="", attachments=[1, None, "x"]),
    "half a character in an id": lambda: changed(channel="D\ud800"),
    "half a character in a text": lambda: changed(text="qui prête \ud800 une parcelle ?"),
    "half a character in an event_id": lambda: dm(QUESTION) | {"event_id": "Ev\ud800"},
    "a null character in a text": lambda: changed(text="qui prête \x00 une parcelle ?"),
    "NaN": lambda: changed(ts=float("nan")),
    "infinite": lambda: changed(far=float("inf")),
    "deep": lambda: dm("x") | {"deep": nested(400)},
    "no event": lambda: {key: value for key, value in dm("x").items() if key != "event"},
    "no event_id": lambda: {key: value for key, value in dm("x").items() if key != "event_id"},
    "an empty object": dict,
    "authorizations is an object": lambda: dm("x") | {"authorizations": {"a": 1}},
    "team is a number": lambda: clicked(team=7),
    "enterprise is a number": lambda: clicked(enterprise=7),
    "actions is no list": lambda: clicked(actions=3),
    "actions is empty": lambda: clicked(actions=[]),
    "actions holds no action": lambda: clicked(actions=[3]),
    "no user": lambda: clicked(user=None),
    "user without id": lambda: clicked(user={"name": "x"}),
    "container is a list": lambda: clicked(container=[1]),
    "a value that is none of ours": lambda: clicked("choose:0", "\x00 \x00"),
    "a value that is an object": lambda: clicked("choose:0", {"a": 1}),
    "a view that is a list": lambda: clicked(view=[1]),
    "metadata that is none of ours": lambda: submitted("team_form", "not json"),
    "metadata of another shape": lambda: submitted("publish_form", "[1]"),
    "metadata that names nothing": lambda: submitted("feedback_form", "{}"),
    "metadata that is an object": lambda: submitted("team_form", {"a": 1}),  # type: ignore[arg-type]  # that is the point
    "a state that is a list": lambda: submitted("ask_form", values=[1]),
    "a shortcut without a message": lambda: message_shortcut("answer") | {"message": 3},
    "a shortcut of nobody": lambda: global_shortcut("ask") | {"user": {}},
}
RAW = {
    "JSON that ends too soon": (b'{"type": "event_callback", "event": {', JSON),
    "JSON in a form that ends too soon": (b"payload=%7B", FORM),
    "a form that says nothing": (b"a=1", FORM),
    "no body": (b"", JSON),
    "no body in a form": (b"", FORM),
    "a list": (b"[1]", JSON),
    "a text": (b'"x"', JSON),
    "null": (b"null", JSON),
    "a list in a form": (b"payload=%5B1%5D", FORM),
    "no UTF-8": (b'{"type": "event_callback\xff"}', JSON),
    "no UTF-8 in a form": (b"command=/eig&text=%ff%fe", FORM),
    "very deep": (b"[" * 100_000, JSON),
    "very deep and closed": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, JSON),
    "a long number": (b'{"a": ' + b"9" * 10_000 + b"}", JSON),
    "one key twice": (b'{"event": {}, "event": []}', JSON),
    "an unknown type": (b'{"type": "event_callback"}', "application/xml"),
    "many fields": (b"a&" * 20_000, FORM),
    "a command of nobody": (b"command=/eig&text=x", FORM),
}


@pytest.mark.parametrize("payload", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_payload_is_no_fault_of_ours_and_stops_nothing(door: Door, payload: Callable[[], Payload]) -> None:
    assert door.process.post_raw(*signed(*escaped_json(payload()))) < 500
    assert door.works()
    wait_until(lambda: door.spooled() == [])


@pytest.mark.parametrize(("body", "kind"), RAW.values(), ids=RAW)
def test_what_is_no_payload_at_all_is_refused(door: Door, body: bytes, kind: str) -> None:
    before = door.trace()
    assert 400 <= door.process.post_raw(*signed(body, kind)) < 500
    assert door.trace() == before
    assert door.works()


def test_a_malformed_payload_is_logged_without_its_content(door: Door) -> None:
    assert door.process.post_raw(*signed(*escaped_json(dm("zibeline") | {"event": "zibeline"}))) == 400
    assert "malformed" in door.process.log
    assert "zibeline" not in door.process.log
    assert "Traceback" not in door.process.log


# --- what an older version has shown

OLD_CLICKS = {
    "an action that is gone": ("gone", "x"),
    "a row that is gone": ("gone:3", "x"),
    "a judgement without a question": ("feedback", "x"),
}
OLD_FORMS = {
    "a form that is gone": ("gone_form", ""),
    "metadata that is no JSON": ("team_form", "not json"),
    "metadata of another shape": ("publish_form", "[1]"),
    "metadata that names nothing": ("feedback_form", "{}"),
    "a request to the team without its place": ("team_form", json.dumps({"question_id": None})),
    "fields that are gone": ("ask_form", ""),
    "a reply to nothing": ("reply_form", ""),
}


@pytest.mark.parametrize(("action_id", "value"), OLD_CLICKS.values(), ids=OLD_CLICKS)
def test_who_clicks_on_what_an_older_version_has_shown_is_told_to_ask_again(door: Door, action_id: str, value: str) -> None:
    url = door.fake.response_url()
    assert door.send(block_action({"action_id": action_id, "value": value}, message=posted_message(), response_url=url)) == 200
    wait_until(lambda: any(call.params["text"] == messages.TOO_OLD for call in door.fake.calls_of("response_url")))
    door.fake.forget()


@pytest.mark.parametrize(("form", "metadata"), OLD_FORMS.values(), ids=OLD_FORMS)
def test_so_is_who_sends_an_older_form(door: Door, form: str, metadata: str) -> None:
    payload = submitted(form, metadata)
    status, body = door.process.post_and_read(*signed(*escaped_json(payload | {"user": payload["user"] | {"id": TEAM_USER}})))
    assert status == 200
    assert messages.TOO_OLD in json.dumps(json.loads(body), ensure_ascii=False)


def test_who_clicks_in_an_older_modal_is_told_there(door: Door) -> None:
    view = {"id": "V0ANCIEN", "type": "modal", "callback_id": "gone"}
    assert door.send(block_action({"action_id": "gone", "value": "x"}, view=view)) == 200
    (shown,) = door.fake.wait_for("views.push")
    assert messages.TOO_OLD in json.dumps(shown.params["view"], ensure_ascii=False)
    door.fake.forget()


def test_a_command_or_a_shortcut_that_is_gone_is_answered_too(door: Door) -> None:
    assert door.send(slash("/eig-ancien", "x", response_url=door.fake.response_url())) == 200
    door.fake.wait_for("response_url")
    assert door.send(global_shortcut("gone")) == 200
    door.fake.wait_for("chat.postMessage")
    door.fake.forget()


def test_a_mention_of_what_was_set_aside_is_no_reason_to_stop(door: Door) -> None:
    assert door.ask(mention(QUESTION))
