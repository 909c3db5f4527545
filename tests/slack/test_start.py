"""A start that answers at once: what comes before the pages are read is acknowledged, kept, and answered once they are."""

import json
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.knowledge.library import Library
from eig_bot.messages import knowledge as knowledge_messages
from eig_bot.messages import slack as messages
from eig_bot.search.cache import Cache
from eig_bot.slack import ids
from eig_bot.slack.serve import NOT_READY
from tests.fake_slack import (
    Call,
    FakeSlack,
    Payload,
    app_home_opened,
    as_http,
    block_action,
    dm,
    global_shortcut,
    mention,
    posted_message,
    slash,
)
from tests.postgres import Server
from tests.slack.clicks import form, read
from tests.slack.held import GO
from tests.slack.process import SECRET, Process, Run, start_process
from tests.waiting import PATIENCE, wait_until

KEY = "k" * 32
QUESTION, ANSWER = "qui prête une parcelle ?", "50 à 200 m²"
UP_WITHIN = 2.0
"""Seconds from the start of a process to the first health check that it answers."""

Go = Callable[[], None]


@pytest.fixture
def go(tmp_path: Path) -> Go:
    return (tmp_path / "data" / GO).touch


@pytest.fixture
def held(run: Run) -> Process:
    """A bot over HTTP that takes what Slack sends, and waits with the rest."""
    bot = run(is_held=True, SLACK_SIGNING_SECRET=SECRET)
    wait_until(lambda: "listening" in bot.log)
    return bot


def send(bot: Process, payload: Payload, retry_num: int | None = None) -> int:
    return bot.post(*as_http(payload, SECRET, retry_num=retry_num))


def responses(fake: FakeSlack) -> list[Call]:
    return fake.calls_of("response_url")


def readiness(bot: Process) -> tuple[int, Any]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{bot.port}/readyz", timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


# --- health


def test_a_process_is_healthy_within_two_seconds_and_not_ready_before_it_can_answer(run: Run, go: Go) -> None:
    """The best of a few starts: a busy machine may be slow, but not always."""

    def seconds() -> float:
        began = time.monotonic()
        bots.append(run(is_held=True, SLACK_SIGNING_SECRET=SECRET))
        bots[-1].wait_until_up()
        return time.monotonic() - began

    bots: list[Process] = []
    assert any(seconds() < UP_WITHIN for _ in range(3))
    wait_until(lambda: readiness(bots[-1]) == (503, {"status": "not ready", "reason": NOT_READY}))
    go()
    bots[-1].wait_until_ready()


