"""Question and thread -> `Answer`: the one entry, for every surface. Begin reading at `Responder.respond`.

What a message gets, in this order: a kind word (small talk); the state of the call, computed; the passage that answers;
three passages to choose from; "je ne sais pas", with whom to ask.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eig_bot.answers import call_status, follow_up, small_talk
from eig_bot.answers import segmentation as several
from eig_bot.answers.answer import SUGGESTED, Answer, CallState, CallStatus, Kind, Result
from eig_bot.answers.caveats import caveats, contradicted, dated
from eig_bot.answers.snippet import snippet
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.messages import answers as messages
from eig_bot.search.analyzer import words
from eig_bot.search.cache import Cache
from eig_bot.search.confidence import Zone
from eig_bot.search.fitting import Fitted
from eig_bot.search.ranker import MAX_HITS, Hit, Ranker, Ranking

ASKS_FOR_STATUS = 0.4
"""Score of the call-status model from which a question is about the call; set on the development questions."""
SURELY_ASKS_FOR_STATUS = 0.5
"""Score from which it is, whatever the passages say."""
ANSWERS_WELL = 0.45
"""Confidence from which a passage wins over a doubtful question about the call."""
NOT_OURS = 0.2
"""Score of "not ours" from which a short turn of a thread is taken as a subject of its own."""
MAX_QUESTION = 2_000
"""Characters of a question that are read: what it asks stands in its first lines."""


class Responder:
    """Answers from one knowledge base; safe to share between threads."""

    def __init__(self, knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | None = None) -> None:
        """Index the knowledge base.

        Args:
            knowledge: what to answer from.
            cache: where what was fitted is kept.
            learnt: what was fitted on an earlier version: ready at once, less exact.
        """
        self.knowledge = knowledge
        self._ranker = Ranker(knowledge, cache, learnt)

    @property
    def learnt(self) -> Fitted:
        """What was fitted on the phrasings."""
        return self._ranker.learnt

    def respond(self, question: str, history: Sequence[str] = (), *, now: datetime) -> Answer:
        """Answer a message.

        Args:
            question: as typed.
            history: the earlier questions of the thread, oldest first.
            now: the moment, with its time zone.
        """
        question = question[:MAX_QUESTION]
        site = self.knowledge.site
        if not words(question):
            return Answer(question, Kind.NO_ANSWER, 0.0, messages.EMPTY_QUESTION, messages.EMPTY_QUESTION)
        if not _says_something(question):
            return self._no_answer(question)
        if reply := small_talk.reply(question, site.name):
            return Answer(question, Kind.SMALL_TALK, 1.0, reply, reply)
        calls = call_status.statuses(self.knowledge, now)
        if both := self._several(question, calls, now):
            return both
        whole, ranking = self._in_thread(question, history)
        if self._asks_for_status(ranking, calls):
            return self._call_status(question, whole, ranking, calls)
        return self._from_passages(question, ranking, calls, now)

    def _asks_for_status(self, ranking: Ranking, calls: Sequence[CallStatus]) -> bool:
        """Where the model is not sure, a passage that answers well and does not tell of a call wins."""
        if ranking.call_status < ASKS_FOR_STATUS:
            return False
        if not calls:
            return ranking.zone is not Zone.ANSWER
        tells_of_a_call = bool(ranking.hits) and any(call.page == ranking.hits[0].passage.page for call in calls)
        return ranking.call_status >= SURELY_ASKS_FOR_STATUS or tells_of_a_call or ranking.confidence < ANSWERS_WELL

    def _several(self, message: str, calls: Sequence[CallStatus], now: datetime) -> Answer | None:
        """Answer each question of a message, when each stands alone and has an answer of its own."""
        parts = []
        for question in several.questions_in(message):
            ranking = self._ranker.rank(question)
            if self._asks_for_status(ranking, calls):
                parts.append(self._call_status(question, question, ranking, calls))
            elif ranking.zone is Zone.ANSWER:
                parts.append(self._from_passages(question, ranking, calls, now))
            else:
                return None
        shown = {(part.kind, part.results[0].passage if part.results else None) for part in parts}
        if len(shown) < 2:
            return None
        first = [part.results[0] for part in parts if part.results]
        others = [result for part in parts for result in part.results[1:]]
        return replace(
            parts[0],
            question=message,
            confidence=min(part.confidence for part in parts),
            text="\n\n".join(part.text for part in parts),
            results=tuple([*first, *others][:MAX_HITS]),
            parts=tuple(parts),
            calls=next((part.calls for part in parts if part.calls), ()),
        )

    def _in_thread(self, question: str, history: Sequence[str]) -> tuple[str, Ranking]:
        """Return what is searched, and what is found: the question alone, or with what its thread is about."""
        alone = self._ranker.rank(question)
        leans = bool(history) and (
            follow_up.continues(question)
            or (follow_up.says_little(question) and alone.zone is not Zone.ANSWER and alone.off_topic < NOT_OURS)
        )
        if not leans:
            return question, alone
        about = follow_up.about(history)
        return f"{about} {question}", self._ranker.rank(question, about)

    def show(self, passage: Passage, question: str | None, now: datetime) -> Answer:
        """Answer with a passage that the reader has chosen.

        Args:
            passage: of this knowledge base.
            question: what they had asked, if anything: its words are shown in bold.
            now: the moment, with its time zone.
        """
        ranking = self._ranker.rank((question or passage.section)[:MAX_QUESTION])
        top = max((hit.score for hit in ranking.hits), default=1.0)
        hits = [Hit(passage, top), *(hit for hit in ranking.hits if hit.passage is not passage)][:MAX_HITS]
        calls = call_status.statuses(self.knowledge, now)
        chosen = replace(ranking, hits=tuple(hits), confidence=1.0, zone=Zone.ANSWER)
        return self._from_passages(question or passage.section, chosen, calls, now)

    def no_answer(self, question: str) -> Answer:
        """Answer "je ne sais pas" to a reader who has turned down what was found."""
        return self._no_answer(question)

    def status(self, now: datetime) -> Answer:
        """Answer "is the call open", without a question: with all calls, closed ones too."""
        calls = call_status.statuses(self.knowledge, now)
        answer = self._call_status("", "", self._ranker.rank(""), calls)
        return replace(answer, documents=call_status.documents(calls[0], self.knowledge)) if calls else answer

    def describe(self, call: CallStatus) -> str:
        """Say the state of a call in a sentence or two."""
        pages = {passage.page: passage.title for passage in self.knowledge.passages}
        is_named = any(found.name == call.name and found.declared_open is None for found in self.knowledge.calls)
        name = messages.call_name(call.name if is_named else None, pages.get(call.page or ""), call.audience)
        if call.state is CallState.OPEN:
            return messages.call_open(name, call.closes, call.days_left)
        if call.state is CallState.ANNOUNCED and call.opens:
            return messages.call_announced(name, call.opens, call.closes)
        return messages.call_closed(name, call.closes)

    def _call_status(self, question: str, whole: str, ranking: Ranking, calls: Sequence[CallStatus]) -> Answer:
        site = self.knowledge.site
        contact = messages.ask_contact(site.name, site.contact)
        asked = call_status.asked_for(whole, calls)
        if not asked:
            text = _joined([messages.NO_CALL, contact])
            none = CallStatus(CallState.NONE)
            return Answer(question, Kind.CALL_STATUS, 1.0, text, text, self._results(ranking.hits, ranking), calls=(none,))
        first = asked[0]
        sentences = [self.describe(first)]
        if first.state is CallState.CLOSED:
            sentences += [messages.call_results(first.results_url)] if first.results_url else []
            is_last = all(call.state is CallState.CLOSED for call in calls)
            sentences += [_joined([messages.NO_NEXT_CALL, contact], " ")] if is_last else []
        sentences += [self.describe(call) for call in asked[1:] if not question or call.state is not CallState.CLOSED]
        told = call_status.tells_of(first, self.knowledge, ranking.query.text.words)
        hits = [Hit(told, 1.0)] if told else []
        hits += [hit for hit in ranking.hits if hit.passage is not told]
        message = "\n".join(sentences)
        notes = (messages.ENGLISH,) if ranking.query.is_english else ()
        text = _joined([*notes, message, _source(told)])
        results = self._results(hits[: len(ranking.hits) or 1], ranking)
        return Answer(
            question, Kind.CALL_STATUS, min(1.0, ranking.call_status), text, message, results, told, notes, calls=asked
        )

    def _from_passages(self, question: str, ranking: Ranking, calls: Sequence[CallStatus], now: datetime) -> Answer:
        results = self._results(ranking.hits, ranking)
        language = (messages.ENGLISH,) if ranking.query.is_english else ()
        if results and ranking.zone is Zone.ANSWER:
            best = results[0]
            shown = (best.passage, best.snippet.plain)
            notes = language + caveats(*shown, self.knowledge.site, calls, now.date())
            is_dated = dated(*shown, calls, now.date()) is not None
            notes += tuple(self.describe(call) for call in contradicted(*shown, calls))
            text = _joined([*notes, best.snippet.plain, _source(best.passage)])
            return Answer(question, Kind.ANSWER, ranking.confidence, text, "", results, best.passage, notes, is_dated=is_dated)
        if results and ranking.zone is Zone.SUGGEST:
            choices = "\n".join(f"• {result.passage.section}" for result in results[:SUGGESTED])
            text = _joined([*language, messages.SUGGESTIONS, choices])
            return Answer(question, Kind.SUGGESTIONS, ranking.confidence, text, messages.SUGGESTIONS, results, notes=language)
        return self._no_answer(question, ranking.confidence, results, language)

    def _no_answer(
        self, question: str, confidence: float = 0.0, results: tuple[Result, ...] = (), notes: tuple[str, ...] = ()
    ) -> Answer:
        site = self.knowledge.site
        message = _joined([messages.NO_ANSWER, messages.ask_contact(site.name, site.contact)], " ")
        return Answer(question, Kind.NO_ANSWER, confidence, message, message, results, notes=notes)

    def _results(self, hits: Sequence[Hit], ranking: Ranking) -> tuple[Result, ...]:
        top = max((hit.score for hit in hits), default=1.0)
        return tuple(
            Result(hit.passage, snippet(hit.passage.text, ranking.query), min(1.0, max(0.0, hit.score / max(top, 1.0))))
            for hit in hits
        )


def _says_something(message: str) -> bool:
    """A number, a letter or a mark alone asks nothing."""
    return any(len(word) > 1 and not word.isdigit() for word in words(message))


def _source(passage: Passage | None) -> str:
    return f"{messages.SOURCE}\u00a0: {passage.url}" if passage and passage.url else ""


def _joined(parts: Sequence[str], separator: str = "\n\n") -> str:
    return separator.join(filter(None, parts))
