"""The running bot, as its listeners and jobs see it."""

from collections.abc import Callable

from eig_bot.slack.bot import SlackBot
from tests.slack.conftest import Bot


def test_it_speaks_as_its_app_does(bot: Bot) -> None:
    assert bot.running.client is bot.app.client


def test_what_one_bot_offers_below_its_digest_no_other_does(bot: Bot, start: Callable[..., Bot]) -> None:
    other = start(bot.responder).running
    before = len(other.digest_buttons)
    bot.running.digest_buttons.append(lambda: None)
    assert len(other.digest_buttons) == before
    assert SlackBot(bot.app, bot.running.client, bot.service, bot.deduplicator, bot.running.team).digest_buttons == []
