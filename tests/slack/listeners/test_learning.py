"""What the team teaches from the weekly digest, proposal by proposal."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from eig_bot.clock import PARIS
from eig_bot.messages import learning as messages
from eig_bot.messages import slack as slack_messages
from eig_bot.slack.jobs import digest
from tests.fake_slack import Call
from tests.slack.clicks import asked, at_once, borrowing, click, click_on, labels, read
from tests.slack.conftest import OTHER_TEAM_USER, TEAM_CHANNEL, TEAM_USER, Bot
from tests.slack.pages import write_pages

MONDAY = datetime(2030, 2, 4, 9, 0, tzinfo=PARIS)
QUESTION = "quel temps fera-t-il samedi en montagne ?"


@pytest.fixture
def bot(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    """A bot whose pages a test may change."""
    folder = tmp_path / "pages"
    folder.mkdir()
    return start(LiveResponder(write_pages(folder), rank=borrowing(shared_responder)), folder)


def digested(bot: Bot, moment: datetime = MONDAY) -> Call:
    """Return the digest of a moment, below which the team begins."""
    bot.today.stop(moment)
    digest.run(bot.running)
    return bot.posted()[-1]


def learning(bot: Bot) -> Call:
    """The modal of the first proposal, opened from the digest."""
    asked(bot, QUESTION)
    message = digested(bot)
    modal = click(bot, message, messages.button(1), user=TEAM_USER, channel=TEAM_CHANNEL)[-1]
    assert QUESTION in read(modal)
    return modal


def choose(bot: Bot, modal: Call, section: str) -> Call:
    """Choose another passage in the modal's menu."""
    blocks = modal.params["view"]["blocks"]
    menu = next(part for block in blocks if block["type"] == "actions" for part in block["elements"] if "options" in part)
    option = next(option for option in menu["options"] if option["text"]["text"] == section)
    action = {"type": "static_select", "action_id": menu["action_id"], "selected_option": option}
    payload = click_on(bot, modal, messages.SKIP, user=TEAM_USER)
    payload["actions"] = [{**payload["actions"][0], **action}]
    bot.receive(payload)
    return bot.fake.calls_of("views.update")[-1]


def test_a_proposal_is_accepted_with_a_passage_that_the_team_chooses(bot: Bot) -> None:
    modal = choose(bot, learning(bot), "Trouver un terrain")
    assert messages.NOT_MEASURED in read(modal)
    done = click(bot, modal, messages.ACCEPT, user=TEAM_USER)[-1]
    assert read(done) == messages.NOTHING_TO_LEARN
    assert f"- {QUESTION}\n" in (bot.folder / "terrain.md").read_text(encoding="utf-8")


def test_a_question_that_is_not_ours_is_kept_with_the_others(bot: Bot) -> None:
    click(bot, learning(bot), messages.OFF_TOPIC, user=TEAM_USER)
    assert QUESTION in (bot.folder / "hors-sujet.yml").read_text(encoding="utf-8")


def test_what_is_passed_over_is_proposed_no_more(bot: Bot) -> None:
    click(bot, learning(bot), messages.SKIP, user=TEAM_USER)
    assert messages.button(1) not in labels(digested(bot, MONDAY.replace(day=11)))


def test_two_people_who_decide_at_once_write_it_once(bot: Bot) -> None:
    modal = choose(bot, learning(bot), "Trouver un terrain")
    at_once(bot, *(click_on(bot, modal, messages.ACCEPT, user=user) for user in (TEAM_USER, OTHER_TEAM_USER)))
    assert (bot.folder / "terrain.md").read_text(encoding="utf-8").count(QUESTION) == 1


def test_a_page_that_has_gone_meanwhile_says_so_and_loses_nothing(bot: Bot) -> None:
    modal = choose(bot, learning(bot), "Trouver un terrain")
    (bot.folder / "terrain.md").unlink()
    told = click(bot, modal, messages.ACCEPT, user=TEAM_USER)[-1]
    assert "terrain.md" in read(told)
    assert QUESTION in read(told)


def test_a_window_that_opens_too_late_is_told(bot: Bot) -> None:
    asked(bot, QUESTION)
    message = digested(bot)
    bot.fake.fail("views.open", error="expired_trigger_id")
    click(bot, message, messages.button(1), user=TEAM_USER, channel=TEAM_CHANNEL)
    told = bot.fake.calls_of("response_url")[-1]
    assert told.params["text"] == slack_messages.NOT_OPENED
