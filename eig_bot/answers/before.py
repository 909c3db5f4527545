"""What a thread was answered last, which a reaction is about: "vous en êtes sûrs ?", "non", "la 2".

Nobody keeps what the bot said: the last turn that had a subject is answered again, then what was said since is gone through.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eig_bot.answers import choices
from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.knowledge.passage import Passage
from eig_bot.search.message import Message
from eig_bot.search.reactions import Reaction

TURNED_DOWN = frozenset({Reaction.WRONG, Reaction.REFUSAL})
"""What says that the answer, or none of the choices, was meant."""
_CHOOSES = frozenset({Reaction.CHOICE, Reaction.CONSENT})


@dataclass(frozen=True, slots=True)
class Before:
    """The last answer of a thread, and what the reader has made of it."""

    answer: Answer
    turned_down: int = 0
    """How often they have said that it is not that."""

    @property
    def offered(self) -> tuple[Result, ...]:
        """What they can choose from now."""
        return choices.offered(self.answer, self.turned_down)

    @property
    def awaits_choice(self) -> bool:
        """True when the bot has asked which of several was meant."""
        return bool(self.offered) and (self.answer.kind is Kind.SUGGESTIONS or self.turned_down > 0)

    def chosen(self, message: Message, reaction: Reaction) -> Passage | None:
        """Return the passage that a reader has chosen; None when they have not.

        Args:
            message: what they said.
            reaction: how it was taken; a "oui" to several choices takes the first.
        """
        if reaction is Reaction.CHOICE:
            by_number = any(word.isdigit() for word in message.words)  # "le deuxième" may be of what an answer tells
            result = choices.meant(message, self.offered) if self.awaits_choice or by_number else None
        else:
            result = self.offered[0] if reaction is Reaction.CONSENT and self.awaits_choice else None
        return result.passage if result else None

    def after(self, message: Message, reaction: Reaction, show: Callable[[Passage, str], Answer]) -> "Before":
        """Return what the thread was answered last, once a reader has reacted.

        Args:
            message: what they said.
            reaction: how it was taken.
            show: answers with a passage that was chosen for a question.
        """
        if reaction in TURNED_DOWN:
            return replace(self, turned_down=self.turned_down + 1)
        passage = self.chosen(message, reaction)
        return Before(show(passage, self.answer.question)) if passage else self


@dataclass(frozen=True, slots=True)
class Again:
    """How what was said in a thread is found out again."""

    read: Callable[[Message], Reaction | None]
    """Tells how a message is taken; None for one that asks something."""
    answer: Callable[[int], Answer]
    """Answers the turn of a number, from 0."""
    show: Callable[[Passage, str], Answer]
    """Answers with a passage that was chosen for a question."""


def before(history: Sequence[Message], again: Again, shown: Passage | None = None) -> Before | None:
    """Return what a thread was answered last; None when nothing in it had a subject.

    Args:
        history: the earlier messages of the thread, oldest first.
        again: answers turns again.
        shown: the passage that is known to have been shown or chosen last; None where nobody kept it.
    """
    reactions = [again.read(message) for message in history]
    at = max((number for number, reaction in enumerate(reactions) if reaction is None), default=None)
    if at is None:
        return None
    found = Before(again.show(shown, history[at].text) if shown else again.answer(at))
    for message, reaction in zip(history[at + 1 :], reactions[at + 1 :], strict=True):
        has_shown = shown and reaction not in TURNED_DOWN  # what was chosen is what is known to have been shown
        found = Before(found.answer) if has_shown and reaction in _CHOOSES else found
        if reaction and not has_shown:
            found = found.after(message, reaction, again.show)
    return found
