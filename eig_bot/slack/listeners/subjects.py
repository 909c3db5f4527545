"""Subjects, browsed in a modal: all themes, the passages of one, the answer of one passage."""

from slack_bolt import Ack
from slack_sdk import WebClient

from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.click import Body, Click, show
from eig_bot.slack.ids import Reference
from eig_bot.slack.service import AnswerService
from eig_bot.slack.views import elements, modals


def register(bot: SlackBot) -> None:
    """Listen to the buttons of subjects.

    Args:
        bot: whose app listens, and whose service answers.
    """
    browser = _Browser(bot.service)
    bot.app.action(ids.SUBJECTS)(browser.subjects)
    bot.app.action(ids.each(ids.SUBJECTS))(browser.subjects)
    bot.app.action(ids.each(ids.THEME))(browser.theme)
    bot.app.action(ids.each(ids.SUBJECT))(browser.subject)


class _Browser:
    def __init__(self, service: AnswerService) -> None:
        self._service = service

    def subjects(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show all themes."""
        ack()
        click = Click.read(body)
        page, _ = _page(click.value)
        show(client, click, modals.subjects(self._service.themes, page))

    def theme(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show the passages of a theme; all themes when it has gone."""
        ack()
        click = Click.read(body)
        page, name = _page(click.value)
        themes = self._service.themes
        found = next((theme for theme in themes if theme.page == name), None)
        show(client, click, modals.theme(found, page) if found else modals.subjects(themes))

    def subject(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Show the answer of a passage, or say that it has gone."""
        ack()
        click = Click.read(body)
        answer = self._service.responder.show(Reference.read(click.value).passage or "", None, self._service.clock())
        if answer is None:
            show(client, click, modals.notice(messages.SUBJECTS_TITLE, messages.GONE))
            return
        page = answer.results[0].passage.page
        back = [elements.button(messages.BACK, f"{ids.THEME}:0", f"0 {page}")]
        show(client, click, modals.answered(answer, self._service.context(answer, None, click.user), back=back))


def _page(value: str) -> tuple[int, str]:
    """Return what a button says of where it leads: number of the page, and name of the theme."""
    number, _, name = value.partition(" ")
    return (int(number) if number.isdecimal() else 0), name
