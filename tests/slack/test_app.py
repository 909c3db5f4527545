"""The Bolt app: every listener is there, and no question is lost before it reaches one."""

import time
from collections.abc import Callable
from pathlib import Path

from slack_bolt import BoltRequest, BoltResponse

from eig_bot.config import Settings
from eig_bot.slack import listeners
from eig_bot.slack.app import build_bot
from tests.fake_slack import FakeSlack, app_home_opened, as_http, dm
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


def test_what_comes_over_http_must_be_signed(bot: Bot, fake: FakeSlack, tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path, slack_bot_token="xoxb-fake", slack_signing_secret="s", slack_api_url=fake.url)
    over_http = build_bot(settings, bot.service, bot.deduplicator).app
    body, headers = as_http(dm("qui prête une parcelle ?"), "another-secret")
    requests = [BoltRequest(body=body.decode(), headers={**headers}) for _ in range(2)]
    assert [app.dispatch(request).status for app, request in zip((over_http, bot.app), requests, strict=True)] == [401, 200]
