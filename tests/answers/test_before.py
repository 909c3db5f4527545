"""What a thread was answered last is found out again, whatever was said since."""

import pytest

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.before import Again, Before, before
from eig_bot.knowledge.passage import Passage
from eig_bot.search.message import Message
from eig_bot.search.reactions import Reaction

PASSAGES = [Passage("a.md", at, ("Jardins", name), "") for at, name in enumerate(("eau", "compost", "outils", "haies"))]
RESULTS = tuple(Result(passage, 0.9) for passage in PASSAGES)
READ = {
    "merci": Reaction.THANKS,
    "la deuxième": Reaction.CHOICE,
    "non": Reaction.REFUSAL,
    "la 2": Reaction.CHOICE,
    "oui": Reaction.CONSENT,
}


def answered(question: str, kind: Kind = Kind.ANSWER) -> Answer:
    return Answer(question=question, kind=kind, confidence=0.9, text="", results=RESULTS)


def shown(passage: Passage, question: str) -> Answer:
    first = next(result for result in RESULTS if result.passage is passage)
    return Answer(question=question, kind=Kind.ANSWER, confidence=0.9, text="", results=(first,), source=passage)


def found(*turns: str, kind: Kind = Kind.ANSWER, known: Passage | None = None) -> Before | None:
    again = Again(read=lambda message: READ.get(message.text), answer=lambda at: answered(turns[at], kind), show=shown)
    return before([*map(Message.read, turns)], again, known)


@pytest.mark.parametrize("turns", [(), ("merci",), ("oui", "non")])
def test_where_nothing_was_asked_nothing_was_answered(turns: tuple[str, ...]) -> None:
    assert found(*turns) is None


@pytest.mark.parametrize("turns", [("eau ?",), ("outils ?", "eau ?"), ("eau ?", "merci", "merci")])
def test_it_is_the_last_question_and_no_courtesy(turns: tuple[str, ...]) -> None:
    assert found(*turns) == Before(answered("eau ?"))


def test_each_no_is_counted_until_something_is_chosen() -> None:
    assert found("eau ?", "non", "non") == Before(answered("eau ?"), turned_down=2)
    assert found("eau ?", "non", "la 2") == Before(shown(PASSAGES[2], "eau ?"))
    assert found("eau ?", "la 2", "non") == Before(shown(PASSAGES[2], "eau ?"), turned_down=1)


def test_a_yes_chooses_only_where_a_choice_was_asked_for() -> None:
    assert found("eau ?", "oui") == Before(answered("eau ?"))
    assert found("eau ?", "oui", kind=Kind.SUGGESTIONS) == Before(shown(PASSAGES[0], "eau ?"))


def test_a_second_one_after_an_answer_is_of_what_it_tells_unless_it_is_a_number() -> None:
    assert found("eau ?", "la deuxième") == Before(answered("eau ?"))
    assert found("eau ?", "non", "la deuxième") == Before(shown(PASSAGES[2], "eau ?"))


def test_what_is_known_to_have_been_shown_needs_no_second_choice() -> None:
    assert found("eau ?", "la 2", known=PASSAGES[3]) == Before(shown(PASSAGES[3], "eau ?"))
    assert found("eau ?", "la 2", "non", known=PASSAGES[3]) == Before(shown(PASSAGES[3], "eau ?"), turned_down=1)
