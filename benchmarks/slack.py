"""How fast the bot is in Slack: `python -m benchmarks.slack` prints what it measures and writes it to `benchmarks/SLACK.md`.

`eig-bot run` is started as a process of its own on `knowledge/`, before the fake Slack of the tests; one more process sends.
Two targets: a burst of 50 events is acknowledged within 300 ms, and 95 direct messages of 100 are answered within a second.

* A burst: 50 events at one moment (direct messages, mentions, commands, clicks on a button), again once all are answered.
* A stream: direct messages only, `RATE` a second; then `BUSY` a minute, for a minute. None may be lost, none answered twice.
* Time to acknowledge: from the moment an event is sent, its connection included, until it is acknowledged.
* Time to answer: from the same moment until the answer arrives at the fake Slack: a message, or what goes to a `response_url`.
* The fake Slack answers at once, or after `FAR` seconds as the real one does; it checks all that it is sent, which takes
  processor time that the bot does not have then.
"""

import http.client
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from multiprocessing import get_context
from pathlib import Path

import click

from benchmarks import report
from benchmarks.corpus import EXPECT, Corpus, read
from benchmarks.report import table
from eig_bot.slack import ids
from eig_bot.slack.ids import Reference
from eig_bot.slack.listeners import commands
from tests.fake_slack import Call, FakeSlack, Payload, as_http, block_action, dm, mention, names, new_ts, posted_message, slash
from tests.fake_slack.server import RESPONSE_URL, Reply

RESULTS = Path(__file__).with_name("SLACK.md")
FOLDER = Path("knowledge")
TODAY = "2026-11-25"
SECRET = "signing-secret"  # noqa: S105 - of the fake Slack

AT_ONCE = 50
KINDS = ("dm", "dm", "mention", "command", "click")
"""What a burst is made of, in turn."""
RATE = 5
BUSY = 1_000
FAR = 0.1
"""Seconds in which Slack answers a call of the Web API, roughly."""
SLOW = ("assistant.threads.setStatus", "chat.postMessage", RESPONSE_URL)
READY_WITHIN = ANSWERED_WITHIN = 60.0
ENVELOPES = {"event_callback": "events_api", "block_actions": "interactive"}
"""Kind of a payload in Socket Mode; commands have no type."""
HOW = """\
Written by `python -m benchmarks.slack`, which says what each figure is. `eig-bot run` on `knowledge/`, before the fake Slack of
the tests on the same machine. Targets: an acknowledgement within 300 ms, also of 50 events at once; an answer to a direct
message within 1 s (p95)."""

Times = dict[str, float]
"""Moment of something, by the key of its event."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An event, and what names its answer."""

    key: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class Wire:
    """An event on its way over HTTP."""

    key: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Timed:
    """What was measured, in seconds."""

    acknowledged: Sequence[float]
    answered: Sequence[float]


Send = Callable[[Sequence[Sent], float], tuple[Times, Times]]
"""Sends events, with so many seconds between two; returns when each was sent and when it was acknowledged."""


