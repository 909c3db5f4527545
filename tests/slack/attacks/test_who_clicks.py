"""Colleagues and visitors who click on what is the team's: a process, its journal and its pages, seen from outside."""

from contextlib import closing
from pathlib import Path

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys, kept_secret
from eig_bot.journal.tables import team_acts
from eig_bot.messages import slack as messages
from eig_bot.slack.views import learning as learning_views
from tests.fake_slack import FakeSlack, Payload, app_home_opened, as_http, block_action, dm, names
from tests.slack.clicks import button, form, labels, read
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER
from tests.slack.process import SECRET, Process, Run

STRANGER = "U0AUTRE1"
WANTED, REPLY = "Et pour une école de la zibeline ?", "Oui, aussi."
SETTINGS = {"SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_TEAM_CHANNEL": TEAM_CHANNEL}


def started(run: Run, **more: str) -> Process:
    bot = run(**SETTINGS, **more)
    bot.wait_until_ready()
    return bot


def send(bot: Process, payload: Payload) -> None:
    assert bot.post(*as_http(payload, SECRET)) == 200


def from_elsewhere(payload: Payload) -> Payload:
    return {**payload, "user": {**payload["user"], "team_id": "T0VISITE1"}}


def clicked(fake: FakeSlack, action: Payload, user: str) -> Payload:
    return block_action(action, channel=TEAM_CHANNEL, user=user, response_url=fake.response_url())


def acts(data: Path) -> list[str]:
    with closing(Journal.open(data, Keys(kept_secret(data)))) as journal, journal.database.begin() as connection:
        return [row.act for row in connection.execute(team_acts.select())]


def test_a_request_is_read_and_answered_by_those_on_the_list_alone(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    bot = started(run, EIG_BOT_TEAM_USERS=TEAM_USER)
    send(bot, dm("quel temps fera-t-il demain ?"))
    (answer,) = fake.wait_for("chat.postMessage")
    send(bot, block_action(button(answer, messages.TALK_TO_TEAM)))
    (asking,) = fake.wait_for("views.open")
    send(bot, form(asking, {messages.TEAM_LABEL: WANTED}))
    reply = button(fake.wait_for("chat.postMessage", 2)[1], messages.REPLY)

    for payload in (clicked(fake, reply, STRANGER), from_elsewhere(clicked(fake, reply, TEAM_USER))):
        send(bot, payload)
    assert [read(told) for told in fake.wait_for("response_url", 2)] == [messages.TEAM_ONLY] * 2
    send(bot, clicked(fake, reply, TEAM_USER))
    opened = fake.wait_for("views.open", 2)[1]
    assert WANTED in read(opened)
    for payload in (
        form(opened, {messages.REPLY_LABEL: "Non."}, user=STRANGER),
        from_elsewhere(form(opened, {}, user=TEAM_USER)),
    ):
        send(bot, payload)
    send(bot, form(opened, {messages.REPLY_LABEL: REPLY}, user=TEAM_USER))
    assert fake.wait_for("chat.postMessage", 3)[2].params["text"].endswith(REPLY)

    code, log = bot.stop()
    assert (code, log.count("team action refused")) == (0, 4)
    assert not any(person in log for person in (STRANGER, TEAM_USER, names.USER, "zibeline"))
    assert acts(tmp_path / "data") == ["request_opened", "request_answered"]


@pytest.mark.parametrize("action_id", [learning_views.BEGIN, learning_views.ACCEPT, learning_views.OFF_TOPIC, "reply"])
def test_without_a_list_no_button_of_the_teams_does_anything(run: Run, fake: FakeSlack, tmp_path: Path, action_id: str) -> None:
    bot = started(run)
    pages = {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()}
    send(bot, dm("quel temps fera-t-il demain ?"))
    (answer,) = fake.wait_for("chat.postMessage")
    send(bot, app_home_opened(user=TEAM_USER))
    (shown,) = fake.wait_for("views.publish")
    assert messages.TALK_TO_TEAM not in labels(answer) + labels(shown)
    assert messages.HOME_WAITING not in read(shown)
    send(bot, clicked(fake, {"type": "button", "action_id": action_id, "value": "x"}, TEAM_USER))
    assert read(fake.wait_for("response_url")[0]) == messages.TEAM_ONLY
    assert bot.stop()[0] == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "pages").iterdir()} == pages
    assert acts(tmp_path / "data") == []
