"""Three hundred commands at one moment, while answers are under way: each is acknowledged in time."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import quantiles

import pytest

from benchmarks import slack as benchmark
from tests.fake_slack import FakeSlack, as_http, dm, slash
from tests.slack.process import SECRET, Run
from tests.waiting import wait_until

COMMANDS, ANSWERS = 300, 20


@pytest.mark.slow
def test_three_hundred_commands_are_acknowledged_while_answers_are_under_way(run: Run, fake: FakeSlack) -> None:
    bot = run(SLACK_SIGNING_SECRET=SECRET)
    bot.wait_until_ready()
    fake.delay("chat.postMessage", 0.1)
    questions = [wire(f"q{number}", dm(f"qui prête une parcelle ? ({number})")) for number in range(ANSWERS)]
    urls = [fake.response_url() for _ in range(COMMANDS)]
    commands = [wire(url, slash("/eig", f"où jardiner ? ({url[-3:]})", response_url=url)) for url in urls]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as sender:
        sender.submit(benchmark.post_all, bot.port, questions, 0.0).result()
        sent, acknowledged = sender.submit(benchmark.post_all, bot.port, commands, 0.0).result()
    waits = sorted(acknowledged[url] - sent[url] for url in urls)
    assert quantiles(waits, n=20)[18] <= 1.0
    assert waits[-1] <= 2.0
    assert bot.stop()[0] == 0
    wait_until(lambda: len(fake.calls_of("chat.postMessage")) == ANSWERS)
    assert len(fake.calls_of("response_url")) == COMMANDS


def wire(key: str, payload: dict[str, object]) -> benchmark.Wire:
    return benchmark.Wire(key, *as_http(payload, SECRET))
