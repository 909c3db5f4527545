"""What happens when Slack, the bot or the knowledge folder fails."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from eig_bot.answers.answer import Answer
from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.search.cache import Cache
from tests.fake_slack import dm, slash
from tests.slack.clicks import asked, borrowing, edit, read
from tests.slack.conftest import Bot
from tests.slack.pages import PAGES, write_pages

SECRET = "zibeline confidentielle"


class Broken(LiveResponder):
    """A responder with a bug that repeats the question in its error."""

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime, shown: str | None = None) -> Answer:
        raise RuntimeError(question, history, now, shown)


@pytest.fixture
def broken(start: Callable[..., Bot], potagers: Path, fitted: Path) -> Bot:
    return start(Broken(potagers, Models(Cache(fitted))))


@pytest.fixture
def editable(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Bot:
    return start(LiveResponder(write_pages(tmp_path), rank=borrowing(shared_responder)))


def test_a_rate_limit_is_waited_for_and_the_answer_arrives(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", status=429, headers={"Retry-After": "0"})
    bot.receive(dm("qui prête une parcelle ?"))
    assert len(bot.posted()) == 1


def test_a_server_error_of_slack_is_tried_again(bot: Bot) -> None:
    bot.fake.fail("chat.postMessage", status=503)
    bot.receive(dm("qui prête une parcelle ?"))
    assert len(bot.posted()) == 1


def test_a_bug_gives_the_person_one_calm_sentence_and_the_operator_the_same_code(
    broken: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    broken.receive(dm("qui prête une parcelle ?"))
    text = broken.posted()[0].params["text"]
    incident = next(record for record in caplog.records if record.message == "listener failed").__dict__["incident"]
    assert text.startswith("Je n’ai pas pu répondre, et j’en suis désolé.")
    assert incident in text
    assert "RuntimeError" not in text


def test_a_bug_in_a_command_is_told_to_the_asker_alone(broken: Bot) -> None:
    broken.receive(slash("/eig", "qui prête une parcelle ?", response_url=broken.fake.response_url()))
    (call,) = broken.fake.calls_of("response_url")
    assert call.params["text"].startswith("Je n’ai pas pu répondre")
    assert call.params["response_type"] == "ephemeral"


def test_a_message_that_slack_refuses_is_logged_and_the_bot_lives_on(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.fake.fail("chat.postMessage", error="channel_not_found", times=2)
    bot.receive(dm("qui prête une parcelle ?"))
    assert "apology not delivered" in caplog.messages
    bot.receive(dm("qui prête une parcelle ?"))
    assert len(bot.posted()) == 1


def test_no_log_line_holds_what_a_person_wrote(broken: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    broken.fake.fail("chat.postMessage", error="channel_not_found", times=1)
    broken.receive(dm(SECRET))
    assert caplog.records
    assert "zibeline" not in caplog.text
    assert not any("zibeline" in str(record.__dict__) for record in caplog.records)


def test_a_bad_edit_keeps_the_last_good_page_in_service(editable: Bot) -> None:
    (editable.folder / "terrain.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    editable.responder.refresh()
    assert "50 à 200 m²" in read(asked(editable, "qui prête une parcelle ?"))


def test_an_edit_is_live_in_a_running_bot(editable: Bot) -> None:
    edit(editable, "terrain.md", PAGES["terrain.md"].replace("50 à 200", "80 à 300"))
    assert "80 à 300 m²" in read(asked(editable, "qui prête une parcelle ?"))
