"""The Bolt app: every listener is there, and no question is lost before it reaches one."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_bolt import BoltResponse

from eig_bot.slack import listeners
from tests.fake_slack import app_home_opened, dm
from tests.slack.conftest import Bot


def test_each_file_of_listeners_listens(bot: Bot) -> None:
    found = {listener.ack_function.__module__.rpartition(".")[2] for listener in bot.app._listeners}
    assert found == {path.stem for path in Path(listeners.__path__[0]).glob("[!_]*.py")}


def test_nothing_that_comes_waits_for_slack_to_say_who_the_bot_is(bot: Bot) -> None:
    bot.fake.hold("auth.test")
    assert [bot.receive(payload).status for payload in (dm("qui prête une parcelle ?"), app_home_opened())] == [200, 200]
    assert len(bot.posted()) == 1


def test_answers_give_way_to_a_request_until_it_is_acknowledged(bot: Bot) -> None:
    waited: list[float] = []

    @bot.app.middleware
    def answer_meanwhile(next: Callable[[], BoltResponse]) -> None:  # noqa: A002 - Bolt asks for this name
        waited.append(-time.monotonic())
        bot.service.ack_priority.give_way(0.02)
        waited[0] += time.monotonic()
        next()

    bot.receive(dm("qui prête une parcelle ?"))
    assert waited[0] >= 0.02
    assert len(bot.posted()) == 1


def test_what_is_malformed_is_refused_before_anything_looks_at_it(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert bot.receive({**dm("zibeline"), "event": {"type": "message", "text": "zibeline"}}).status == 400
    assert [record.message for record in caplog.records] == ["malformed payload"]
    assert "zibeline" not in str(caplog.records[0].__dict__)
    assert bot.fake.calls == []
