"""An answer in the terminal: notes, sentence, extract, source, what else to see."""

from datetime import datetime

import click
import pytest

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.responder import Responder
from eig_bot.cli.terminal import render
from eig_bot.knowledge.passage import Passage
from eig_bot.messages import answers as messages
from eig_bot.search.message import Language
from eig_bot.search.phrasings import Text
from eig_bot.search.query import Query
from tests.garden import SPRING, SUMMER, plainly

ASKED = Query(Text(("soir",)), ((("soir", 1.0),),), Language.FRENCH)


def result(section: str, score: float = 1.0, url: str | None = None, text: str = "") -> Result:
    return Result(Passage("a.md", 1, ("Jardins", section), text, url=url), score, ASKED)


def shown(answer: Answer) -> str:
    return plainly(click.unstyle(render(answer)))


LEAD = result("L'eau", 1.0, "https://jardins.example/eau/", "Le soir.")
OTHER = result("Le compost", 0.8, "https://jardins.example/compost/")
BARE = result("Les outils", 0.7)


def test_an_answer_shows_everything_in_its_order() -> None:
    answer = Answer(
        question="q",
        kind=Kind.ANSWER,
        confidence=0.9,
        text="",
        results=(LEAD, OTHER, BARE),
        source=LEAD.passage,
        notes=("Attention.",),
    )
    assert shown(answer).split("\n\n") == [
        "Attention.",
        "L'eau",
        "Le soir.",
        "Source : https://jardins.example/eau/",
        "À voir aussi :\n1. Le compost — https://jardins.example/compost/\n2. Les outils",
    ]


def test_headings_and_matched_words_are_in_bold_on_a_terminal() -> None:
    text = render(Answer(question="q", kind=Kind.ANSWER, confidence=0.9, text="", results=(LEAD,)))
    assert click.style("L'eau", bold=True) in text
    assert f"Le {click.style('soir', bold=True)}." in text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[le plan](https://jardins.example/plan)", "le plan (https://jardins.example/plan)"),
        ("[https://jardins.example/](https://jardins.example/)", "https://jardins.example/"),
        ("[écrivez](mailto:a@jardins.example)", "écrivez (a@jardins.example)"),
        ("a@jardins.example", "a@jardins.example"),
    ],
)
def test_a_link_shows_its_address_once(written: str, text: str) -> None:
    assert (
        text
        in shown(
            Answer(question="q", kind=Kind.ANSWER, confidence=0.9, text="", results=(result("Un", 1.0, None, written),))
        ).splitlines()
    )


def test_a_passage_without_a_page_has_no_source() -> None:
    assert "Source" not in shown(Answer(question="q", kind=Kind.ANSWER, confidence=0.9, text="", results=(BARE,)))


def test_a_choice_lists_the_headings_to_choose_from() -> None:
    answer = Answer(
        question="q", kind=Kind.SUGGESTIONS, confidence=0.4, text="", message=messages.SUGGESTIONS, results=(OTHER, BARE)
    )
    assert shown(answer).endswith("Vouliez-vous parler de :\n\n1. Le compost — https://jardins.example/compost/\n2. Les outils")


def test_no_answer_is_its_sentence_alone() -> None:
    assert (
        shown(Answer(question="q", kind=Kind.NO_ANSWER, confidence=0.1, text="", message=messages.NO_ANSWER, results=(OTHER,)))
        == messages.NO_ANSWER
    )


@pytest.mark.parametrize("moment", [SPRING, SUMMER])
def test_the_state_of_a_call_ends_with_its_page(responder: Responder, moment: datetime) -> None:
    assert shown(responder.status(moment)).endswith("\n\nSource : https://jardins.example/creer/")


@pytest.mark.parametrize(
    "question", ["combien coûte une parcelle", "l'appel est-il ouvert", "bonjour", "y a-t-il des restrictions d'eau"]
)
def test_the_terminal_shows_what_the_plain_text_says(responder: Responder, question: str) -> None:
    answer = responder.respond(question, now=SPRING)
    for part in plainly(answer.text).split("\n\n"):
        assert part in shown(answer)


def test_nothing_of_a_page_or_of_a_question_commands_the_terminal() -> None:
    dirty = "a\x1b[2J\x9b2J\u202e"
    found = result(dirty, 1.0, f"https://jardins.example/{dirty}", f"{dirty} [{dirty}](https://jardins.example/{dirty})")
    for kind in Kind:
        answer = Answer(
            question="q",
            kind=kind,
            confidence=0.9,
            text="",
            results=(found, found),
            source=found.passage,
            notes=(dirty,),
            message=dirty,
        )
        assert not set(click.unstyle(render(answer))) & set("\x1b\x9b\u202e")