def test_a_database_that_does_not_answer_keeps_no_process_from_being_healthy(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://bot@127.0.0.1:{silent.getsockname()[1]}/journal"
        bot = run(SLACK_SIGNING_SECRET=SECRET, EIG_BOT_DATABASE_URL=address, EIG_BOT_SECRET_KEY=KEY)
        bot.wait_until_up()
        assert "database out of reach" not in bot.log
        bot.wait_until_ready()


def test_a_folder_that_cannot_be_served_ends_the_process_with_its_sentence(fake: FakeSlack, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    bot = start_process(fake.url, tmp_path / "data", tmp_path / "vide", {"SLACK_SIGNING_SECRET": SECRET})
    code, log = bot.wait()
    assert code == 2
    assert log.splitlines()[-1] == knowledge_messages.nothing_to_serve(str(tmp_path / "vide"), None)


# --- questions


@pytest.mark.parametrize("asked", [dm, mention])
def test_a_question_that_comes_during_the_start_is_answered_once(
    held: Process, fake: FakeSlack, go: Go, asked: Callable[[str], Payload]
) -> None:
    question = asked(QUESTION)
    assert [send(held, question), send(held, question, retry_num=1)] == [200, 200]
    assert fake.calls_of("chat.postMessage") == []
    go()
    (answer,) = fake.wait_for("chat.postMessage")
    assert ANSWER in answer.params["text"]
    assert send(held, question, retry_num=2) == 200
    assert held.stop()[0] == 0
    assert len(fake.calls_of("chat.postMessage")) == 1


def test_over_a_socket_a_question_that_comes_during_the_start_is_answered_once(run: Run, fake: FakeSlack, go: Go) -> None:
    bot = run(is_held=True, SLACK_APP_TOKEN="xapp-fake")
    fake.socket().wait_for_ack(fake.socket().send("events_api", dm(QUESTION)))
    assert fake.calls_of("chat.postMessage") == []
    go()
    assert ANSWER in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.stop()[0] == 0
    assert len(fake.calls_of("chat.postMessage")) == 1


def test_questions_of_one_thread_that_come_during_the_start_are_answered_in_their_order(
    held: Process, fake: FakeSlack, go: Go
) -> None:
    asked = [dm(f"{QUESTION} ({number})") for number in range(5)]
    for question in asked:
        assert send(held, question) == 200
    go()
    answered = [call.params["thread_ts"] for call in fake.wait_for("chat.postMessage", len(asked))]
    assert answered == [question["event"]["ts"] for question in asked]
    assert held.stop()[0] == 0


def test_what_a_process_killed_during_its_start_has_taken_the_next_one_answers_once(
    held: Process, run: Run, fake: FakeSlack
) -> None:
    assert send(held, dm(QUESTION)) == 200
    held.kill()
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    assert ANSWER in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.stop()[0] == 0
    assert len(fake.calls_of("chat.postMessage")) == 1


# --- commands, buttons, forms


def test_a_command_is_told_to_wait_at_once_and_answered_later(held: Process, fake: FakeSlack, go: Go) -> None:
    assert send(held, slash("/eig", QUESTION, response_url=fake.response_url())) == 200
    (told,) = fake.wait_for("response_url")
    assert told.params["text"] == messages.STARTING
    assert told.params["response_type"] == "ephemeral"
    go()
    assert ANSWER in read(fake.wait_for("response_url", 2)[1])
    assert held.stop()[0] == 0


def test_a_button_is_told_to_wait_at_once_and_does_what_it_does_later(held: Process, fake: FakeSlack, go: Go) -> None:
    click = {"type": "button", "action_id": f"{ids.RELATED}:0", "value": "- terrain.md"}
    message = posted_message(thread_ts=dm(QUESTION)["event"]["ts"])
    assert send(held, block_action(click, message=message, response_url=fake.response_url())) == 200
    assert fake.wait_for("response_url")[0].params["text"] == messages.STARTING
    go()
    assert fake.wait_for("chat.postMessage")[0].params["thread_ts"] == message["thread_ts"]
    assert held.stop()[0] == 0
    assert len(responses(fake)) == 1


def test_what_needs_no_pages_is_done_during_the_start(held: Process, fake: FakeSlack) -> None:
    assert send(held, slash("/eig", "oublier", response_url=fake.response_url())) == 200
    assert messages.NOTHING_KEPT in read(fake.wait_for("response_url")[0])


def test_a_form_says_that_it_searches_and_is_filled_once_there_is_what_answers(held: Process, fake: FakeSlack, go: Go) -> None:
    assert send(held, global_shortcut(ids.ASK_SHORTCUT)) == 200
    (opened,) = fake.wait_for("views.open")
    status, body = held.post_and_read(*as_http(form(opened, {messages.ASK_LABEL: QUESTION}), SECRET))
    assert (status, messages.LOADING in read(json.loads(body))) == (200, True)
    go()
    assert ANSWER in read(fake.wait_for("views.update")[0])
    assert held.stop()[0] == 0


# --- replicas


def test_a_replica_takes_from_the_database_what_another_one_has_fitted(
    run: Run, fake: FakeSlack, postgres: Server, potagers: Path, tmp_path: Path
) -> None:
    database, knowledge, cache = postgres.new_database(), Library(potagers).load(), tmp_path / "data" / "cache"
    content = Cache(cache).read(knowledge)
    assert content
    journal = Journal.open(tmp_path, Keys(KEY), database)
    journal.models.keep(Cache(cache).name_of(knowledge), content)
    journal.close()
    shutil.rmtree(cache)
    bot = run(SLACK_SIGNING_SECRET=SECRET, EIG_BOT_DATABASE_URL=database, EIG_BOT_SECRET_KEY=KEY)
    bot.wait_until_ready()
    assert "models taken from the database" in bot.log
    assert [entry.read_bytes() for entry in cache.iterdir()] == [content]
    assert send(bot, dm(QUESTION)) == 200
    assert ANSWER in fake.wait_for("chat.postMessage")[0].params["text"]
    assert bot.stop()[0] == 0


@pytest.mark.slow
def test_what_the_first_replica_fits_the_second_does_not_fit_again(
    run: Run, postgres: Server, potagers: Path, tmp_path: Path
) -> None:
    database, knowledge = postgres.new_database(), Library(potagers).load()
    journal = Journal.open(tmp_path, Keys(KEY), database)
    shared = {"SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_DATABASE_URL": database, "EIG_BOT_SECRET_KEY": KEY}
    for name, is_taken in (("one", False), ("other", True)):
        bot = run(EIG_BOT_DATA=str(tmp_path / name), **shared)
        bot.wait_until_ready()
        assert ("models taken from the database" in bot.log) == is_taken
        wait_until(lambda: journal.models.find(Cache(tmp_path / "one" / "cache").name_of(knowledge)) is not None)
        assert bot.stop()[0] == 0
    journal.close()


# --- the end of a start


def test_a_stop_during_the_start_is_clean_and_what_was_asked_is_left_to_the_next_process(
    held: Process, run: Run, fake: FakeSlack
) -> None:
    assert send(held, dm(QUESTION)) == 200
    assert send(held, app_home_opened()) == 200
    assert send(held, slash("/eig", QUESTION, response_url=fake.response_url())) == 200
    fake.wait_for("response_url")
    began = time.monotonic()
    code, log = held.stop()
    assert code == 0
    assert time.monotonic() - began < PATIENCE / 4
    assert [read(call) for call in responses(fake)] == [messages.STARTING, messages.STOPPED]
    assert '"ERROR"' not in log
    assert fake.calls_of("chat.postMessage") == []
    run(SLACK_SIGNING_SECRET=SECRET).wait_until_ready()
    assert ANSWER in fake.wait_for("chat.postMessage")[0].params["text"]


def test_a_signal_in_the_first_moment_ends_the_process_as_a_later_one_does(run: Run) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_up()
    assert bot.stop()[0] == 0
