"""What is counted has nobody in it, whatever anybody sends."""

import math
import random
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.errors import SlackApiError

from eig_bot.answers.answer import Kind
from eig_bot.slack.metrics import CallOutcome, ServiceMetrics
from eig_bot.slack.metrics_page import with_metrics
from eig_bot.slack.situation import Situation
from eig_bot.slack.surface import Surface
from tests.fake_slack import as_bolt, dm, mention, slash
from tests.slack.clicks import asked, journal_away, receive
from tests.slack.conftest import Bot
from tests.slack.wsgi import served

TOKEN = "un jeton de seize lettres"
MOST_SERIES = 160
"""In all: some have a line for each method and outcome, or for each bucket."""


def series(metrics: ServiceMetrics) -> dict[tuple[str, ...], float]:
    """Return each series by its name and labels, with its value."""
    families = text_string_to_metric_families(metrics.text().decode())
    samples = (sample for family in families for sample in family.samples)
    return {(sample.name, *(sample.labels[label] for label in sorted(sample.labels))): sample.value for sample in samples}


@pytest.fixture
def metrics(bot: Bot) -> ServiceMetrics:
    found = bot.service.metrics
    found.add(Situation(bot.service, lambda: None, lambda: "not connected to Slack"))
    return found


def test_a_question_is_counted_by_where_it_was_asked_and_how_it_was_answered(bot: Bot, metrics: ServiceMetrics) -> None:
    asked(bot, "qui prête une parcelle ?")
    bot.receive(mention("zibeline confidentielle ?"))
    found = series(metrics)
    assert found["eig_bot_questions_total", "answer", "dm"] == 1
    assert sum(value for name, value in found.items() if name[::2] == ("eig_bot_questions_total", "mention")) == 1
    assert found["eig_bot_answer_seconds_count",] == found["eig_bot_ack_seconds_count",] == 2
    assert found["eig_bot_ack_seconds_bucket", "+Inf"] == 2


def test_a_call_to_slack_is_counted_by_what_has_become_of_it(bot: Bot, metrics: ServiceMetrics) -> None:
    receive(bot, slash("/eig", "aide", response_url=bot.fake.response_url()))
    bot.running.client.auth_test()
    bot.fake.fail("views.publish", error="fatal_error")
    with pytest.raises(SlackApiError):
        bot.running.client.api_call("views.publish")
    found = series(metrics)
    assert found["eig_bot_slack_calls_total", "response_url", "ok"] == 1
    assert found["eig_bot_slack_calls_total", "auth.test", "ok"] == 1
    assert found["eig_bot_slack_calls_total", "views.publish", "refused"] == 1


def test_a_method_that_nobody_knows_is_another_one(metrics: ServiceMetrics) -> None:
    metrics.called("zibeline.confidentielle", CallOutcome.OK)
    assert series(metrics)["eig_bot_slack_calls_total", "other", "ok"] == 1
    assert "zibeline" not in metrics.text().decode()


def test_how_things_stand_is_told_when_it_is_asked(bot: Bot, metrics: ServiceMetrics) -> None:
    found = series(metrics)
    assert found["eig_bot_ready",] == 0
    assert found["eig_bot_slack_connected",] == 1
    assert found["eig_bot_journal_away",] == found["eig_bot_requests_waiting",] == found["eig_bot_spool_entries",] == 0
    assert found["eig_bot_knowledge_passages",] == len(bot.responder.knowledge.passages)
    assert found["eig_bot_knowledge_problems", "error"] == 0
    assert found["eig_bot_knowledge_info", ""] == 1
    assert found["eig_bot_git_sync_total", "failed"] == 0
    with journal_away(bot):
        away = series(metrics)
    assert away["eig_bot_journal_away",] == 1
    assert math.isnan(away["eig_bot_requests_waiting",])
    assert away.keys() == found.keys()


def test_before_the_pages_are_read_the_same_series_are_there(bot: Bot, metrics: ServiceMetrics) -> None:
    before = series(metrics).keys()
    bot.service.awaited = type(bot.service.awaited)()
    found = series(metrics)
    assert found.keys() == before
    assert math.isnan(found["eig_bot_knowledge_passages",])


@pytest.mark.parametrize("name", ["alerts.yml", "dashboard.json"])
def test_each_series_that_alerts_and_dashboard_read_is_there(metrics: ServiceMetrics, name: str) -> None:
    read = (Path(__file__).parents[2] / "deploy" / "prometheus" / name).read_text(encoding="utf-8")
    assert set(re.findall(r"\beig_bot_\w+", read)) <= {found[0] for found in series(metrics)}


# --- hostile questions


def hostile(count: int) -> Iterator[str]:
    """Yield questions that would break out of a label, or be one."""
    draw = random.Random(7)  # noqa: S311 - a test that can be repeated
    marks = string.printable + "éà«»\u2028\0\ud800" + '{}="\\\n#'
    for number in range(count):
        yield f"secret{number} " + "".join(draw.choices(marks, k=40)) + '"} 1\neig_bot_fuite{de="moi"} 1'


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_hostile_questions_add_no_series_and_leave_nothing_of_themselves(bot: Bot, metrics: ServiceMetrics, count: int) -> None:
    before = series(metrics).keys()
    for number, question in enumerate(hostile(count)):
        payload = dm(question, user=f"U0SECRET{number}") if number % 2 else slash("/eig", question, response_url="x")
        bot.app.dispatch(as_bolt(payload))
        if number % 100 == 0:
            bot.settle()
    bot.settle()
    text = metrics.text().decode()
    assert series(metrics).keys() == before
    assert len(before) <= MOST_SERIES
    assert "secret" not in text.casefold()
    assert "fuite" not in text
    assert "_created" not in text


def test_all_series_are_there_from_the_first_moment() -> None:
    metrics = ServiceMetrics()
    before = series(metrics).keys()
    for surface in Surface:
        for kind in Kind:
            metrics.answered(surface, kind, 0.1)
    assert series(metrics).keys() == before


# --- who may read them


def page(token: str | None, authorization: str | None) -> tuple[int, bytes]:
    headers = {} if authorization is None else {"HTTP_AUTHORIZATION": authorization}
    application = with_metrics(token, ServiceMetrics(), None)
    return served(application, "/metrics", **headers) if application else (404, b"")


def test_who_has_the_token_reads_them() -> None:
    status, body = page(TOKEN, f"Bearer {TOKEN}")
    assert status == 200
    assert b"eig_bot_questions_total" in body


@pytest.mark.parametrize("authorization", [None, "", TOKEN, "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é\u20ac"])
def test_who_has_it_not_reads_nothing(authorization: str | None) -> None:
    assert page(TOKEN, authorization) == (401, b"")


def test_without_a_token_there_are_none() -> None:
    assert with_metrics(None, ServiceMetrics(), None) is None
