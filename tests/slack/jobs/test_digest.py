"""The weekly digest: when it is sent, once, and with what can be done from it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.clock import PARIS
from eig_bot.slack.jobs import digest
from eig_bot.slack.views import elements
from tests.fake_slack import Call
from tests.slack.clicks import labels
from tests.slack.conftest import TEAM_CHANNEL, Bot, StartOn
from tests.watch import Watch

MONDAY = datetime(2030, 2, 4, 9, 0, tzinfo=PARIS)


def sent(bot: Bot, moment: datetime = MONDAY) -> list[Call]:
    """Run the digest's job at a moment, and return what the team's channel gets."""
    bot.today.stop(moment)
    before = len(bot.posted())
    digest.run(bot.running)
    return bot.posted()[before:]


@pytest.mark.parametrize("moment", ["2030-02-03T12:00", "2030-02-04T08:59", "2030-02-05T09:00"])
def test_it_is_sent_on_mondays_from_nine_o_clock(bot: Bot, moment: str) -> None:
    assert sent(bot, datetime.fromisoformat(moment).replace(tzinfo=PARIS)) == []
    (message,) = sent(bot)
    assert message.params["channel"] == TEAM_CHANNEL


def test_it_is_sent_once_a_week_also_by_two_processes(start_on: StartOn) -> None:
    one, other = start_on(None, "a"), start_on(None, "a")
    assert len(sent(one) + sent(other)) == 1
    assert len(sent(other, MONDAY.replace(hour=11)) + sent(one, MONDAY.replace(hour=15))) == 0
    assert len(sent(one, MONDAY.replace(day=11))) == 1


def test_a_digest_that_slack_refused_is_sent_by_the_next_run(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", error="not_in_channel")
    assert sent(bot) == []
    assert len(sent(bot)) == 1


def test_a_digest_that_slack_limits_is_sent_once_that_is_over(bot: Bot, watch: Watch) -> None:
    bot.fake.limit(TEAM_CHANNEL, "3600")
    assert sent(bot) + sent(bot) == []
    bot.fake.unlimit(TEAM_CHANNEL)
    watch.move(timedelta(hours=1))
    assert len(sent(bot)) == 1
    assert sent(bot) == []


def test_without_a_team_channel_nothing_is_sent(start: Callable[..., Bot], shared_responder: LiveResponder) -> None:
    assert sent(start(shared_responder, team_channel=None)) == []


def test_capabilities_offer_their_buttons_below_it_where_there_is_anything_to_do(bot: Bot) -> None:
    weeding = elements.button("Désherber", "weed")
    bot.running.digest_buttons[:] = [lambda: None, lambda: weeding]
    assert labels(sent(bot)[0]) == ["Désherber"]
