"""A request to the team, from what was shown to the asker to the reply in their thread."""

from collections.abc import Sequence

from eig_bot.journal.requests import Request
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from tests.fake_slack import Call, Payload, app_home_opened, mention, message_shortcut
from tests.slack.clicks import asked, click, commanded, receive, send
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER, Bot

UNKNOWN = "quel temps fera-t-il demain à la plage ?"
WANTED = "Et pour une école ?"
REPLY = "Oui, voyez https://potagers.example/ecoles."
THREAD = "1700000000.000100"


def form_of(bot: Bot, shown: Call | None = None) -> Call:
    """Open the form below what is shown, or below the answer to a question."""
    (opened,) = click(bot, shown or asked(bot, UNKNOWN, ts=THREAD), messages.TALK_TO_TEAM)
    return opened


def request_of(bot: Bot, shown: Call | None = None, text: str = WANTED) -> Call:
    """Put a question to the team; return its message there."""
    send(bot, form_of(bot, shown), {messages.TEAM_LABEL: text})
    return in_team(bot)[-1]


def reply_form(bot: Bot, request: Call, user: str = TEAM_USER) -> Call:
    (opened,) = click(bot, request, messages.REPLY, user=user)
    return opened


def reply_to(bot: Bot, request: Call, text: str = REPLY, user: str = TEAM_USER) -> Payload:
    return send(bot, reply_form(bot, request, user), {messages.REPLY_LABEL: text}, user=user)


def in_team(bot: Bot) -> list[Call]:
    return [call for call in bot.posted() if call.params["channel"] == TEAM_CHANNEL]


def delivered(bot: Bot) -> list[Call]:
    return [call for call in bot.posted() if call.params["text"].startswith("L’équipe répond")]


def waiting(bot: Bot) -> Sequence[Request]:
    return bot.service.journal.requests.waiting(10)


def below_a_direct_message(bot: Bot) -> Call:
    return asked(bot, UNKNOWN, ts=THREAD)


def below_a_mention(bot: Bot) -> Call:
    return receive(bot, mention(UNKNOWN, ts=THREAD))[-1]


def below_a_private_answer(bot: Bot) -> Call:
    return commanded(bot, "/eig", UNKNOWN)


def below_the_state_of_the_call(bot: Bot) -> Call:
    return commanded(bot, "/eig-statut")


def in_the_app_home(bot: Bot) -> Call:
    return receive(bot, app_home_opened())[-1]


def in_the_modal_of_a_shortcut(bot: Bot) -> Call:
    return receive(bot, message_shortcut(ids.ANSWER_SHORTCUT, response_url=bot.fake.response_url()))[-1]
