"""The buttons of an answer: related passages, choices, judgements, copying, sharing."""

import json
from datetime import timedelta

from slack_bolt import Ack, App
from slack_sdk import WebClient

from eig_bot.answers.answer import Answer
from eig_bot.journal import questions
from eig_bot.journal.questions import Judged
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import Desk, now
from eig_bot.slack.click import Body, Click, open_window, reply, show, whisper
from eig_bot.slack.ids import Reference
from eig_bot.slack.reply import publish, remove
from eig_bot.slack.views import modals as windows
from eig_bot.slack.views.answers import answer_message, shared_message
from eig_bot.slack.views.elements import plain_message

SHARED_ONCE = timedelta(hours=1)
"""How long a second click does not share again: a `response_url` lives for half as long."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of answers."""
    buttons = _Buttons(desk)
    app.action(ids.OPEN_PAGE)(buttons.open_page)
    app.action(ids.each(ids.RELATED))(buttons.related)
    app.action(ids.each(ids.CHOOSE))(buttons.choose)
    app.action(ids.NONE_OF_THESE)(buttons.none_of_these)
    app.action(ids.FEEDBACK)(buttons.judge)
    app.view(ids.FEEDBACK_FORM)(buttons.explain)
    app.action(ids.COPY)(buttons.copy)
    app.action(ids.SHARE)(buttons.share)


class _Buttons:
    """Acknowledges each click, then does what it asks for; two clicks at once are answered once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_page(self, ack: Ack) -> None:
        """The reader's browser follows the link."""
        ack()

    def related(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer with another passage, in the thread."""
        ack()
        click = Click.read(body)
        if self._desk.first(click.name):
            self._show_passage(client, click)

    def choose(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep which suggestion was right, and answer with it."""
        ack()
        click = Click.read(body)
        if self._desk.first(click.name):
            passage = self._desk.responder.knowledge.passage(Reference.read(click.value).passage or "")
            if passage:
                self._keep_choice(click, passage.identity)
            self._show_passage(client, click)

    def none_of_these(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep that no suggestion was right, and offer subjects and the team."""
        ack()
        click = Click.read(body)
        if self._desk.first(click.name):
            self._keep_choice(click, None)
            question = self._desk.question(Reference.read(click.value).question)
            self._answer(client, click, self._desk.responder.no_answer(question or ""), messages.NONE_WAS_RIGHT)

    def judge(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep what an answer was worth; ask why when it was not useful."""
        ack()
        click = Click.read(body)
        verdict, _, about = click.value.partition(" ")
        reference, is_good = Reference.read(about), verdict == "good"
        judged = self._judged(click.user, reference)
        journal = self._desk.journal
        if not self._desk.remembered(lambda: questions.judge(journal, judged, is_good=is_good, now=now()), default=False):
            whisper(client, click, plain_message(messages.FEEDBACK_LOST))
        elif not is_good:
            open_window(client, click, windows.feedback(judged))

    def explain(self, ack: Ack, body: Body) -> None:
        """Keep why an answer was not useful."""
        values, about = body["view"]["state"]["values"], json.loads(body["view"]["private_metadata"])
        reason = str(values[ids.REASON][ids.REASON]["selected_option"]["value"])
        comment = values[ids.COMMENT][ids.COMMENT].get("value")
        judged = Judged(about["question"], self._desk.person(str(body["user"]["id"])), about["passage"])
        journal = self._desk.journal
        is_kept = self._desk.remembered(lambda: questions.explain(journal, judged, reason, comment), default=False)
        said = messages.FEEDBACK_THANKS if is_kept else messages.FEEDBACK_LOST
        ack(response_action="update", view=windows.told(messages.FEEDBACK_TITLE, said))

    def copy(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show a passage as plain text."""
        ack()
        click = Click.read(body)
        passage = self._desk.responder.knowledge.passage(Reference.read(click.value).passage or "")
        view = windows.for_an_email(passage) if passage else windows.told(messages.COPY_TITLE, messages.GONE)
        open_window(client, click, view)

    def share(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show a private answer to the whole conversation."""
        ack()
        click = Click.read(body)
        if not click.response_url or not self._desk.first(click.name, SHARED_ONCE):
            return
        reference = Reference.read(click.value)
        answer = self._desk.again(reference)
        if answer is None:
            whisper(client, click, plain_message(messages.GONE))
            return
        try:
            publish(click.response_url, shared_message(answer, self._desk.question(reference.question)))
        except OSError:
            self._desk.again_allowed(click.name)
            raise
        remove(click.response_url)

    def _show_passage(self, client: WebClient, click: Click) -> None:
        """Answer with the passage of a button; when it has gone, with what its label finds today."""
        self._desk.precedence.give_way()
        reference = Reference.read(click.value)
        question = self._desk.question(reference.question)
        answer = self._desk.responder.show(reference.passage or "", question, self._desk.clock())
        if answer:
            self._answer(client, click, answer)
        else:
            self._answer(client, click, self._desk.responder.respond(click.label, now=self._desk.clock()), messages.VANISHED)

    def _answer(self, client: WebClient, click: Click, answer: Answer, note: str = "") -> None:
        """Show an answer where the button was clicked."""
        is_public = not (click.is_direct or click.is_private)
        around = self._desk.around(
            Reference.read(click.value).question,
            click.user,
            needs_mention=is_public and not click.view,
            may_share=click.is_private and not click.is_direct,
        )
        if click.in_window:
            show(client, click, windows.answered(answer, around, note=note))
        else:
            reply(client, click, answer_message(answer, around, note))

    def _keep_choice(self, click: Click, passage: str | None) -> None:
        reference, person, journal = Reference.read(click.value), self._desk.person(click.user), self._desk.journal
        self._desk.remembered(lambda: questions.choose(journal, reference.question or "", person, passage, now()), None)

    def _judged(self, user: str, reference: Reference) -> Judged:
        passage = self._desk.responder.knowledge.passage(reference.passage or "")
        return Judged(reference.question or "", self._desk.person(user), passage.identity if passage else "")
