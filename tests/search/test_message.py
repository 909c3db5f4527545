"""What was typed is read once: its words, what they say, and the language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.search.analyzer import words
from eig_bot.search.message import MAX_CHARACTERS, MAX_WORDS, Language, Message


def test_a_message_keeps_what_was_typed_and_its_folded_words() -> None:
    message = Message.read("À quelle heure arroser ?")
    assert (message.text, message.words) == ("À quelle heure arroser ?", ("a", "quelle", "heure", "arroser"))


def test_little_words_are_no_content() -> None:
    assert Message.read("à quelle heure arroser les tomates").content >= {"arroser", "tomates"}
    assert "les" not in Message.read("arroser les tomates").content


@pytest.mark.parametrize(
    ("typed", "language"),
    {
        "how much does a plot cost": Language.ENGLISH,
        "combien coûte une parcelle": Language.FRENCH,
        "la deadline de ma demande": Language.FRENCH,
        "parcelle": Language.FRENCH,
        "": Language.FRENCH,
    }.items(),
)
def test_the_little_words_tell_the_language(typed: str, language: Language) -> None:
    assert Message.read(typed).language is language


@pytest.mark.parametrize(
    ("typed", "says"), {"arroser": True, "?": False, "12": False, "a": False, "": False, "ça": True}.items()
)
def test_a_number_a_letter_or_a_mark_alone_says_nothing(typed: str, says: bool) -> None:
    assert Message.read(typed).says_something is says


def test_a_turn_of_a_thread_stands_behind_what_the_thread_is_about() -> None:
    both = Message.read("et à midi ?").after(Message.read("à quelle heure arroser"))
    assert both.text == "à quelle heure arroser et à midi ?"
    assert both.words == tuple(words(both.text))


def test_the_language_of_two_turns_is_that_of_both() -> None:
    assert Message.read("midi ?").after(Message.read("when should we water the plot")).language is Language.ENGLISH


def test_a_text_pasted_whole_is_cut() -> None:
    message = Message.read("arroser " * 10_000)
    assert len(message.text) == MAX_CHARACTERS
    assert len(message.searched) == MAX_WORDS < len(message.words)


@given(st.text())
def test_any_text_can_be_read(typed: str) -> None:
    message = Message.read(typed)
    assert message.text == typed[:MAX_CHARACTERS]
    assert message.content <= set(message.words)
