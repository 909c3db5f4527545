"""`eig-bot run` as a process of its own: over a real socket, before the fake Slack."""

import json
import time
import urllib.request
from pathlib import Path

import pytest

from eig_bot.config import Settings
from eig_bot.errors import SettingsError
from eig_bot.messages import settings as settings_messages
from eig_bot.messages import slack as messages
from eig_bot.slack.serve import NO_TEAM, NO_TEAM_USERS
from eig_bot.slack.start import start
from tests.fake_slack import FakeSlack, as_http, block_action, dm, posted_message
from tests.slack.clicks import button, form
from tests.slack.conftest import TEAM_CHANNEL, TEAM_USER
from tests.slack.process import SECRET, Process, Run
from tests.waiting import PATIENCE, wait_until


def test_over_http_a_signed_question_is_answered_and_a_forged_or_old_one_refused(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    assert bot.get("/healthz") == 200
    assert bot.get("/ailleurs") == 404

    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    assert "50 à 200 m²" in fake.wait_for("chat.postMessage")[0].params["text"]

    assert bot.post(*as_http(dm("zibeline"), "another-secret")) == 401
    assert bot.post(*as_http(dm("zibeline"), SECRET, timestamp=int(time.time()) - 600)) == 401

    code, log = bot.stop()
    assert code == 0
    assert "zibeline" not in log
    assert "parcelle" not in log
    assert all(json.loads(line)["message"] for line in log.splitlines())
    assert len(fake.calls_of("chat.postMessage")) == 1


def test_a_bot_is_ready_once_slack_has_taken_its_token(run: Run, fake: FakeSlack) -> None:
    fake.hold("auth.test")
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_up()
    assert bot.get("/readyz") == 503
    fake.let_go()
    bot.wait_until_ready()


def test_over_http_there_must_be_a_port(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        start(Settings(tmp_path, tmp_path, slack_bot_token="xoxb-fake", slack_signing_secret=SECRET))
    assert str(refused.value) == settings_messages.NO_PORT


def test_a_stop_finishes_the_answer_that_is_under_way(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    fake.delay("chat.postMessage", 0.3)
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    (answer,) = fake.wait_for("chat.postMessage")
    code, _ = bot.stop()
    assert code == 0
    assert "50 à 200 m²" in answer.params["text"]
    assert [path.name for path in (tmp_path / "data" / "spool").rglob("[0-9]*") if path.is_file()] == []


def test_an_edit_is_live_in_a_running_process(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    page = tmp_path / "pages" / "terrain.md"
    page.write_text(page.read_text(encoding="utf-8").replace("50 à 200", "80 à 300"), encoding="utf-8")
    wait_until(lambda: "80 à 300 m²" in answer(bot, fake, "qui prête une parcelle ?"), every=0.2)
    assert bot.stop()[0] == 0


def test_in_socket_mode_a_question_is_answered_and_the_stop_is_clean(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_APP_TOKEN="xapp-fake")
    bot.wait_until_ready()
    envelope = fake.socket().send("events_api", dm("qui prête une parcelle ?"))
    fake.socket().wait_for_ack(envelope)
    assert "50 à 200 m²" in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.get("/healthz") == 200
    assert bot.stop()[0] == 0


def test_a_wrong_token_is_said_in_one_sentence(run: Run) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN="xoxb-wrong")
    code, log = bot.wait()
    assert code == 2
    assert "Slack refuse le jeton SLACK_BOT_TOKEN." in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("settings", "notes"),
    [
        ({}, [NO_TEAM, NO_TEAM_USERS]),
        ({"EIG_BOT_TEAM_CHANNEL": TEAM_CHANNEL}, [NO_TEAM_USERS]),
        ({"EIG_BOT_TEAM_USERS": TEAM_USER}, [NO_TEAM]),
    ],
)
def test_readiness_and_the_log_note_what_is_missing_for_people_to_reach_the_team(
    run: Run, settings: dict[str, str], notes: list[str]
) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET, **settings)
    bot.wait_until_ready()
    assert _readiness(bot) == {"status": "ready", "notes": notes}
    _, log = bot.stop()
    assert [note for note in (NO_TEAM, NO_TEAM_USERS) if note in log] == notes


def test_a_reply_reaches_the_asker_through_a_bot_that_started_again_since_the_request(run: Run, fake: FakeSlack) -> None:
    team = {"SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_TEAM_CHANNEL": TEAM_CHANNEL, "EIG_BOT_TEAM_USERS": TEAM_USER}
    bot = run(**team)
    bot.wait_until_ready()
    assert _readiness(bot) == {"status": "ready"}
    question = dm("quel temps fera-t-il demain ?")
    bot.post(*as_http(question, SECRET))
    (answer,) = fake.wait_for("chat.postMessage")
    message = posted_message(thread_ts=question["event"]["ts"])
    bot.post(*as_http(block_action(button(answer, messages.TALK_TO_TEAM), message=message), SECRET))
    (opened,) = fake.wait_for("views.open")
    bot.post(*as_http(form(opened, {messages.TEAM_LABEL: "Et pour une école ?"}), SECRET))
    request = fake.wait_for("chat.postMessage", 2)[1]
    assert bot.stop()[0] == 0

    bot = run(**team)
    bot.wait_until_ready()
    wanted = block_action(button(request, messages.REPLY), message=posted_message(), channel=TEAM_CHANNEL, user=TEAM_USER)
    bot.post(*as_http(wanted, SECRET))
    opened = fake.wait_for("views.open", 2)[1]
    bot.post(*as_http(form(opened, {messages.REPLY_LABEL: "Oui."}, user=TEAM_USER), SECRET))
    reply = fake.wait_for("chat.postMessage", 3)[2]
    assert (reply.params["channel"], reply.params["thread_ts"]) == (question["event"]["channel"], question["event"]["ts"])
    assert reply.params["text"].endswith("Oui.")
    fake.wait_for("chat.update")


def test_who_has_the_token_reads_the_metrics_of_a_running_bot(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET, EIG_BOT_METRICS_TOKEN="m" * 16)
    bot.wait_until_ready()
    answer(bot, fake, "qui prête une parcelle ?")
    request = urllib.request.Request(f"http://127.0.0.1:{bot.port}/metrics", headers={"Authorization": f"Bearer {'m' * 16}"})

    def told() -> set[str]:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as text:
            return set(text.read().decode().splitlines())

    expected = {
        'eig_bot_questions_total{kind="answer",surface="dm"} 1.0',
        'eig_bot_slack_calls_total{method="chat.postMessage",outcome="ok"} 1.0',
        "eig_bot_ready 1.0",
        "eig_bot_spool_entries 0.0",
    }
    wait_until(lambda: expected <= told())
    assert bot.get("/metrics") == 401
    assert bot.stop()[0] == 0


def test_without_a_token_a_running_bot_has_no_metrics(run: Run) -> None:
    bot = run(SLACK_APP_TOKEN="xapp-fake")
    bot.wait_until_ready()
    assert bot.get("/metrics") == 404


def answer(bot: Process, fake: FakeSlack, question: str) -> str:
    """Ask over HTTP, and return what is answered."""
    fake.forget()
    assert bot.post(*as_http(dm(question), SECRET)) == 200
    return str(fake.wait_for("chat.postMessage")[0].params["text"])


def _readiness(bot: Process) -> object:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{bot.port}/readyz", timeout=PATIENCE) as response:
        return json.load(response)
