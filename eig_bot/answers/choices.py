"""Which of the choices offered a reader means: "la 2", "le dernier", "celui du milieu", "oui"."""

from collections.abc import Sequence

from eig_bot.answers.answer import SUGGESTED, Answer, Kind, Result
from eig_bot.search.analyzer import words
from eig_bot.search.message import Message

_PLACES = (
    ("1", "1er", "1ere", "un", "une", "premier", "premiere", "first", "one", "1st"),
    ("2", "2e", "2eme", "deux", "deuxieme", "second", "seconde", "two", "2nd"),
    ("3", "3e", "3eme", "trois", "troisieme", "third", "three", "3rd"),
)
_LAST = frozenset(("dernier", "derniere", "last", "bas"))
_MIDDLE = frozenset(("milieu", "middle"))
_PLACE_WORDS = _LAST | _MIDDLE | frozenset(word for names in _PLACES for word in names)
_KEYCAP = "\ufe0f\u20e3"


def offered(answer: Answer, turned_down: int = 0) -> tuple[Result, ...]:
    """Return what a reader can choose from below an answer, in the order in which it is shown.

    Args:
        answer: of several parts, the first that asks back offers its choices.
        turned_down: how often the reader has said since that it is not that; each time the next results are offered.
    """
    if answer.parts:
        return next((part.suggestions for part in answer.parts if part.suggestions), ())
    if turned_down == 0:
        return answer.suggestions or answer.others
    first = (0 if answer.kind is Kind.SUGGESTIONS else 1 - SUGGESTED) + turned_down * SUGGESTED
    return answer.results[first : first + SUGGESTED] if answer.kind is not Kind.NO_ANSWER else ()


def names_a_place(message: Message) -> bool:
    """Return whether a `message` names one of several and nothing else: "la 2", not "le titre 2"."""
    return message.content <= _PLACE_WORDS


def meant(message: Message, choices: Sequence[Result]) -> Result | None:
    """Return the choice that a message names by its place; None when it names none, or several.

    Args:
        message: what the reader typed.
        choices: what was offered, in the order in which it was shown.
    """
    said = set(words(message.text.replace(_KEYCAP, " ")))
    if said & _LAST and choices:
        return choices[-1]
    if said & _MIDDLE and len(choices) == SUGGESTED:
        return choices[1]
    places = [at for at, names in enumerate(_PLACES) if said.intersection(names)]
    if len(places) > 1 and 0 in places:  # "un", "une" are articles too
        places = [at for at in places if at > 0]
    return choices[places[0]] if len(places) == 1 and places[0] < len(choices) else None
