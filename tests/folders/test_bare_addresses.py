"""An address that a page names without a link can be clicked in Slack."""

from pathlib import Path
from typing import Any

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.knowledge.library import Library
from eig_bot.search.ranker import Ranker
from eig_bot.slack.views.answers import AnswerContext, answer_message
from tests.garden import SPRING, page, write


def links(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the address and the text of each link in a message."""
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"][0]["elements"]]
    return [(part["url"], part["text"]) for part in parts if part.get("type") == "link"]


@pytest.mark.parametrize(
    ("written", "url", "shown"),
    [
        ("https://jardins.example/cotisation?an=2031", "https://jardins.example/cotisation?an=2031", None),
        (
            "(https://jardins.example/plan_(nord)).",
            "https://jardins.example/plan_(nord)",
            "https://jardins.example/plan_(nord)",
        ),
        ("www.jardins.example", "https://www.jardins.example", None),
        ("cotisation@jardins.example.", "mailto:cotisation@jardins.example", "cotisation@jardins.example"),
    ],
)
def test_a_bare_address_is_a_link_even_where_it_holds_a_word_of_the_question(
    folder: Path, written: str, url: str, shown: str | None
) -> None:
    text = page(
        "La cotisation", f"La cotisation se paie sur {written}", ["où payer la cotisation", "comment payer ma cotisation"]
    )
    responder = Responder(Ranker(Library(write(folder, {"a.md": text})).load()))
    answer = responder.respond("où payer la cotisation ?", now=SPRING)
    assert answer.kind is Kind.ANSWER
    assert links(answer_message(answer, AnswerContext()).blocks) == [(url, shown or written)]