class Watched(FakeSlack):
    """The fake Slack, with a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: Times = {}
        """When the first answer to an event arrived."""
        self.twice = 0
        """Answers to messages that had one."""
        self._here = threading.local()

    def receive(self, path: str, headers: Message, body: bytes) -> Reply:
        """Look at the clock before anything is checked."""
        self._here.path, self._here.at = path, time.monotonic()
        return super().receive(path, headers, body)

    def _settle(self, method: str, call: Call, reply: Reply) -> Reply:
        if method in {"chat.postMessage", RESPONSE_URL} and not call.error:
            key = call.params.get("thread_ts") or self._here.path
            self.twice += method == "chat.postMessage" and key in self.answered
            self.answered.setdefault(key, self._here.at)
        return super()._settle(method, call, reply)


class Mix:
    """Events to send, on questions of the folder."""

    def __init__(self, fake: FakeSlack) -> None:
        knowledge, questions = read(Corpus("", FOLDER, EXPECT))
        self._fake = fake
        self._questions = itertools.cycle(question.text for question in questions)
        self._passages = itertools.cycle(passage.key for passage in knowledge.passages)

    def burst(self) -> list[Sent]:
        """Return events of all kinds."""
        return [self._event(kind) for kind in itertools.islice(itertools.cycle(KINDS), AT_ONCE)]

    def stream(self, length: int) -> list[Sent]:
        """Return direct messages."""
        return [self._event("dm") for _ in range(length)]

    def _event(self, kind: str) -> Sent:
        ts, question = new_ts(), next(self._questions)
        if kind == "dm":
            return Sent(ts, dm(question, ts=ts))
        if kind == "mention":
            return Sent(ts, mention(question, ts=ts))
        url = self._fake.response_url()
        if kind == "command":
            return Sent(url.removeprefix(self._fake.address.rstrip("/")), slash(commands.ASK, question, response_url=url))
        related = {"action_id": f"{ids.RELATED}:0", "value": str(Reference(None, next(self._passages)))}
        button = {"type": "button", "text": {"type": "plain_text", "text": question[:75]}, **related}
        return Sent(ts, block_action(button, message=posted_message(ts=ts), response_url=url))


# --- the bot as a process


@contextmanager
def running(fake: FakeSlack, *, over_http: bool) -> Iterator[int]:
    """Run the bot before the fake Slack; give its port."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile() as log:
        port = _free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": names.BOT_TOKEN,
            "SLACK_API_URL": fake.url,
            "EIG_BOT_DATA": data,
            "EIG_BOT_TODAY": TODAY,
            "PORT": str(port),
            **({"SLACK_SIGNING_SECRET": SECRET} if over_http else {"SLACK_APP_TOKEN": names.APP_TOKEN}),
        }
        command = [sys.executable, "-m", "eig_bot", "run", "--knowledge", str(FOLDER.absolute())]
        with subprocess.Popen(command, env=environment, cwd=data, stdout=log, stderr=log) as bot:
            try:
                _wait_until_ready(port)
                yield port
            finally:
                bot.terminate()
                bot.wait()
        log.seek(0)
        failures = [line.decode().strip() for line in log if b'"ERROR"' in line] + fake.violations
        if failures:
            raise click.ClickException(f"{len(failures)} failures, the first one: {failures[0]}")


def _wait_until_ready(port: int) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            with opener.open(f"http://127.0.0.1:{port}/readyz"):
                return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException(f"the bot was not ready within {READY_WITHIN:.0f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- sending


def by_http(port: int, sender: Executor) -> Send:
    """Return what sends over HTTP, each event over a connection of its own, from another process."""

    def send(events: Sequence[Sent], pause: float) -> tuple[Times, Times]:
        wires = [Wire(event.key, *as_http(event.payload, SECRET)) for event in events]
        return sender.submit(post_all, port, wires, pause).result()

    return send


def post_all(port: int, wires: Sequence[Wire], pause: float) -> tuple[Times, Times]:
    """Post events, each in a thread of its own."""
    sent, acknowledged = {}, {}
    begin = time.monotonic() + 0.2

    def post(wire: Wire, due: float) -> None:
        time.sleep(max(0.0, due - time.monotonic()))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWERED_WITHIN)
        sent[wire.key] = time.monotonic()
        connection.request("POST", "/slack/events", wire.body, dict(wire.headers))
        response = connection.getresponse()
        response.read()
        acknowledged[wire.key] = time.monotonic()
        connection.close()
        if response.status != 200:
            raise ConnectionError(f"the bot answered {response.status}")

    with ThreadPoolExecutor(len(wires)) as threads:
        for done in [threads.submit(post, wire, begin + place * pause) for place, wire in enumerate(wires)]:
            done.result()
    return sent, acknowledged


