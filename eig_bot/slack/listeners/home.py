"""The App Home and the Messages tab: what a person finds before asking anything, and what they may have deleted."""

import logging
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from eig_bot.access.people import person_of
from eig_bot.answers.answer import CallState
from eig_bot.messages import slack as messages
from eig_bot.publishing.words import listed
from eig_bot.slack import ids
from eig_bot.slack.bot import SlackBot
from eig_bot.slack.click import Body, Click, fill, open_modal, whisper
from eig_bot.slack.reply import replace
from eig_bot.slack.service import AnswerService
from eig_bot.slack.surface import Surface
from eig_bot.slack.views import modals
from eig_bot.slack.views.elements import plain_message
from eig_bot.slack.views.home import ForTheTeam, Home, home_view

LAST = 5
WAITING = UNANSWERED = 10
PROMPTS = 4

log = logging.getLogger(__name__)


def register(bot: SlackBot) -> None:
    """Listen to the App Home.

    Args:
        bot: whose app listens, and whose service answers.
    """
    home = _Home(bot)
    bot.app.event("app_home_opened")(home.opened)
    bot.app.action(ids.SEARCH)(home.search)
    bot.app.action(ids.ASK_AGAIN)(home.search)
    bot.app.action(ids.FORGET)(home.forget)


def publish(bot: SlackBot, client: WebClient, body: Body) -> None:
    """Show a person their App Home as it stands.

    Args:
        bot: knows the calls, the subjects, what is kept, and who is of the team.
        client: Slack.
        body: what the person did, as Slack sends it.
    """
    service, user = bot.service, person_of(body).user
    status = service.responder.status(service.clock())
    home = Home(
        status=status,
        themes=service.themes,
        last=service.best_effort.last_of(user, LAST),
        kept=service.best_effort.kept_about(user),
        context=service.context(status, None, user),
        team=_for_the_team(service) if bot.team.admits(body) else None,
    )
    client.views_publish(user_id=user, view=home_view(home))


class _Home:
    def __init__(self, bot: SlackBot) -> None:
        self._bot = bot
        self._service = bot.service

    def opened(self, event: dict[str, Any], body: Body, client: WebClient) -> None:
        """Show the tab that was opened."""
        if event.get("tab") == "messages":
            self._prompt(client, str(event["channel"]))
        else:
            publish(self._bot, client, body)

    def search(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Answer a question in a modal, which is there at once."""
        ack()
        click = Click.read(body)
        question = click.value.strip()
        modal = open_modal(client, click, modals.loading()) if question else None
        if modal:
            asked = self._service.ask(question, click.user, Surface.HOME)
            fill(client, modal, modals.answered(asked.answer, self._service.context(asked.answer, asked.id, click.user)))

    def forget(self, ack: Ack, body: Body, client: WebClient) -> None:
        """Delete what is kept about a person, at once; what they did for the team stays, and they are told so."""
        ack()
        click = Click.read(body)
        self._service.forget(click.user, click.at)
        kept = self._service.best_effort.kept_about(click.user)
        said = messages.FORGOTTEN_BUT_ACTS if kept and kept.acts else messages.FORGOTTEN
        if click.view:
            publish(self._bot, client, body)
            open_modal(client, click, modals.notice(messages.FORGET_TITLE, said))
        elif click.response_url:
            replace(client, click.response_url, plain_message(said))
        else:
            whisper(client, click, plain_message(said))

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
        calls = self._service.responder.status(self._service.clock()).calls
        state = calls[0].state if calls else CallState.NONE
        own = self._service.responder.knowledge.site.prompts.get(state)
        if own:
            return own[:PROMPTS]
        first = [theme.passages[0].section for theme in self._service.themes]
        about_call = [messages.IS_CALL_OPEN] if state is not CallState.NONE else []
        return tuple([*about_call, *first][:PROMPTS])


def _for_the_team(service: AnswerService) -> ForTheTeam | None:
    """Return what waits for the team; None when it cannot be read."""
    waiting, unanswered = service.best_effort.waiting(WAITING), service.best_effort.unanswered(UNANSWERED)
    if waiting is None or unanswered is None:
        return None
    return ForTheTeam(waiting, unanswered, service.source_lines, listed(service.best_effort.outbox()))
