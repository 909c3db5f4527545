"""The manifest and the code say the same."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.listeners import commands
from tests.fake_slack import app_home_opened, dm, global_shortcut, mention, message_shortcut, slash
from tests.slack.conftest import Bot

SENT = {
    "message.im": dm("où jardiner dans ma ville ?"),
    "app_mention": mention("où jardiner dans ma ville ?"),
    "app_home_opened": app_home_opened(),
}
ANSWERED_BY = {"message.im": "chat.postMessage", "app_mention": "chat.postMessage", "app_home_opened": "views.publish"}
SCOPE_OF_EVENT = {"message.im": "im:history", "app_mention": "app_mentions:read", "app_home_opened": "assistant:write"}
"""Suggested prompts are set when the Messages tab is opened."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    text = (Path(__file__).parents[2] / "app_manifest.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def test_each_command_of_the_manifest_is_answered_and_no_other_is_known(bot: Bot, manifest: dict[str, Any]) -> None:
    declared = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert declared == {commands.ASK, commands.STATUS}
    for name in declared:
        assert bot.receive(slash(name, "", response_url=bot.fake.response_url())).status == 200
    bot.receive(slash("/autre", "", response_url=bot.fake.response_url()))
    assert bot.fake.calls[-1].params["text"] == messages.COMMAND_GONE


def test_each_event_of_the_manifest_is_answered(bot: Bot, manifest: dict[str, Any]) -> None:
    declared = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert set(declared) == SENT.keys()
    for name in declared:
        bot.fake.forget()
        bot.receive(SENT[name])
        assert len(bot.fake.calls_of(ANSWERED_BY[name])) == 1


def test_each_shortcut_of_the_manifest_opens_a_window(bot: Bot, manifest: dict[str, Any]) -> None:
    declared = {(shortcut["type"], shortcut["callback_id"]) for shortcut in manifest["features"]["shortcuts"]}
    assert declared == {("global", ids.ASK_SHORTCUT), ("message", ids.ANSWER_SHORTCUT)}
    bot.receive(global_shortcut(ids.ASK_SHORTCUT))
    bot.receive(message_shortcut(ids.ANSWER_SHORTCUT))
    assert len(bot.fake.calls_of("views.open")) == 2


def test_the_manifest_declares_the_surfaces_that_the_bot_uses(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_the_bot_asks_for_no_scope_that_it_does_not_use(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    used = {"chat:write", "commands", *(SCOPE_OF_EVENT[name] for name in events)}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == used


def test_the_manifest_uses_the_agent_view_and_not_the_legacy_one(manifest: dict[str, Any]) -> None:
    assert "agent_view" in manifest["features"]
    assert "assistant_view" not in manifest["features"]
