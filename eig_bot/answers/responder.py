"""Question and thread -> `Answer`: the one entry, for every surface. Begin reading at `Responder.respond`.

What a message gets, in this order: a kind word (small talk); the state of the call, computed; the passage that answers;
three passages to choose from; "je ne sais pas", with whom to ask. Which of these is decided in `policy.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from eig_bot.answers import call_audience, call_status, choices, follow_up, listed, parts, segmentation, several, small_talk
from eig_bot.answers.answer import SUGGESTED, Answer, CallStatus, Kind, Result
from eig_bot.answers.before import Again, Before, before
from eig_bot.answers.call_answers import CallAnswers
from eig_bot.answers.caveats import caveats, outdated
from eig_bot.answers.labels import labels
from eig_bot.answers.policy import Policy, Zone
from eig_bot.answers.said_first import said_first
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.messages import answers as messages
from eig_bot.search.analyzer import words
from eig_bot.search.fitting import Fitted
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker, Ranking
from eig_bot.search.reactions import Reaction


class Responder:
    """Answers from one knowledge base; safe to share between threads."""

    def __init__(self, ranker: Ranker, policy: Policy = Policy()) -> None:  # noqa: B008 - frozen
        """Take what finds and what decides.

        Args:
            ranker: finds the passages of the knowledge base.
            policy: decides what is done with them.
        """
        self._ranker = ranker
        self._policy = policy
        self._calls = CallAnswers(ranker.knowledge)

    @property
    def knowledge(self) -> KnowledgeBase:
        """What it answers from."""
        return self._ranker.knowledge

    @property
    def learnt(self) -> Fitted:
        """What was fitted on the phrasings."""
        return self._ranker.learnt

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime, shown: str | None = None) -> Answer:
        """Answer a message.

        Args:
            question: as typed.
            history: the earlier messages of the thread, oldest first.
            now: the moment, with its time zone.
            shown: identity of the passage that the thread was shown last; None where nobody kept it.
        """
        message, turns = Message.read(question), [*map(Message.read, history)]
        if (reaction := self._ranker.reaction(message)) and (told := self._react(message, reaction, turns, shown, now)):
            return told
        if not message.words:
            return _said(message, Kind.NO_ANSWER, messages.EMPTY_QUESTION, confidence=0.0)
        if not message.says_something:
            return self.no_answer(question)
        calls = call_status.statuses(self.knowledge, now)
        thread = _Thread(self._subjects(turns), self._known(shown))
        searched = self._spelt_out(message, turns, now)
        answer = self._several(searched, calls, now) or self._one(searched, thread, calls, now)
        return replace(answer, question=message.text)

    def is_reaction(self, question: str) -> bool:
        """Return whether a message, a `question` as typed, asks nothing of the pages."""
        return self._ranker.reaction(Message.read(question)) is not None

    def show(self, passage: Passage, question: str | None, now: datetime) -> Answer:
        """Answer with a passage that the reader has chosen.

        Args:
            passage: of this knowledge base.
            question: what they had asked, if anything: its words are shown in bold.
            now: the moment, with its time zone.
        """
        message = Message.read(question or passage.section)
        seen = self._ranker.rank(message, chosen=passage)
        return self._from_passages(message, seen, Zone.ANSWER, call_status.statuses(self.knowledge, now), now)

    def no_answer(self, question: str) -> Answer:
        """Answer "je ne sais pas" to a `question` for which nothing was found, or whose reader has turned down what was."""
        return _said(Message.read(question), Kind.NO_ANSWER, self._nobody_knows, confidence=0.0)

    def status(self, now: datetime) -> Answer:
        """Answer "is the call open" at a moment, `now`, without a question: with all calls, closed ones too."""
        return self._calls.status(now)

    def describe(self, call: CallStatus) -> str:
        """Say the state of a `call` in a sentence or two; of one whose page cannot be read, what was last known of it."""
        return self._calls.describe(call)

    # --- courtesies and reactions ---

    def _react(
        self, message: Message, reaction: Reaction, turns: Sequence[Message], shown: str | None, now: datetime
    ) -> Answer | None:
        """Reply to a reaction; None for a "le deuxième" where nothing was offered: it is about what the answer tells."""
        last = self._before(turns, shown, now)
        chosen = last.chosen(message, reaction) if last else None
        if last and chosen:
            return replace(self.show(chosen, last.answer.question, now), question=message.text)
        if reaction is Reaction.CHOICE and (last or not choices.names_a_place(message)):
            return None
        return small_talk.reply(message, reaction, last, self.knowledge.site)

    def _before(self, turns: Sequence[Message], shown: str | None, now: datetime) -> Before | None:
        texts = [turn.text for turn in turns]
        again = Again(
            read=self._ranker.reaction,
            answer=lambda at: self.respond(texts[at], texts[:at], now=now),
            show=lambda passage, question: self.show(passage, question, now),
        )
        return before(turns, again, self._known(shown))

    def _known(self, identity: str | None) -> Passage | None:
        if identity is None:
            return None
        return next((passage for passage in self.knowledge.passages if passage.identity == identity), None)

    # --- several questions, and threads ---

    def _subjects(self, turns: Sequence[Message]) -> Sequence[Message]:
        """Leave out of a thread what asked nothing."""
        return [turn for turn in turns if not self._ranker.reaction(turn)]

    def _spelt_out(self, message: Message, turns: Sequence[Message], now: datetime) -> Message:
        """Return a message with what it points to in the list that was answered before it; itself where it points to none."""
        if not listed.points(message.text):
            return message
        texts = [turn.text for turn in turns]
        told = [at for at, turn in enumerate(turns) if not (listed.points(turn.text) or self._ranker.reaction(turn))]
        if not told:
            return message
        answer = self.respond(texts[told[-1]], texts[: told[-1]], now=now)
        spelt = listed.spelt_out(message.text, answer.text) if answer.kind is Kind.ANSWER else None
        return Message.read(spelt) if spelt else message

    def _one(self, message: Message, thread: "_Thread", calls: Sequence[CallStatus], now: datetime) -> Answer:
        """Answer a question, within the thread of those before; one that names no subject, and finds none, is asked for it."""
        whole, seen = self._in_thread(message, thread)
        is_alone = not thread.turns or self._policy.zone(seen) is Zone.HOLD_BACK
        if is_alone and self._policy.says_too_little(message, seen):
            return _suggestions(message, seen.confidence, parts.results(seen.hits, seen.query), (), messages.ASK_BACK)
        if self._policy.asks_for_call_status(seen, calls):
            return self._calls.answer(message, (*whole.words, *_audience(message, thread, seen, calls)), seen, calls)
        return self._from_passages(message, seen, self._policy.zone(seen), calls, now)

    def _several(self, message: Message, calls: Sequence[CallStatus], now: datetime) -> Answer | None:
        """Answer each question of a message that holds several; a short one may lean on the one before."""
        questions = self._subjects(segmentation.several_in(message))
        if len(questions) < 2:
            return None
        kept, left_out = questions[: segmentation.MAX_QUESTIONS], questions[segmentation.MAX_QUESTIONS :]
        return several.together(
            message, [self._one(each, _Thread(kept[:at]), calls, now) for at, each in enumerate(kept)], left_out
        )

    def _in_thread(self, message: Message, thread: "_Thread") -> tuple[Message, Ranking]:
        """Return what is searched, and what is found: the question alone, or with what its thread is about."""
        if self._ranker.has_voters:
            seen = self._ranker.rank_turn(message, thread.turns, thread.given)
            return (message.after(thread.turns[-1]) if seen.leans else message), seen
        alone = self._ranker.rank(message)
        if not thread.turns or not self._policy.leans_on_thread(message, alone):
            return message, alone
        about = follow_up.about(thread.turns)
        return message.after(about), self._ranker.rank(message, about)

    # --- passages ---

    def _from_passages(self, message: Message, seen: Ranking, zone: Zone, calls: Sequence[CallStatus], now: datetime) -> Answer:
        results, notes = parts.results(seen.hits, seen.query), parts.language_note(seen.query)
        if results and zone is Zone.ANSWER:
            return self._answer(message, seen, results, calls, now)
        if results and zone is Zone.SUGGEST:
            return _suggestions(message, seen.confidence, results, notes)
        held_back = _said(message, Kind.NO_ANSWER, self._nobody_knows, confidence=seen.confidence)
        return replace(held_back, results=results, notes=notes)

    def _answer(
        self, message: Message, seen: Ranking, results: tuple[Result, ...], calls: Sequence[CallStatus], now: datetime
    ) -> Answer:
        best = results[0]
        shown = (best.passage, best.snippet.plain)
        dated = outdated(*shown, calls, now.date())
        notes = (
            *parts.language_note(seen.query),
            *map(self.describe, said_first(*shown, calls)),
            *caveats(best.passage, self.knowledge.site, dated),
        )
        return Answer(
            question=message.text,
            kind=Kind.ANSWER,
            confidence=seen.confidence,
            text=parts.joined([*notes, best.snippet.plain, parts.source(best.passage)]),
            results=results,
            source=best.passage,
            notes=notes,
            is_dated=dated is not None,
        )

    @property
    def _nobody_knows(self) -> str:
        return parts.joined([messages.NO_ANSWER, parts.contact(self.knowledge)], " ")


@dataclass(frozen=True, slots=True)
class _Thread:
    """What came before a message."""

    turns: Sequence[Message]
    """The questions, oldest first; what asked nothing is left out."""
    given: Passage | None = None
    """The passage that was shown last; None where nobody kept it."""


def _audience(message: Message, thread: _Thread, seen: Ranking, calls: Sequence[CallStatus]) -> Sequence[str]:
    """Return the words of the audience whose call is meant: of those who speak, else of the passage found that states it."""
    spoken = call_audience.implied(message, thread.turns, calls)
    first = seen.hits[0].passage if seen.hits else None
    return spoken or (words(first.audience or "") if first and call_status.states_it(first) else ())


def _said(message: Message, kind: Kind, sentence: str, *, confidence: float) -> Answer:
    """Return an answer that is one sentence."""
    return Answer(question=message.text, kind=kind, confidence=confidence, text=sentence, message=sentence)


def _suggestions(
    message: Message, confidence: float, results: tuple[Result, ...], notes: tuple[str, ...], said: str = messages.SUGGESTIONS
) -> Answer:
    listed = messages.numbered(labels([result.passage for result in results[:SUGGESTED]]))
    return Answer(
        question=message.text,
        kind=Kind.SUGGESTIONS,
        confidence=confidence,
        text=parts.joined([*notes, said, listed]),
        message=said,
        results=results,
        notes=notes,
    )
