"""What people say to a bot without asking anything: each kind has examples, and none is of two kinds."""

from collections import Counter

import pytest

from eig_bot.search.message import Message
from eig_bot.search.reactions import NOTHING, Reaction, ReactionModel, examples, general

ENOUGH = 60
"""Examples by which a kind is known."""


@pytest.mark.parametrize("reaction", [*Reaction, None])
def test_each_kind_has_many_examples(reaction: Reaction | None) -> None:
    assert sum(kind is reaction for _, kind in examples()) >= ENOUGH


def test_no_message_stands_twice() -> None:
    counted = Counter(text for text, _ in examples())
    assert [text for text, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("message", "reaction"),
    {
        "Merciiiii infiniment": Reaction.THANKS,
        "c'est bien noté, chef": Reaction.RECEIVED,
        "allez, à très bientôt": Reaction.GOODBYE,
        "vs en êtes sur ??": Reaction.DOUBT,
        "j'y comprends rien": Reaction.NOT_UNDERSTOOD,
        "ça répond pas à ma question": Reaction.WRONG,
        "nooon": Reaction.REFUSAL,
        "Oui !!": Reaction.CONSENT,
        "la 2 stp": Reaction.CHOICE,
        "espèce d'arrosoir percé": Reaction.INSULT,
        "un être humain me répond ?": Reaction.IDENTITY,
        "qui peut lire mes questions ?": Reaction.READER,
        "je peux vous demander un truc ?": Reaction.MAY_I_ASK,
        "à quoi tu peux bien servir": Reaction.HELP,
        "👍🏽": Reaction.RECEIVED,
        "???": Reaction.NOT_UNDERSTOOD,
        ":-)": Reaction.REMARK,
        "🪴🪴": Reaction.REMARK,
    }.items(),
)
def test_a_message_like_the_examples_is_of_their_kind(message: str, reaction: Reaction) -> None:
    reading = general().read(Message.read(message))
    assert (reading.reaction, reading.probability > 0.5) == (reaction, True)


@pytest.mark.parametrize(
    "message",
    ["aides", "quand ?", "où ?", "merci de m'envoyer le plan du jardin", "non, je parle du compost", "qui lit les dossiers ?"],
)
def test_what_asks_something_is_no_reaction(message: str) -> None:
    assert general().read(Message.read(message)).probability < 0.5


@pytest.mark.parametrize("message", ["avec quel argent ?", "grâce à qui", "en quoi", "et lui ?", "même eux ?", "vers qui"])
def test_a_question_that_leans_on_the_one_before_is_no_reaction(message: str) -> None:
    assert general().read(Message.read(message)).probability < 0.5


@pytest.mark.parametrize("message", ["", "…", "—", "مرحبا", "bonjour " * 40])
def test_what_says_nothing_or_goes_on_is_no_reaction(message: str) -> None:
    assert general().read(Message.read(message)).probability < 0.5


def test_nothing_is_taken_for_nothing() -> None:
    assert general().read(Message.read("")) == NOTHING


@pytest.mark.parametrize("message", ["terrain", "terrain, cirque"])
def test_what_is_one_by_words_of_the_folder_alone_is_none(message: str) -> None:
    assert general().read(Message.read(message)).probability > 0.5
    assert general().read(Message.read(message), frozenset({"terrain", "cirque"})).probability < 0.5


def test_words_that_many_reactions_have_stay_theirs() -> None:
    assert general().read(Message.read("merci, c'est clair"), frozenset({"merci", "clair"})).reaction is Reaction.THANKS


def test_a_model_survives_the_way_through_arrays() -> None:
    message = Message.read("merci bien !")
    assert ReactionModel.from_arrays(general().arrays("r"), "r").read(message) == general().read(message)
