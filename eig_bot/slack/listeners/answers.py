"""The buttons of an answer: related passages, choices, judgements, copying, sharing."""

from datetime import timedelta

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.answers.answer import Answer
from eig_bot.journal.feedback import JudgedAnswer
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.carried import OutdatedError, chosen_in, metadata_of, text_in
from eig_bot.slack.click import Body, Click, open_modal, reply, show, whisper
from eig_bot.slack.ids import Reference
from eig_bot.slack.reply import publish, remove
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import modals
from eig_bot.slack.views.answers import answer_message, shared_message
from eig_bot.slack.views.elements import plain_message

SHARED_ONCE = timedelta(hours=1)
"""How long a second click does not share again: a `response_url` lives for half as long."""


def register(bot: SlackBot) -> None:
    """Listen to the buttons of answers.

    Args:
        bot: whose app listens, and whose service answers.
    """
    buttons = _Buttons(bot.service)
    bot.app.action(ids.OPEN_PAGE)(buttons.open_page)
    bot.app.action(ids.each(ids.RELATED))(buttons.related)
    bot.app.action(ids.each(ids.CHOOSE))(buttons.choose)
    bot.app.action(ids.NONE_OF_THESE)(buttons.none_of_these)
    bot.app.action(ids.FEEDBACK)(buttons.judge)
    bot.app.view(ids.FEEDBACK_FORM)(buttons.explain)
    bot.app.action(ids.COPY)(buttons.copy)
    bot.app.action(ids.SHARE)(buttons.share)


class _Buttons:
    """Acknowledges each click, then does what it asks for; two clicks at once are answered once."""

    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def open_page(self, ack: Ack) -> None:
        """The reader's browser follows the link."""
        ack()

    def related(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer with another passage, in the thread."""
        ack()
        click = Click.read(body)
        if self._service.best_effort.first(click.name):
            self._show_passage(client, click)

    def choose(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep which suggestion was right, and answer with it."""
        ack()
        click = Click.read(body)
        if self._service.best_effort.first(click.name):
            passage = self._service.responder.knowledge.passage(Reference.read(click.value).passage or "")
            if passage:
                self._keep_choice(click, passage.identity)
            self._show_passage(client, click)

    def none_of_these(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep that no suggestion was right, and offer subjects and the team."""
        ack()
        click = Click.read(body)
        if self._service.best_effort.first(click.name):
            self._keep_choice(click, None)
            question = self._service.best_effort.text_of(Reference.read(click.value).question)
            self._answer(client, click, self._service.responder.no_answer(question or ""), messages.NONE_WAS_RIGHT)

    def judge(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Keep what an answer was worth; ask why when it was not useful."""
        ack()
        click = Click.read(body)
        verdict, _, about = click.value.partition(" ")
        if verdict not in {"good", "bad"}:
            raise OutdatedError
        reference, is_good = Reference.read(about), verdict == "good"
        judged = self._judged(click.user, reference)
        if not self._service.best_effort.judge(judged, is_good=is_good):
            whisper(client, click, plain_message(messages.FEEDBACK_LOST))
        elif not is_good:
            open_modal(client, click, modals.feedback(judged))

    def explain(self, ack: Ack, body: Body) -> None:
        """Keep why an answer was not useful."""
        view, about = body["view"], metadata_of(body["view"], "question", "passage")
        reason, comment = chosen_in(view, ids.REASON), text_in(view, ids.COMMENT) or None
        judged = JudgedAnswer(str(about["question"]), str(body["user"]["id"]), str(about["passage"]))
        is_kept = self._service.best_effort.explain(judged, reason, comment)
        said = messages.FEEDBACK_THANKS if is_kept else messages.FEEDBACK_LOST
        ack(response_action="update", view=modals.notice(messages.FEEDBACK_TITLE, said))

    def copy(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show a passage as plain text."""
        ack()
        click = Click.read(body)
        passage = self._service.responder.knowledge.passage(Reference.read(click.value).passage or "")
        view = modals.for_an_email(passage) if passage else modals.notice(messages.COPY_TITLE, messages.GONE)
        open_modal(client, click, view)

    def share(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show a private answer to the whole conversation."""
        ack()
        click = Click.read(body)
        if not click.response_url or not self._service.best_effort.first(click.name, SHARED_ONCE):
            return
        reference = Reference.read(click.value)
        answer = self._service.again(reference)
        if answer is None:
            whisper(client, click, plain_message(messages.GONE))
            return
        try:
            publish(client, click.response_url, shared_message(answer, self._service.best_effort.text_of(reference.question)))
        except OSError:
            self._service.best_effort.allow_again(click.name)
            raise
        remove(client, click.response_url)

    def _show_passage(self, client: WebClient, click: Click) -> None:
        """Answer with the passage of a button; when it has gone, with what its label finds today."""
        reference = Reference.read(click.value)
        question = self._service.best_effort.text_of(reference.question)
        answer = self._service.responder.show(reference.passage or "", question, self._service.clock())
        if answer:
            self._answer(client, click, answer)
        else:
            self._answer(
                client, click, self._service.responder.respond(click.label, now=self._service.clock()), messages.VANISHED
            )

    def _answer(self, client: WebClient, click: Click, answer: Answer, note: str = "") -> None:
        """Show an answer where the button was clicked."""
        is_public = not (click.is_direct or click.is_private)
        context = self._service.context(
            answer,
            Reference.read(click.value).question,
            click.user,
            needs_mention=is_public and not click.view,
            may_share=click.is_private and not click.is_direct,
        )
        if click.in_modal:
            show(client, click, modals.answered(answer, context, note=note))
        else:
            reply(client, click, answer_message(answer, context, note))

    def _keep_choice(self, click: Click, passage: str | None) -> None:
        question_id = Reference.read(click.value).question or ""
        self._service.best_effort.choose(question_id, click.user, passage)

    def _judged(self, user: str, reference: Reference) -> JudgedAnswer:
        passage = self._service.responder.knowledge.passage(reference.passage or "")
        return JudgedAnswer(reference.question or "", user, passage.identity if passage else "")
