"""`eig-bot run` as a process of its own: over a real socket, before the fake Slack."""

import json
import time
from pathlib import Path

from tests.fake_slack import FakeSlack, as_http, dm
from tests.slack.process import SECRET, Run


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


def test_a_stop_finishes_the_answer_that_is_under_way(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    fake.delay("assistant.threads.setStatus", 1.0)
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    fake.wait_for("assistant.threads.setStatus")
    code, _ = bot.stop()
    assert code == 0
    assert "50 à 200 m²" in fake.calls_of("chat.postMessage")[0].params["text"]


def test_an_edit_is_live_within_two_seconds(run: Run, fake: FakeSlack, tmp_path: Path) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    page = tmp_path / "pages" / "terrain.md"
    page.write_text(page.read_text(encoding="utf-8").replace("50 à 200", "80 à 300"), encoding="utf-8")
    time.sleep(2)
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    assert "80 à 300 m²" in fake.wait_for("chat.postMessage")[0].params["text"]
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
    _, log = bot.started.communicate(timeout=30)
    assert bot.started.returncode == 2
    assert "Slack refuse le jeton SLACK_BOT_TOKEN." in log.decode()
    assert "Traceback" not in log.decode()
