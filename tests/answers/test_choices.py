"""A choice is named by its place."""

import pytest

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.choices import meant, offered
from eig_bot.knowledge.passage import Passage
from eig_bot.search.message import Message

NAMES = ("arrosage", "compost", "outils", "graines", "haies", "bacs", "serre", "ruches")
RESULTS = tuple(Result(Passage("a.md", at, ("Jardins", name), ""), 0.9) for at, name in enumerate(NAMES))
ASKED_BACK = Answer(question="q", kind=Kind.SUGGESTIONS, confidence=0.3, text="", results=RESULTS)
ANSWERED = Answer(question="q", kind=Kind.ANSWER, confidence=0.9, text="", results=RESULTS)


def names(results: tuple[Result, ...]) -> str:
    return " ".join(result.passage.section for result in results)


@pytest.mark.parametrize(
    ("message", "place"),
    {
        "la 1": 0,
        "le premier": 0,
        "un": 0,
        "oui, la deuxième": 1,
        "plutôt une deuxième": 1,
        "2️⃣": 1,
        "celle du milieu": 1,
        "3": 2,
        "la dernière svp": 2,
        "the last one": 2,
        "le 3ème": 2,
    }.items(),
)
def test_a_place_names_a_choice(message: str, place: int) -> None:
    assert meant(Message.read(message), RESULTS[:3]) is RESULTS[place]


@pytest.mark.parametrize("message", ["la 4", "les deux premiers ou le troisième", "celui que vous voulez", ""])
def test_what_names_no_place_or_several_chooses_nothing(message: str) -> None:
    assert meant(Message.read(message), RESULTS[:3]) is None


def test_a_place_that_is_not_there_chooses_nothing() -> None:
    assert meant(Message.read("la 3"), RESULTS[:2]) is None
    assert meant(Message.read("la dernière"), ()) is None


@pytest.mark.parametrize(
    ("answer", "turned_down", "expected"),
    [
        (ASKED_BACK, 0, "arrosage compost outils"),
        (ASKED_BACK, 1, "graines haies bacs"),
        (ANSWERED, 0, "compost outils graines"),
        (ANSWERED, 1, "compost outils graines"),
        (ANSWERED, 2, "haies bacs serre"),
        (ANSWERED, 9, ""),
    ],
)
def test_each_time_that_they_are_turned_down_the_next_are_offered(answer: Answer, turned_down: int, expected: str) -> None:
    assert names(offered(answer, turned_down)) == expected