def by_socket(fake: FakeSlack) -> Send:
    """Return what sends over the one connection of Socket Mode, and looks for acknowledgements a thousand times a second."""

    def send(events: Sequence[Sent], pause: float) -> tuple[Times, Times]:
        sent, envelopes, acknowledged = {}, {}, {}
        known = len(fake.socket().acks)

        def look() -> None:
            seen, until = known, time.monotonic() + len(events) * pause + ANSWERED_WITHIN
            while seen < known + len(events) and time.monotonic() < until:
                new = fake.socket().acks[seen:]
                acknowledged.update(dict.fromkeys((ack["envelope_id"] for ack in new), time.monotonic()))
                seen += len(new)
                time.sleep(0.001)

        looking = threading.Thread(target=look)
        looking.start()
        begin = time.monotonic()
        for place, event in enumerate(events):
            time.sleep(max(0.0, begin + place * pause - time.monotonic()))
            sent[event.key] = time.monotonic()
            kind = ENVELOPES.get(event.payload.get("type", ""), "slash_commands")
            envelopes[fake.socket().send(kind, event.payload)] = event.key
        looking.join()
        return sent, {envelopes[envelope]: at for envelope, at in acknowledged.items()}

    return send


def measure(fake: Watched, send: Send, events: Sequence[Sent], pause: float = 0.0) -> Timed:
    """Send events and wait for their answers."""
    sent, acknowledged = send(events, pause)
    if missing := sent.keys() - acknowledged.keys():
        raise click.ClickException(f"{len(missing)} events of {len(events)} were not acknowledged")
    until = time.monotonic() + ANSWERED_WITHIN
    while missing := sent.keys() - fake.answered.keys():
        if time.monotonic() > until:
            raise click.ClickException(f"{len(missing)} events of {len(events)} were not answered")
        time.sleep(0.01)
    if fake.twice:
        raise click.ClickException(f"{fake.twice} events were answered twice")
    answered = fake.answered
    return Timed([acknowledged[key] - at for key, at in sent.items()], [answered[key] - at for key, at in sent.items()])


def run(fake: Watched, send: Send, rounds: int, seconds: int) -> Iterator[tuple[str, Timed]]:
    """Measure bursts, then a stream, with a Slack that is near and one that is far."""
    mix = Mix(fake)
    measure(fake, send, mix.burst())  # what a process does once, at its first events
    for delay in (0.0, FAR):
        for method in SLOW:
            fake.delay(method, delay)
        slack = f"{1000 * delay:.0f} ms"
        bursts = [measure(fake, send, mix.burst()) for _ in range(rounds)]
        together = Timed(
            [taken for burst in bursts for taken in burst.acknowledged], [taken for burst in bursts for taken in burst.answered]
        )
        yield f"{slack}, {AT_ONCE} at once", together
        yield f"{slack}, {RATE} a second", measure(fake, send, mix.stream(RATE * seconds), 1 / RATE)
        yield f"{slack}, {BUSY:,} a minute", measure(fake, send, mix.stream(BUSY), 60 / BUSY)


# --- the table


def row(name: str, timed: Timed) -> tuple[str, ...]:
    """Return a line of the table."""
    figures = [f"{1000 * figure:.0f} ms" for taken in (timed.acknowledged, timed.answered) for figure in _spread(taken)]
    return name, f"{len(timed.answered):,}", *figures


def _spread(taken: Sequence[float]) -> tuple[float, float, float]:
    percentiles = statistics.quantiles(taken, n=20, method="inclusive")
    return percentiles[9], percentiles[18], max(taken)


@click.command()
@click.option("--rounds", default=10, help="Bursts of each kind.")
@click.option("--seconds", default=20, help="Length of a stream.")
@click.option("--output", type=click.Path(path_type=Path), default=RESULTS)
def main(rounds: int, seconds: int, output: Path) -> None:
    """Measure acknowledgements and answers, over HTTP and in Socket Mode."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        os.environ.pop(name, None)
    load = os.getloadavg()[0]
    head = ("Slack answers in", "events", "ack p50", "ack p95", "ack max", "answer p50", "answer p95", "answer max")
    parts = ["# Speed in Slack", HOW, f"Machine: {report.machine()} Load before the run: {load:.1f}."]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as sender:
        for title, over_http in (("HTTP", True), ("Socket Mode", False)):
            with Watched() as fake, running(fake, over_http=over_http) as port:
                send = by_http(port, sender) if over_http else by_socket(fake)
                rows = [row(name, timed) for name, timed in run(fake, send, rounds, seconds)]
            parts += [f"## {title}", table(head, rows)]
            click.echo("\n\n".join(parts[-2:]) + "\n")
    output.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
