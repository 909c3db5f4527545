"""What is replied to a message that asks nothing of the pages: a courtesy, a reaction to an answer, a question about the bot.

`reply` decides it, from the kind of message (`search/reactions.py`) and from what the thread was answered last (`before.py`):

==============================  ==================================================================================
message                         reply
==============================  ==================================================================================
greeting, help, may I ask?      an invitation to ask
thanks, received, remark, bye   a short word
doubt                           the source of the answer and its date, and the team
not understood                  the plainest sentences of the answer, or the call's state alone, and the team
wrong, "non"                    the next choices, and how to ask otherwise
"oui"                           what can be asked next
"la 2" without choices          how to ask
insult                          calm help, and the team
who are you, who reads this     the truth, and the team
==============================  ==================================================================================

"Oui" and "la 2" that choose something are answered by the responder, as if its button had been pressed.
"""

from collections.abc import Callable
from dataclasses import replace

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.answers.before import TURNED_DOWN, Before
from eig_bot.answers.labels import labels
from eig_bot.answers.plainest import plainest
from eig_bot.knowledge.passage import Passage, Site
from eig_bot.messages import answers as messages
from eig_bot.search.message import Message
from eig_bot.search.reactions import Reaction

_SAID: dict[Reaction, Callable[[Site], str]] = {
    Reaction.GREETING: lambda site: messages.greeting(site.name),
    Reaction.THANKS: lambda _: messages.THANKS,
    Reaction.RECEIVED: lambda _: messages.RECEIVED,
    Reaction.GOODBYE: lambda _: messages.GOODBYE,
    Reaction.REMARK: lambda _: messages.REMARK,
    Reaction.SLIP: lambda _: messages.SLIP,
    Reaction.DOUBT: lambda _: messages.DOUBT_OF_NOTHING,
    Reaction.NOT_UNDERSTOOD: lambda site: messages.nothing_to_explain(site.name),
    Reaction.WRONG: lambda site: _with_team(messages.ASK_OTHERWISE, site),
    Reaction.REFUSAL: lambda _: messages.NOTHING_TO_REFUSE,
    Reaction.CONSENT: lambda _: messages.ANOTHER_QUESTION,
    Reaction.CHOICE: lambda _: messages.NO_CHOICES,
    Reaction.INSULT: lambda site: _with_team(messages.SORRY, site),
    Reaction.IDENTITY: lambda site: _with_team(messages.identity(site.name), site),
    Reaction.READER: lambda site: _with_team(messages.WHO_READS, site),
    Reaction.MAY_I_ASK: lambda site: messages.please_ask(site.name),
    Reaction.HELP: lambda site: messages.help_text(site.name),
}
"""What is said whatever came before, and where nothing came before."""
_LAST_WORDS = frozenset({Reaction.THANKS, Reaction.RECEIVED, Reaction.GOODBYE, Reaction.REMARK, Reaction.SLIP})


def reply(message: Message, reaction: Reaction, before: Before | None, site: Site) -> Answer:
    """Return what is said to a message that asks nothing of the pages.

    Args:
        message: what was typed.
        reaction: how it is taken.
        before: what the thread was answered last; None where nothing was.
        site: the programme's name and team.
    """
    if before and reaction is Reaction.DOUBT and before.answer.source:
        return _again(message, messages.source_of(before.answer.source.title, _date(before.answer.source)), before, site)
    if before and reaction is Reaction.NOT_UNDERSTOOD and before.answer.kind is Kind.ANSWER and not before.answer.parts:
        first = before.answer.results[0]
        return _again(message, messages.more_plainly(plainest(first, before.answer.question)), before, site)
    if before and reaction is Reaction.NOT_UNDERSTOOD and before.answer.kind is Kind.CALL_STATUS:
        return _again(message, messages.in_short(before.answer.message.split("\n")[0]), before, site)
    if before and reaction in TURNED_DOWN:
        return _next_choices(message, before, site)
    if before and reaction is Reaction.CONSENT and before.offered:
        return _choices(message, messages.WHAT_NEXT, before.offered)
    return replace(_talk(message, _SAID[reaction](site)), is_last_word=reaction in _LAST_WORDS)


def _next_choices(message: Message, before: Before, site: Site) -> Answer:
    following = Before(before.answer, before.turned_down + 1).offered
    if not following:
        return _talk(message, _with_team(messages.ASK_OTHERWISE, site))
    return _choices(message, messages.NEXT_CHOICES, following)


def _choices(message: Message, sentence: str, offered: tuple[Result, ...]) -> Answer:
    listed = messages.numbered(labels([result.passage for result in offered]))
    return replace(_talk(message, sentence, listed), results=offered, offers_choices=True)


def _again(message: Message, sentence: str, before: Before, site: Site) -> Answer:
    """Speak again of the passage that was the answer, with its page."""
    source = before.answer.source
    link = f"{messages.SOURCE}\u00a0: {source.url}" if source and source.url else ""
    return replace(_talk(message, _with_team(sentence, site), link), results=before.answer.results, source=source)


def _talk(message: Message, said: str, below: str = "") -> Answer:
    text = "\n\n".join(filter(None, (said, below)))
    return Answer(question=message.text, kind=Kind.SMALL_TALK, confidence=1.0, text=text, message=said)


def _with_team(sentence: str, site: Site) -> str:
    return " ".join(filter(None, (sentence, messages.ask_contact(site.name, site.contact))))


def _date(passage: Passage) -> str | None:
    if passage.published:
        return messages.published_on(passage.published)
    return messages.reviewed_on(passage.reviewed) if passage.reviewed else None
