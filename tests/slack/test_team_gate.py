"""What the team alone may do, sent by those who may not: each button, menu and form that the bot listens to is tried."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from eig_bot.access.team import Refusal
from eig_bot.answers.live import LiveResponder
from eig_bot.clock import PARIS
from eig_bot.journal.lessons import name_of
from eig_bot.journal.requests import Asking, Recipient, Request
from eig_bot.journal.tables import metadata
from eig_bot.learning import proposals as learning
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import learning as learning_messages
from eig_bot.messages import slack as messages
from eig_bot.slack import ids
from eig_bot.slack.jobs import digest
from eig_bot.slack.jobs import requests as requests_job
from eig_bot.slack.views import learning as views
from eig_bot.slack.views import modals
from eig_bot.slack.views.team import request_message
from tests.fake_slack import Call, FakeSlack, Payload, app_home_opened, block_action, mention, names
from tests.garden import plainly
from tests.slack.clicks import (
    acknowledged_at_once,
    asked,
    borrowing,
    button,
    click,
    click_on,
    commanded,
    form,
    labels,
    read,
    receive,
)
from tests.slack.conftest import OTHER_TEAM_USER, TEAM_CHANNEL, TEAM_USER, Bot
from tests.slack.pages import write_pages
from tests.slack.team import below_a_direct_message, below_a_mention, in_team

STRANGER, VISITORS_TEAM = "U0AUTRE1", "T0VISITE1"
QUESTION, WANTED = "zxqv brrtk", "Et pour une école de la zibeline ?"
REQUEST, NAME = "0" * 31 + "1", name_of(QUESTION)
MONDAY = datetime(2030, 2, 4, 9, 0, tzinfo=PARIS)
FOR_ANYBODY = {
    ("action", ids.OPEN_PAGE),
    ("action", rf"{ids.RELATED}:\d+"),
    ("action", rf"{ids.CHOOSE}:\d+"),
    ("action", ids.NONE_OF_THESE),
    ("action", ids.FEEDBACK),
    ("action", ids.COPY),
    ("action", ids.SHARE),
    ("action", ids.SEARCH),
    ("action", ids.ASK_AGAIN),
    ("action", ids.FORGET),
    ("action", ids.FOLLOW),
    ("action", ids.UNFOLLOW),
    ("action", ids.TALK_TO_TEAM),
    ("action", ids.SUBJECTS),
    ("action", rf"{ids.SUBJECTS}:\d+"),
    ("action", rf"{ids.THEME}:\d+"),
    ("action", rf"{ids.SUBJECT}:\d+"),
    ("view_submission", ids.FEEDBACK_FORM),
    ("view_submission", ids.TEAM_FORM),
    ("view_submission", ids.ASK_FORM),
    ("view_submission", ids.PUBLISH_FORM),
}
"""What needs no gate, for it shows a person nothing but pages and what is their own. Think before you add to it."""

Send = Callable[[Bot, str], Payload]
Row = tuple[str, str | None, str | None]


# --- what the team may do, each as Slack sends it


def request_of(bot: Bot) -> Request:
    request = bot.service.journal.requests.find(REQUEST)
    assert request
    return request


def proposal_of(bot: Bot) -> Proposal:
    (found,) = learning.proposals(bot.service.journal, bot.responder.knowledge, bot.folder)
    passage = next(passage for passage in bot.responder.knowledge.passages if passage.page == "terrain.md")
    return replace(found, passage=passage)


def below_the_request(bot: Bot, user: str) -> Payload:
    action = button(request_message(request_of(bot)).blocks, messages.REPLY)
    return block_action(action, channel=TEAM_CHANNEL, user=user, response_url=bot.fake.response_url())


def in_the_reply(bot: Bot, user: str) -> Payload:
    request = request_of(bot)
    return form({"view": modals.reply(request.text, request.id)}, {messages.REPLY_LABEL: "Oui, aussi."}, user=user)


def below_the_digest(bot: Bot, user: str) -> Payload:
    action = button([{"type": "actions", "elements": [views.begin_button(1)]}], learning_messages.button(1))
    return block_action(action, channel=TEAM_CHANNEL, user=user, response_url=bot.fake.response_url())


def in_the_proposal(label: str) -> Send:
    return lambda bot, user: click_on(bot, {"view": views.proposal_view(proposal_of(bot), (), ())}, label, user=user)


def in_the_menu(bot: Bot, user: str) -> Payload:
    payload = in_the_proposal(learning_messages.SKIP)(bot, user)
    passage = next(passage for passage in bot.responder.knowledge.passages if passage.page == "aide.md")
    chosen = {"type": "static_select", "action_id": views.PASSAGE, "selected_option": {"value": passage.key}}
    return {**payload, "actions": [{**payload["actions"][0], **chosen}]}


FOR_THE_TEAM: dict[tuple[str, str], tuple[Send, Row]] = {
    ("action", ids.REPLY): (below_the_request, ("request_opened", REQUEST, None)),
    ("view_submission", ids.REPLY_FORM): (in_the_reply, ("request_answered", REQUEST, None)),
    ("action", views.BEGIN): (below_the_digest, ("proposals_opened", None, None)),
    ("action", views.PASSAGE): (in_the_menu, ("passage_chosen", NAME, "aide.md")),
    ("action", views.ACCEPT): (in_the_proposal(learning_messages.ACCEPT), ("accepted", NAME, "terrain.md")),
    ("action", views.OFF_TOPIC): (in_the_proposal(learning_messages.OFF_TOPIC), ("off_topic", NAME, "hors-sujet.yml")),
    ("action", views.SKIP): (in_the_proposal(learning_messages.SKIP), ("skipped", NAME, None)),
}
"""How each is sent, and what is kept of it: what, about what, and in which file."""
each = pytest.mark.parametrize(("send", "row"), FOR_THE_TEAM.values(), ids=[name for _, name in FOR_THE_TEAM])
each_way = pytest.mark.parametrize("send", [send for send, _ in FOR_THE_TEAM.values()], ids=[name for _, name in FOR_THE_TEAM])


# --- who sends it


def as_visitor(payload: Payload) -> Payload:
    """Return what a person would send from the workspace of another organisation, which a form says to be the team."""
    payload = {**payload, "user": {**payload["user"], "team_id": VISITORS_TEAM}}
    if payload["type"] != "view_submission":
        return payload
    team = {"id": VISITORS_TEAM, "domain": "ailleurs", "enterprise_id": "E0VISITE1"}
    return {**payload, "team": team, "view": {**payload["view"], "app_installed_team_id": None}}


@pytest.fixture
def started(start: Callable[..., Bot], tmp_path: Path, shared_responder: LiveResponder) -> Callable[..., Bot]:
    """Start a bot whose pages can be changed, for which a request and a proposal wait; with another list the second time."""
    folder = tmp_path / "pages"
    folder.mkdir()
    responder = LiveResponder(write_pages(folder), rank=borrowing(shared_responder))

    def started(**more: Any) -> Bot:  # noqa: ANN401 - as `start`
        bot = start(responder, folder, **more)
        bot.service.journal.requests.add(Asking(REQUEST, WANTED, Recipient(names.USER)))
        bot.service.journal.requests.posted(REQUEST, "1700000000.000100")
        asked(bot, QUESTION)
        bot.fake.forget()
        return bot

    return started


def state(bot: Bot) -> object:
    """All that an act for the team could change."""
    with bot.service.journal.database.begin() as connection:
        kept = {name: connection.execute(metadata.tables[name].select()).all() for name in ("requests", "lessons", "team_acts")}
    return kept, {path.name: path.read_bytes() for path in bot.folder.iterdir()}


def told(bot: Bot, payload: Payload) -> list[str]:
    """Send something; return what its sender is shown of it."""
    before = len(bot.fake.calls)
    (answer,) = acknowledged_at_once(bot, payload)
    calls = [call for call in bot.fake.calls[before:] if call.method != "auth.test"]
    assert all(call.method in {"response_url", "views.update", "views.open"} for call in calls)
    shown: Sequence[Call | Payload] = [*calls, *([answer] if answer else [])]
    assert not any(secret in str(one) for one in shown for secret in (WANTED, QUESTION))
    assert [call.params.get("response_type") for call in calls if call.method == "response_url"] in ([], ["ephemeral"], [None])
    return [read(one) for one in shown]


def turned_away(bot: Bot, payload: Payload) -> None:
    before = state(bot)
    assert told(bot, payload) == [messages.TEAM_ONLY]
    assert state(bot) == before


# --- nobody else


def registered(bot: Bot) -> set[tuple[str, str]]:
    """Return all that Bolt listens to, by kind and name, but events, commands and shortcuts, which are for anybody."""
    found = set()
    for listener in bot.app._listeners:
        matcher: Any = listener.matchers[0]
        kind = matcher.func.__qualname__.partition(".")[0]
        (name,) = inspect.getclosurevars(matcher.func).nonlocals.values()
        found.add((kind, name.pattern if isinstance(name, re.Pattern) else name))
    return {(kind, name) for kind, name in found if kind not in {"event", "command", "shortcut"}}


def test_whatever_is_listened_to_is_for_anybody_or_tried_below(bot: Bot) -> None:
    assert registered(bot) == FOR_ANYBODY | FOR_THE_TEAM.keys()
    assert not FOR_ANYBODY & FOR_THE_TEAM.keys()


@each_way
def test_a_colleague_who_is_not_of_the_team_is_turned_away_kindly(started: Callable[..., Bot], send: Send) -> None:
    bot = started()
    turned_away(bot, send(bot, STRANGER))


@each_way
def test_a_listed_person_of_another_organisation_is_turned_away_all_the_same(started: Callable[..., Bot], send: Send) -> None:
    bot = started()
    turned_away(bot, as_visitor(send(bot, TEAM_USER)))


@each_way
def test_without_a_list_nobody_may(started: Callable[..., Bot], send: Send) -> None:
    bot = started(team_users=frozenset())
    turned_away(bot, send(bot, TEAM_USER))


@each_way
def test_who_was_taken_off_the_list_is_turned_away_from_what_they_had_open(started: Callable[..., Bot], send: Send) -> None:
    before = started()
    payload = send(before, TEAM_USER)
    turned_away(started(team_users=frozenset({OTHER_TEAM_USER})), payload)


def test_a_refusal_is_logged_with_its_reason_and_not_with_the_person(
    started: Callable[..., Bot], caplog: pytest.LogCaptureFixture
) -> None:
    bot = started()
    for payload in (below_the_request(bot, STRANGER), as_visitor(in_the_reply(bot, TEAM_USER))):
        told(bot, payload)
    refused = [record.__dict__ for record in caplog.records if record.message == "team action refused"]
    assert [(record["action"], record["why"]) for record in refused] == [
        (ids.REPLY, Refusal.NOT_LISTED.value),
        (ids.REPLY_FORM, Refusal.ELSEWHERE.value),
    ]
    assert not any(person in str(record.__dict__) for record in caplog.records for person in (STRANGER, TEAM_USER))


def test_who_clicks_in_an_app_home_that_is_no_longer_theirs_is_told_in_a_window(started: Callable[..., Bot]) -> None:
    bot = started()
    (home,) = receive(bot, app_home_opened(user=TEAM_USER))
    (opened,) = click(bot, home, messages.REPLY, user=STRANGER)
    assert (opened.method, read(opened)) == ("views.open", messages.TEAM_ONLY)


# --- the team, and what is kept of it


def kept(bot: Bot) -> list[tuple[str, str | None, str | None]]:
    with bot.service.journal.database.begin() as connection:
        rows = connection.execute(metadata.tables["team_acts"].select()).all()
    keys = bot.service.journal.keys
    assert all(row.actor == keys.hashed(TEAM_USER) and keys.unseal(row.sealed_actor) == TEAM_USER for row in rows)
    return [(row.act, row.about, row.page) for row in rows]


@each
def test_a_member_may_and_it_is_kept_who_did_what_about_what(started: Callable[..., Bot], send: Send, row: Row) -> None:
    bot = started()
    (answer,) = acknowledged_at_once(bot, send(bot, TEAM_USER))
    assert answer == {}
    assert kept(bot) == [row]


def test_what_could_not_be_done_is_not_kept_as_done(started: Callable[..., Bot]) -> None:
    bot = started()
    reply, accepted = in_the_reply(bot, TEAM_USER), in_the_proposal(learning_messages.ACCEPT)(bot, TEAM_USER)
    blank = form({"view": modals.reply(WANTED, REQUEST)}, {messages.REPLY_LABEL: " "}, user=TEAM_USER)
    (bot.folder / "terrain.md").unlink()
    acknowledged_at_once(bot, blank)
    acknowledged_at_once(bot, accepted)
    assert kept(bot) == []
    for _ in range(2):
        acknowledged_at_once(bot, reply)
    assert kept(bot) == [("request_answered", REQUEST, None)]


@pytest.mark.parametrize("send", [below_the_request, below_the_digest, in_the_menu])
def test_what_cannot_be_kept_is_not_shown(started: Callable[..., Bot], send: Send) -> None:
    bot = started()
    payload = send(bot, TEAM_USER)
    with bot.service.journal.database.begin() as connection:
        connection.execute(text("DROP TABLE team_acts"))
    bot.receive(payload)
    assert not any(secret in str(call.params) for call in bot.fake.calls for secret in (WANTED, QUESTION))


def test_a_member_may_be_of_another_workspace_of_the_bots_organisation(fake: FakeSlack, started: Callable[..., Bot]) -> None:
    fake.enterprise = "E0NOTRE1"
    bot = started()
    payload = below_the_request(bot, TEAM_USER)
    for home in ("E0NOTRE1", names.TEAM):
        acknowledged_at_once(bot, {**payload, "user": {**payload["user"], "team_id": home}, "trigger_id": f"1.2.{home}"})
    assert len(kept(bot)) == 2


def test_while_slack_does_not_say_where_the_bot_is_at_home_nobody_acts_for_the_team(started: Callable[..., Bot]) -> None:
    bot = started()
    payload = below_the_request(bot, TEAM_USER)
    bot.fake.fail("auth.test", error="fatal_error")
    acknowledged_at_once(bot, payload)
    assert kept(bot) == []
    acknowledged_at_once(bot, {**payload, "trigger_id": "1.2.3"})
    assert len(kept(bot)) == 1


# --- nothing leads nowhere


def test_without_a_list_nothing_leads_to_the_team(started: Callable[..., Bot]) -> None:
    bot = started(team_users=frozenset())
    shown = [below_a_direct_message(bot), below_a_mention(bot), *receive(bot, app_home_opened(user=TEAM_USER))]
    assert [labels(one) for one in shown if messages.TALK_TO_TEAM in labels(one)] == []
    assert messages.HOME_WAITING not in read(shown[-1])


def test_without_a_list_a_request_that_waits_is_posted_without_its_button(started: Callable[..., Bot]) -> None:
    bot = started(team_users=frozenset())
    bot.service.journal.requests.add(Asking("0" * 32, "Et pour un collège ?", Recipient(names.USER)))
    requests_job.run(bot.running)
    (posted,) = in_team(bot)
    assert "Et pour un collège ?" in read(posted)
    assert labels(posted) == []


@pytest.mark.parametrize(("users", "count"), [(frozenset({TEAM_USER}), 1), (frozenset(), 0)])
def test_the_digest_has_a_button_to_learn_where_somebody_may(
    started: Callable[..., Bot], users: frozenset[str], count: int
) -> None:
    bot = started(team_users=users)
    bot.today.stop(MONDAY)
    digest.run(bot.running)
    assert labels(in_team(bot)[-1]).count(learning_messages.button(1)) == count


def test_the_home_shows_what_waits_to_a_member_and_to_nobody_from_elsewhere(started: Callable[..., Bot]) -> None:
    bot = started()

    def shown(payload: Payload) -> str:
        return read(receive(bot, payload)[-1])

    assert WANTED in shown(app_home_opened(user=TEAM_USER))
    assert WANTED not in shown(app_home_opened(user=STRANGER))
    assert WANTED not in shown(app_home_opened(user=TEAM_USER, user_team=VISITORS_TEAM))
    assert WANTED not in shown({**app_home_opened(user=TEAM_USER), "is_ext_shared_channel": True})


@pytest.mark.parametrize("label", [messages.FORGET, messages.FOLLOW])
def test_the_home_that_is_shown_anew_after_a_click_is_asked_about_too(started: Callable[..., Bot], label: str) -> None:
    bot = started()
    asked(bot, "parcelle", user=TEAM_USER)
    (home,) = receive(bot, app_home_opened(user=TEAM_USER))
    clicked = click_on(bot, home, label, user=TEAM_USER)
    for payload, is_shown in ((as_visitor(clicked), False), ({**clicked, "trigger_id": "1.2.3"}, True)):
        published = next(call for call in receive(bot, payload) if call.method == "views.publish")
        assert (WANTED in read(published)) is is_shown


def test_people_of_another_organisation_are_answered_like_anybody(bot: Bot) -> None:
    shared = {**mention("qui prête une parcelle ?", user="U0VISITE1", user_team=VISITORS_TEAM), "is_ext_shared_channel": True}
    answer = receive(bot, shared)[-1]
    assert "50 à 200 m²" in read(answer)
    (form_of_request,) = receive(bot, as_visitor(click_on(bot, answer, messages.TALK_TO_TEAM, user="U0VISITE1")))
    (told_,) = acknowledged_at_once(bot, as_visitor(form(form_of_request, {messages.TEAM_LABEL: WANTED}, user="U0VISITE1")))
    assert read(told_).endswith(messages.TEAM_SENT)
    assert WANTED in read(in_team(bot)[-1])


# --- forgotten


def test_a_member_who_has_everything_deleted_is_told_what_stays(started: Callable[..., Bot]) -> None:
    bot = started()
    asked(bot, "parcelle", user=TEAM_USER)
    acknowledged_at_once(bot, in_the_reply(bot, TEAM_USER))
    offered = commanded(bot, "/eig", "oublier", user=TEAM_USER)
    assert "la trace de 1 action pour l’équipe" in plainly(read(offered))
    assert messages.FORGOTTEN_BUT_ACTS in read(click(bot, offered, messages.FORGET, user=TEAM_USER)[-1])
    offered = commanded(bot, "/eig", "oublier", user=TEAM_USER)
    assert "Je garde la trace de 1 action pour l’équipe" in plainly(read(offered))
    assert labels(offered) == []
    assert kept(bot) == [("request_answered", REQUEST, None)]
