"""All that the bot can show of a knowledge folder, held to Slack's limits and to the project's own.

`python -m tests.slack.every_view FOLDER` prints what is wrong, and ends with 1 when anything is.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from eig_bot.answers import notices, subjects
from eig_bot.answers.answer import Answer, Kind
from eig_bot.answers.call_status import status
from eig_bot.answers.responder import Responder
from eig_bot.answers.subjects import Theme
from eig_bot.clock import PARIS
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.journal.people import Kept
from eig_bot.journal.redact import MAX_TEXT
from eig_bot.journal.requests import Recipient, Request
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.learning.proposals import MAX_PHRASING, Proposal
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import publishing
from eig_bot.messages import slack as messages
from eig_bot.search.ranker import Ranker
from eig_bot.slack import ids, limits
from eig_bot.slack.listeners import home
from eig_bot.slack.views import elements, modals
from eig_bot.slack.views.answers import AnswerContext, answer_message, notice_message, reference, shared_message
from eig_bot.slack.views.elements import Post, View, plain_message
from eig_bot.slack.views.home import ForTheTeam, Home, home_view, kept_message
from eig_bot.slack.views.learning import proposal_view
from eig_bot.slack.views.team import handled_message, reply_message, request_message
from tests.fake_slack import names, view_violations, violations
from tests.fake_slack.catalogue import text_size
from tests.fake_slack.rules import mention_problems
from tests.fake_slack.schema import objects

MOST_TEXT = 10_000
"""Characters of a message or a view, all blocks together."""
ADDRESSES = ("https://", "http://", "mailto:", "tel:")
RICH_TEXT = {"rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_list"}
QUESTION = "0" * 32
RECIPIENT = Recipient(names.USER, names.CHANNEL, "1700000000.000100")
WINDOW = AnswerContext(QUESTION, has_team=True, is_subscribed=True)
EVERYWHERE = {
    "direct": AnswerContext(QUESTION, has_team=True),
    "channel": AnswerContext(QUESTION, has_team=True, needs_mention=True),
    "private": AnswerContext(QUESTION, has_team=True, may_share=True),
}
TODAY = datetime(2026, 11, 24, 12, tzinfo=PARIS)
DAY = timedelta(days=1)
WRITTEN = (
    "une question",
    "mot " * 800,
    "m" * limits.FIELD,
    "<!channel> <@U0AGENT1> &amp; *gras* `code` <https://exemple.fr|lien>",
    "🧑‍🌾 :tada:",
    "a\x00\x07\u202e\u200b\tb\n\n\nc",
)
"""What people write."""

Shown = Post | View


def check_folder(folder: Path) -> list[str]:
    """Return what Slack would refuse, or this project does not want, of all that can be shown of a folder."""
    return check(Responder(Ranker(Library(folder).load())))


def check(responder: Responder) -> list[str]:
    """Return likewise for what was read; each line begins with what is shown."""
    found = [(name, problems_of(shown)) for name, shown in every_view(responder)]
    found += [("handled", problems_of(_handled(text), is_edited=True)) for text in WRITTEN]
    return [f"{name}: {problem}" for name, problems in found for problem in problems]


def problems_of(shown: Shown, *, is_edited: bool = False) -> list[str]:
    """Return what is wrong with one message or view; a person may be named in an edited message."""
    if isinstance(shown, Post):
        blocks: list[Any] = shown.blocks
        found = violations(blocks, "message") + mention_problems({"text": shown.text, "blocks": blocks}, edited=is_edited)
        size = len(shown.text.strip())
        found += [] if 0 < size <= limits.TEXT else [f"text: {size} characters"]
    else:
        blocks = shown["blocks"]
        found = view_violations(shown) + mention_problems({"view": shown})
    size = text_size(blocks)
    found += [f"blocks: {size} characters in all"] if size >= MOST_TEXT else []
    return [*found, *_rich_text_problems(blocks)]


def _rich_text_problems(blocks: Sequence[Any]) -> Iterator[str]:
    """Look at the leaves, which the fake lets through: Slack refuses empty ones, and links to what is no address."""
    for path, part in objects("blocks", blocks):
        kind = part.get("type")
        if kind in RICH_TEXT and not part["elements"]:
            yield f"{path}: empty {kind}"
        if kind in {"text", "link"} and not part["text"]:
            yield f"{path}: empty text"
        url = str(part.get("url"))
        if kind == "link" and not (url.startswith(ADDRESSES) and len(url) <= limits.URL):
            yield f"{path}: {url[:80]!r} is no address that Slack takes"


# --- what there is to show


def every_view(responder: Responder) -> Iterator[tuple[str, Shown]]:
    """Yield all that can be shown, each with a name."""
    themes = subjects.themes(responder.knowledge)
    moments = _moments(responder.knowledge)
    for passage in responder.knowledge.passages:
        for name, shown in of_answer(responder.show(passage, None, moments[-1])):
            yield f"{passage.page}:{passage.line}, {name}", shown
        asked = responder.respond((passage.questions or (passage.section,))[0], now=moments[-1])
        yield f"{passage.page}:{passage.line}, asked", answer_message(asked, EVERYWHERE["channel"])
    for moment in moments:
        for name, shown in _at(moment, responder, themes):
            yield f"{moment:%Y-%m-%d}, {name}", shown
    yield from of_lists(themes)
    yield from _said_to_anything(responder)
    for text in WRITTEN:
        yield from of_written(text)
    yield from _fixed(responder.knowledge.site.name)


def _moments(knowledge: KnowledgeBase) -> list[datetime]:
    """Before, in and after each call, the last one after all of them: there, dated answers have their caveats."""
    near = [moment for call in knowledge.calls for moment in (call.opens, call.closes) if moment]
    return sorted({TODAY, *(moment - DAY for moment in near), *(moment + DAY for moment in near)})


def of_answer(answer: Answer) -> Iterator[tuple[str, Shown]]:
    """Yield all that can be shown of one passage, which answers."""
    suggestions = replace(answer, kind=Kind.SUGGESTIONS, message=answers_messages.SUGGESTIONS, source=None)
    for where, around in EVERYWHERE.items():
        yield f"answer, {where}", answer_message(answer, around, messages.VANISHED)
        yield f"suggestions, {where}", answer_message(suggestions, around)
    yield "shared", shared_message(answer, "question " * (MAX_TEXT // 9))
    yield "answer, modal", _window(answer)
    yield "suggestions, modal", _window(suggestions)
    yield "to publish", modals.to_publish(answer, WINDOW, _publishing(answer))
    yield "copy", modals.for_an_email(answer.results[0].passage)
    yield "feedback", modals.feedback(JudgedAnswer(QUESTION, QUESTION, answer.results[0].passage.identity))
    for chosen in (answer.results[0].passage, None):
        proposal = Proposal(QUESTION, "m" * MAX_PHRASING, chosen, asked=3, chosen=2, replied=1)
        found = [result.passage for result in answer.results]
        told = publishing.proposed(proposal.question, f"https://forge.example/{'p' * 470}")
        yield "proposal", proposal_view(proposal, ("effet " * 50,) * 3, found, told, publishing.BEFORE)


def _window(answer: Answer) -> View:
    back = [elements.button(messages.BACK, f"{ids.THEME}:0", f"0 {result.passage.page}") for result in answer.results[:1]]
    return modals.answered(answer, WINDOW, note=messages.VANISHED, back=back)


def _publishing(answer: Answer) -> str:
    url = "https://hooks.slack.com/app/" + "T" * 100
    return json.dumps({"url": url, "thread_ts": RECIPIENT.thread_ts, "about": str(reference(answer, QUESTION))})


def _at(moment: datetime, responder: Responder, themes: Sequence[Theme]) -> Iterator[tuple[str, Shown]]:
    found = responder.status(moment)
    for where, around in EVERYWHERE.items():
        yield f"status, {where}", answer_message(found, around)
    yield "status, shared", shared_message(found, None)
    yield "status, modal", _window(found)
    for notice in notices.notices(responder.knowledge):
        said = responder.describe(status(notice.call, moment))
        yield f"notice, {notice.milestone}", notice_message(said, "https://exemple.fr/appel")
    for length in (20, MAX_TEXT):
        yield f"home, {length}", home_view(_home(found, themes, "m" * length))


def _home(found: Answer, themes: Sequence[Theme], question: str) -> Home:
    """Return the App Home of someone of the team, where all lists are full."""
    team = ForTheTeam([_request(question)] * home.WAITING, [question] * home.UNANSWERED)
    return Home(found, themes, [question] * home.LAST, Kept(1, 2, 3, is_subscribed=True), WINDOW, team)


def of_lists(themes: Sequence[Theme]) -> Iterator[tuple[str, View]]:
    """Yield the pages of the list of themes, and of the list of each."""
    for page in range(_pages(themes)):
        yield f"subjects, page {page}", modals.subjects(themes, page)
    for theme in themes:
        for page in range(_pages(theme.passages)):
            yield f"{theme.page}, subjects, page {page}", modals.theme(theme, page)


def _pages(listed: Sequence[object]) -> int:
    return max(1, -(-len(listed) // modals.PER_PAGE))


def _said_to_anything(responder: Responder) -> Iterator[tuple[str, Shown]]:
    answers = [
        responder.respond(said, now=TODAY) for said in ("bonjour", "merci", "aide", "qui es-tu ?", "?", "", "zzzzz qqqqq")
    ]
    for answer in [*answers, responder.no_answer("?")]:
        for where, around in EVERYWHERE.items():
            yield f"« {answer.question} », {where}", answer_message(answer, around, messages.NONE_WAS_RIGHT)
        yield f"« {answer.question} », modal", _window(answer)


def of_written(text: str) -> Iterator[tuple[str, Shown]]:
    """Yield all that shows what a person wrote."""
    yield "request", request_message(_request(text))
    yield "reply", reply_message(text[:MAX_TEXT], text)
    yield "request form", modals.request(text, QUESTION, RECIPIENT)
    yield "reply form", modals.reply(text, QUESTION)


def _request(text: str) -> Request:
    return Request(QUESTION, datetime(2026, 11, 24, 12, tzinfo=UTC), text, RECIPIENT, None, handled_at=None, reply=None)


def _handled(text: str) -> Post:
    return handled_message(_request(text), TODAY, names.USER, text)


def _fixed(name: str | None) -> Iterator[tuple[str, Shown]]:
    feedback = modals.feedback(JudgedAnswer(QUESTION, QUESTION, ""))
    yield from (("ask", modals.ask()), ("loading", modals.loading()), ("feedback", feedback))
    for kept in (None, Kept(0, 0, 0, is_subscribed=False), Kept(1, 2, 3, is_subscribed=True)):
        yield "kept", kept_message(kept)
    for said in (messages.command_help(name, "/eig", "/eig-statut"), messages.failed("0a1b2c3d"), messages.NOT_OPENED):
        yield said, plain_message(said)
        yield said, modals.notice(messages.ANSWER_TITLE, said)


if __name__ == "__main__":
    wrong = check_folder(Path(sys.argv[1]))
    print("\n".join(wrong) or "all good")
    sys.exit(1 if wrong else 0)
