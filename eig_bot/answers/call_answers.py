"""What is told of the state of the calls, and of one: computed from their dates, never found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eig_bot.answers import call_status
from eig_bot.answers.answer import Answer, CallState, CallStatus, Kind, Result
from eig_bot.answers.parts import contact, joined, language_note, results, source
from eig_bot.clock import PARIS
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.messages import answers as messages
from eig_bot.search.message import Message
from eig_bot.search.ranker import Hit, Ranking


class CallAnswers:
    """Tells of the calls of one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Take the `knowledge` that has the calls."""
        self._knowledge = knowledge

    def status(self, now: datetime) -> Answer:
        """Answer "is the call open" at a moment, `now`, without a question: with all calls, closed ones too."""
        calls = call_status.statuses(self._knowledge, now)
        if not calls:
            return self._none("", confidence=1.0)
        told = call_status.tells_of(calls[0], self._knowledge)
        said = "\n".join([*self._sentences(calls[0], calls), *map(self.describe, calls[1:])])
        return Answer(
            question="",
            kind=Kind.CALL_STATUS,
            confidence=1.0,
            text=joined([said, source(told)]),
            message=said,
            results=results([Hit(told, 1.0)] if told else [], None),
            source=told,
            documents=call_status.documents(calls[0], self._knowledge),
            calls=calls,
        )

    def describe(self, call: CallStatus) -> str:
        """Say the state of a `call` in a sentence or two; of one whose page cannot be read, what was last known of it."""
        if call.state is CallState.UNREADABLE:
            return self._describe_unreadable(call)
        pages = {passage.page: passage.title for passage in self._knowledge.passages}
        is_named = any(found.name == call.name and found.declared_open is None for found in self._knowledge.calls)
        name = messages.call_name(call.name if is_named else None, pages.get(call.page or ""), call.audience)
        if call.state is CallState.OPEN:
            return messages.call_open(name, call.closes, call.days_left)
        if call.state is CallState.ANNOUNCED:
            return messages.call_announced(name, call.opens, call.closes)
        return messages.call_closed(name, call.closes)

    def answer(self, message: Message, asked_in: Sequence[str], seen: Ranking, calls: Sequence[CallStatus]) -> Answer:
        """Answer a question about the state of a call, with the call that is meant first.

        Args:
            message: the question.
            asked_in: the words that tell which call is meant.
            seen: what was found for it.
            calls: the state of all calls.
        """
        if not calls:
            return self._none(message.text, seen.call_status_confidence, results(seen.hits, seen.query))
        first, *others = asked = call_status.meant_first(asked_in, calls)
        said = "\n".join([*self._sentences(first, calls), *(self.describe(call) for call in others if _is_current(call))])
        told = call_status.tells_of(first, self._knowledge, seen.query.text.words)
        hits = [*([Hit(told, 1.0)] if told else []), *(hit for hit in seen.hits if hit.passage is not told)]
        notes = language_note(seen.query)
        return Answer(
            question=message.text,
            kind=Kind.CALL_STATUS,
            confidence=seen.call_status_confidence,
            text=joined([*notes, said, source(told)]),
            message=said,
            results=results(hits[: len(seen.hits) or 1], seen.query),
            source=told,
            notes=notes,
            calls=asked,
        )

    def _describe_unreadable(self, call: CallStatus) -> str:
        path = call.page or ""
        title = next((passage.title for passage in self._knowledge.passages if passage.page == path), path)
        written = self._knowledge.written.get(path)
        if call.last_known is None or written is None:
            return messages.call_unreadable(title)
        known = self.describe(replace(call, state=call.last_known))
        return messages.call_last_known(title, written.astimezone(PARIS), known)

    def _sentences(self, call: CallStatus, calls: Sequence[CallStatus]) -> list[str]:
        """Say the state of a call and, where it is closed, what comes after it; where it cannot be known, whom to ask."""
        sentences = [self.describe(call)]
        if call.state is CallState.CLOSED:
            sentences += [messages.call_results(call.results_url)] if call.results_url else []
            is_last = not any(map(_is_current, calls))
            sentences += [joined([messages.NO_NEXT_CALL, contact(self._knowledge)], " ")] if is_last else []
        if call.state is CallState.UNREADABLE and contact(self._knowledge):
            sentences.append(contact(self._knowledge))
        return sentences

    def _none(self, question: str, confidence: float, found: tuple[Result, ...] = ()) -> Answer:
        said = joined([messages.NO_CALL, contact(self._knowledge)])
        return Answer(
            question=question,
            kind=Kind.CALL_STATUS,
            confidence=confidence,
            text=said,
            message=said,
            results=found,
            calls=(CallStatus(CallState.NONE),),
        )


def _is_current(call: CallStatus) -> bool:
    return call.state is not CallState.CLOSED
