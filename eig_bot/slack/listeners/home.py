"""The App Home and the Messages tab: what a person finds before asking anything, and what they may have deleted."""

import logging
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.answers.answer import CallState
from eig_bot.journal import questions, requests
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.bot import Desk, Surface
from eig_bot.slack.click import Body, Click, fill, open_window, whisper
from eig_bot.slack.reply import replace
from eig_bot.slack.views import modals as windows
from eig_bot.slack.views.elements import plain_message
from eig_bot.slack.views.home import ForTheTeam, Home, home_view

LAST = 5
WAITING = UNANSWERED = 10
PROMPTS = 4

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listen to the App Home."""
    home = _Home(desk)
    app.event("app_home_opened")(home.opened)
    app.action(ids.SEARCH)(home.search)
    app.action(ids.ASK_AGAIN)(home.search)
    app.action(ids.FORGET)(home.forget)


def publish(desk: Desk, client: WebClient, user: str) -> None:
    """Show a person their App Home as it stands."""
    person = desk.person(user)
    nothing: tuple[str, ...] = ()
    home = Home(
        status=desk.responder.status(desk.clock()),
        themes=desk.themes,
        last=desk.remembered(lambda: questions.last_of(desk.journal, person, LAST), nothing),
        kept=desk.kept(user),
        around=desk.around(None, user),
        team=desk.remembered(lambda: _for_the_team(desk), None) if user in desk.team_users else None,
    )
    client.views_publish(user_id=user, view=home_view(home))


class _Home:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, event: dict[str, Any], client: WebClient) -> None:
        """Show the tab that was opened."""
        if event.get("tab") == "messages":
            self._prompt(client, str(event["channel"]))
        else:
            publish(self._desk, client, str(event["user"]))

    def search(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer a question in a window, which is there at once."""
        ack()
        click = Click.read(body)
        question = click.value.strip()
        window = open_window(client, click, windows.loading()) if question else None
        if window:
            asked = self._desk.ask(question, click.user, Surface.HOME)
            fill(client, window, windows.answered(asked.answer, self._desk.around(asked.id, click.user)))

    def forget(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Delete what is kept about a person, at once."""
        ack()
        click = Click.read(body)
        self._desk.forget(click.user)
        told = plain_message(messages.FORGOTTEN)
        if click.view:
            publish(self._desk, client, click.user)
            open_window(client, click, windows.told(messages.FORGET_TITLE, messages.FORGOTTEN))
        elif click.response_url:
            replace(click.response_url, told)
        else:
            whisper(client, click, told)

    def _prompt(self, client: WebClient, channel: str) -> None:
        """Suggest questions of the season; a workspace that does not allow it loses only that."""
        prompts = [{"title": question, "message": question} for question in self._suggested()]
        if not prompts:
            return
        try:
            client.assistant_threads_setSuggestedPrompts(channel_id=channel, title=messages.WELCOME_PROMPTS, prompts=prompts)
        except SlackApiError as error:
            log.info("no suggested prompts", extra={"slack_error": error.response.get("error")})

    def _suggested(self) -> tuple[str, ...]:
        """The team's own prompts for the state of the call; else the call and the first subjects."""
        calls = self._desk.responder.status(self._desk.clock()).calls
        state = calls[0].state if calls else CallState.NONE
        own = self._desk.responder.knowledge.site.prompts.get(state)
        if own:
            return own[:PROMPTS]
        first = [theme.passages[0].section for theme in self._desk.themes]
        about_call = [messages.IS_CALL_OPEN] if state is not CallState.NONE else []
        return tuple([*about_call, *first][:PROMPTS])


def _for_the_team(desk: Desk) -> ForTheTeam | None:
    return ForTheTeam(requests.waiting(desk.journal, WAITING), questions.unanswered(desk.journal, UNANSWERED))
