"""Views are pure functions: every answer fits Slack's limits, and says the same in text and blocks."""

from datetime import datetime
from pathlib import Path

import pytest

from eig_bot.answers.answer import Answer, Kind, Result, Run, Snippet
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.front_matter import PARIS
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import Passage
from eig_bot.slack.views.answers import Around, answer_message
from eig_bot.slack.views.elements import plain_message
from tests.fake_slack import violations

SHIPPED = Path(__file__).parents[2] / "knowledge"


def _answer(text: str, **changes: str) -> Answer:
    passage = Passage("page.md", 1, (changes.get("title", "Titre"),), text, changes.get("url"))
    return Answer("?", Kind.ANSWER, 1.0, text, results=(Result(passage, Snippet((Run(text),)), 1.0),))


@pytest.fixture(scope="module")
def shipped() -> Responder:
    return Responder(Library(SHIPPED).load())


def test_every_passage_of_the_shipped_knowledge_makes_a_message_that_slack_takes(shipped: Responder) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=PARIS)
    for passage in shipped.knowledge.passages:
        message = answer_message(shipped.respond(passage.questions[0], now=now), Around())
        assert violations(message.blocks, "message") == [], passage.section
        assert 0 < len(message.text) <= 4_000


def test_endless_titles_and_texts_are_cut_to_what_slack_takes() -> None:
    message = answer_message(_answer("mot " * 5_000, title="titre " * 100, url="https://exemple.fr/" + "a" * 4_000), Around())
    assert violations(message.blocks, "message") == []
    assert len(message.text) <= 4_000


def test_text_is_escaped_in_the_fallback_and_plain_in_the_blocks() -> None:
    message = answer_message(_answer("<!channel> & <b>"), Around())
    assert "&lt;!channel&gt; &amp; &lt;b&gt;" in message.text
    assert message.blocks[0]["elements"][0]["elements"][1]["text"] == "<!channel> & <b>"


def test_plain_text_makes_one_block() -> None:
    message = plain_message("Bonjour !")
    assert message.text == "Bonjour !"
    assert violations(message.blocks, "message") == []
