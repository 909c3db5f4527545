"""What every request goes through, and what its sender reads when a listener fails."""

import logging

import pytest
from slack_bolt import Ack

from eig_bot.slack.middleware import kind_of
from tests.fake_slack import Payload, app_home_opened, block_action, dm, global_shortcut, mention, names, slash
from tests.slack.conftest import Bot

APOLOGY = "Je n’ai pas pu répondre"


@pytest.fixture
def broken(bot: Bot) -> Bot:
    """A bot with listeners that fail, and repeat in their errors what was written."""

    @bot.app.command("/broken")
    @bot.app.shortcut("broken")
    def fail(ack: Ack) -> None:
        ack()
        raise RuntimeError("zibeline")

    return bot


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (dm("zibeline"), "event:message"),
        (mention("zibeline"), "event:app_mention"),
        (app_home_opened(), "event:app_home_opened"),
        (slash("/eig", "zibeline", response_url=""), "/eig"),
        (block_action({"type": "button", "action_id": "zibeline"}), "block_actions"),
        ({}, "unknown"),
    ],
)
def test_a_request_is_known_by_its_kind_and_nothing_that_was_written(payload: Payload, kind: str) -> None:
    assert kind_of(payload) == kind


def test_each_request_leaves_one_line(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bot.receive(slash("/eig-statut", "zibeline", response_url=bot.fake.response_url()))
    (line,) = [record for record in caplog.records if record.message == "request"]
    assert line.__dict__["kind"] == "/eig-statut"
    assert "zibeline" not in str(line.__dict__)


def test_what_fails_after_a_command_is_told_to_its_sender_alone(broken: Bot) -> None:
    broken.receive(slash("/broken", "zibeline", response_url=broken.fake.response_url()))
    (told,) = broken.fake.calls_of("response_url")
    assert told.params["text"].startswith(APOLOGY)
    assert told.params["response_type"] == "ephemeral"


def test_what_fails_after_a_shortcut_is_told_in_direct_messages(broken: Bot) -> None:
    broken.receive(global_shortcut("broken"))
    (told,) = broken.posted()
    assert told.params["channel"] == names.USER
    assert told.params["text"].startswith(APOLOGY)


def test_the_log_has_the_same_code_and_where_it_failed_but_not_what_was_written(
    broken: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    broken.receive(global_shortcut("broken"))
    (record,) = [record for record in caplog.records if record.message == "listener failed"]
    assert record.__dict__["incident"] in broken.posted()[0].params["text"]
    assert (record.__dict__["error"], record.__dict__["kind"]) == ("RuntimeError", "shortcut")
    assert "zibeline" not in str(record.__dict__)


def test_a_person_who_cannot_be_told_fails_nothing_else(broken: Bot, caplog: pytest.LogCaptureFixture) -> None:
    broken.fake.fail("chat.postMessage", error="user_not_found")
    broken.receive(global_shortcut("broken"))
    assert "apology not delivered" in caplog.messages


def test_a_request_leaves_the_level_of_the_packages_own_log_as_it_is(bot: Bot) -> None:
    bot.receive(dm("qui prête une parcelle ?"))
    assert logging.getLogger("eig_bot").level == logging.NOTSET
