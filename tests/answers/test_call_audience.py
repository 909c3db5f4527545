"""Whose call is meant is told by the words of a question, else by those of its thread."""

import pytest

from eig_bot.answers.answer import CallState, CallStatus
from eig_bot.answers.call_audience import implied
from eig_bot.search.message import Message

CALLS = [CallStatus(CallState.CLOSED, audience=audience) for audience in ("associations", "candidats")]


def meant(*said: str) -> str:
    *before, question = map(Message.read, said)
    return " ".join(implied(question, before, CALLS))


@pytest.mark.parametrize(
    ("said", "audience"),
    {
        ("c'est encore ouvert pour les candidats ?",): "candidats",
        ("je suis graphiste, trop tard ?",): "candidats",
        ("question de candidate : trop tard ?",): "candidats",
        ("vous recrutez encore ?",): "candidats",
        ("mon directeur signe lundi, ça passe ?",): "associations",
        ("je voudrais devenir jardinier, j'envoie un CV à qui ?", "c'est encore ouvert ?"): "candidats",
        ("je suis graphiste", "et pour une mairie ?", "c'est encore ouvert ?"): "associations",
        ("où jardiner ?", "c'est encore ouvert ?"): "",
        ("les candidats et les associations, c'est ouvert ?",): "",
    }.items(),
)
def test_the_latest_words_that_speak_for_an_audience_tell(said: tuple[str, ...], audience: str) -> None:
    assert meant(*said) == audience


def test_where_all_calls_are_for_the_same_nothing_is_implied() -> None:
    assert implied(Message.read("je suis graphiste, trop tard ?"), [], CALLS[:1]) == ()
