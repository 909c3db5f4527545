"""Whose call a question is about, where its words name no audience: by whom they speak for, else by the thread."""

from collections.abc import Iterable, Sequence
from functools import cache

from eig_bot.answers.answer import CallStatus
from eig_bot.knowledge.extras import read_lists
from eig_bot.search.analyzer import words
from eig_bot.search.lexicon import data_text
from eig_bot.search.message import Message

_LISTS = ("names", "applicants", "organisations")


def implied(message: Message, turns: Sequence[Message], calls: Sequence[CallStatus]) -> tuple[str, ...]:
    """Return the folded words of the audience that a question is about.

    Args:
        message: the question.
        turns: the earlier questions of its thread, oldest first; the latest that speaks for an audience tells.
        calls: those that there are.

    Returns:
        Nothing where there is one audience only, or neither the question nor its thread speaks for one.
    """
    audiences = tuple(dict.fromkeys(call.audience for call in calls if call.audience))
    if len(audiences) < 2:
        return ()
    spoken = (_spoken_for(turn.words, audiences) for turn in (message, *reversed(turns)))
    return tuple(words(next(filter(None, spoken), "")))


def _spoken_for(said: Iterable[str], audiences: Sequence[str]) -> str | None:
    """Return the audience that words name, else the one that people of such words belong to; None where they tell of none."""
    found = {word.rstrip("s") for word in said}
    named = [audience for audience in audiences if found & {word.rstrip("s") for word in words(audience)}]
    if named:
        return named[0] if len(named) == 1 else None
    names, applicants, organisations = _lists()
    are_applicants = {audience: bool(names & {word.rstrip("s") for word in words(audience)}) for audience in audiences}
    speaks = bool(found & applicants), bool(found & organisations)
    if speaks[0] is speaks[1]:
        return None
    return next((audience for audience in audiences if are_applicants[audience] is speaks[0]), None)


@cache
def _lists() -> tuple[frozenset[str], ...]:
    lists = read_lists(data_text("audiences.yml"), _LISTS)
    return tuple(frozenset(word for text in lists[name] for word in words(text)) for name in _LISTS)
