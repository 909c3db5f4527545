"""A click: what Slack says of it, and where it is answered, down to the last resort."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.messages import slack as messages
from eig_bot.slack.click import Click, fill, open_modal, reply, show, whisper
from eig_bot.slack.client import SlackClient
from eig_bot.slack.rate_limits import RateLimits
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import plain_message
from tests.fake_slack import FakeSlack, block_action, message_shortcut, names, posted_message
from tests.slack.clicks import methods, read

BUTTON = {"type": "button", "action_id": "related:0", "value": "q p", "text": {"type": "plain_text", "text": "Outils"}}
SAID = plain_message("Voici.")
MODAL = modals.notice("Jardins", "Un instant.")


@pytest.fixture
def client(fake: FakeSlack) -> WebClient:
    return WebClient("xoxb-fake", base_url=fake.url)


@pytest.fixture
def click(fake: FakeSlack) -> Click:
    """A click in a thread of a channel."""
    message = posted_message(ts="1700000001.000100", thread_ts="1700000000.000100")
    return Click.read(block_action(BUTTON, message=message, channel=names.CHANNEL, response_url=fake.response_url()))


# --- what Slack says of it


def test_a_click_on_a_message_knows_its_thread_and_what_its_button_carries(click: Click) -> None:
    assert (click.user, click.value, click.label) == (names.USER, "q p", "Outils")
    assert (click.channel, click.message_ts, click.thread_ts) == (names.CHANNEL, "1700000001.000100", "1700000000.000100")
    assert (click.is_private, click.is_direct, click.in_modal) == (False, False, False)


def test_a_message_without_a_thread_begins_one() -> None:
    found = Click.read(block_action(BUTTON, message=posted_message(ts="1700000001.000100")))
    assert found.thread_ts == "1700000001.000100"


def test_a_click_in_a_modal_knows_it_and_no_place() -> None:
    found = Click.read(block_action(BUTTON, view={"id": "V0JARDIN", "type": "modal"}))
    assert (found.in_modal, found.channel, found.response_url) == (True, None, None)
    assert found.view
    assert found.view["id"] == "V0JARDIN"


def test_a_shortcut_has_no_button() -> None:
    found = Click.read(message_shortcut("answer"))
    assert (found.value, found.label) == ("", "")


def test_clicks_at_once_have_one_name_and_different_ones_have_not(click: Click) -> None:
    assert replace(click, trigger="another").name == click.name
    others = [replace(click, **changed) for changed in ({"user": "U0AUTRE1"}, {"value": "q r"}, {"message_ts": "1.0"})]  # type: ignore[arg-type]  # fields by name
    assert len({click.name, *(other.name for other in others)}) == 4


# --- where it is answered


def test_it_is_answered_in_its_thread(client: WebClient, click: Click, fake: FakeSlack) -> None:
    reply(client, click, SAID)
    (call,) = fake.calls
    assert (call.method, call.params["channel"], call.params["thread_ts"]) == (
        "chat.postMessage",
        names.CHANNEL,
        "1700000000.000100",
    )


def test_where_slack_limits_the_channel_it_is_answered_to_who_clicked(click: Click, fake: FakeSlack) -> None:
    limited = SlackClient("xoxb-fake", fake.url, RateLimits())
    fake.limit(names.CHANNEL, "3600")
    for _ in range(2):
        reply(limited, click, SAID)
    assert methods(fake.calls) == ["chat.postMessage", "response_url", "response_url"]


def test_a_modal_that_slack_limits_is_told_to_be_late(click: Click, fake: FakeSlack) -> None:
    limited = SlackClient("xoxb-fake", fake.url, RateLimits())
    fake.fail("views.open", status=429, headers={"Retry-After": "3600"})
    assert open_modal(limited, click, MODAL) is None
    assert read(fake.calls[-1]) == messages.NOT_OPENED


def test_what_one_person_sees_is_answered_to_that_person(client: WebClient, click: Click, fake: FakeSlack) -> None:
    reply(client, replace(click, is_private=True), SAID)
    assert methods(fake.calls) == ["response_url"]


def test_a_thread_that_has_gone_is_no_reason_not_to_answer(client: WebClient, click: Click, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", error="thread_not_found")
    reply(client, click, SAID)
    assert methods(fake.calls) == ["chat.postMessage", "response_url"]


def test_what_slack_refuses_for_another_reason_is_an_error(client: WebClient, click: Click, fake: FakeSlack) -> None:
    fake.fail("chat.postMessage", error="invalid_blocks")
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        reply(client, click, SAID)


def test_without_an_address_to_answer_to_a_person_is_written_to(client: WebClient, click: Click, fake: FakeSlack) -> None:
    whisper(client, replace(click, response_url=None), SAID)
    (call,) = fake.calls
    assert (call.method, call.params["channel"]) == ("chat.postMessage", names.USER)


# --- modals


def test_a_modal_is_opened_and_filled(client: WebClient, click: Click, fake: FakeSlack) -> None:
    modal = show(client, click, MODAL)
    assert modal
    assert fill(client, modal, modals.notice("Jardins", "Voici."))
    assert [(call.method, read(call).split("\n")[-1]) for call in fake.calls] == [
        ("views.open", "Un instant."),
        ("views.update", "Voici."),
    ]


def test_a_modal_that_is_clicked_is_changed_in_place_or_has_another_put_on_top(
    client: WebClient, click: Click, fake: FakeSlack
) -> None:
    below = show(client, click, MODAL)
    clicked = replace(click, view={"id": below, "type": "modal"}, trigger=block_action(BUTTON)["trigger_id"])
    show(client, clicked, MODAL)
    open_modal(client, clicked, MODAL)
    assert methods(fake.calls) == ["views.open", "views.update", "views.push"]


def test_a_modal_that_comes_too_late_is_told_of(client: WebClient, click: Click, fake: FakeSlack) -> None:
    fake.fail("views.open", error="expired_trigger_id")
    assert open_modal(client, click, MODAL) is None
    assert read(fake.calls[-1]) == messages.NOT_OPENED


def test_a_modal_that_slack_refuses_is_an_error(client: WebClient, click: Click, fake: FakeSlack) -> None:
    fake.fail("views.open", error="invalid_arguments")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        open_modal(client, click, MODAL)


@pytest.mark.parametrize("error", ["not_found", "hash_conflict"])
def test_a_modal_that_was_closed_or_changed_meanwhile_is_left_alone(client: WebClient, fake: FakeSlack, error: str) -> None:
    fake.fail("views.update", error=error)
    assert fill(client, "V0JARDIN", MODAL) is None


def test_a_modal_that_is_in_another_state_than_it_must_be_is_left_alone(client: WebClient, click: Click) -> None:
    modal = show(client, click, MODAL) or ""
    first = fill(client, modal, modals.notice("Jardins", "Voici."))
    assert fill(client, modal, modals.notice("Jardins", "Autre chose."))
    assert fill(client, modal, MODAL, since=first) is None
