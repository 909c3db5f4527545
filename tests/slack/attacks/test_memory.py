"""What may happen to the memory of a running bot: forgotten, held by others, damaged, without room; it answers all the same."""

import json
import resource
import shutil
import sqlite3
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from eig_bot.journal import schema
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.set_aside import all_set_aside
from eig_bot.messages import journal as messages
from eig_bot.messages import settings as settings_messages
from tests.fake_slack import FakeSlack, Payload, as_http, block_action, dm, names
from tests.journal.damage import held, raw_files, read_by_another, spoil_all, spoil_header, spoil_middle, truncate, zero_all
from tests.slack.attacks.conftest import ANSWER, QUESTION
from tests.slack.conftest import ROOT
from tests.slack.pages import write_pages
from tests.slack.process import SECRET, Process, Run, start_process
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow

KEY = "un secret de seize lettres"
SIGNED = {"SLACK_SIGNING_SECRET": SECRET, "EIG_BOT_SECRET_KEY": KEY}
WAIT = 0.5
"""Seconds that somebody waits for their answer while another program holds the journal, beyond what it takes anyway."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def path(data: Path) -> Path:
    return data / "journal.sqlite"


def started(run: Run, **variables: str) -> Process:
    bot = run(**{**SIGNED, **variables})
    bot.wait_until_ready()
    return bot


def ask(bot: Process, fake: FakeSlack, text: str = QUESTION, **more: str) -> float:
    """Ask, and return after how many seconds the answer came."""
    began, question = time.monotonic(), dm(text, **more)
    assert bot.post(*as_http(question, SECRET)) == 200
    wait_until(lambda: question["event"]["ts"] in answered(fake))
    return time.monotonic() - began


def answered(fake: FakeSlack) -> list[str]:
    return [call.params["thread_ts"] for call in fake.calls_of("chat.postMessage") if not call.error]


def forget(bot: Process, fake: FakeSlack) -> None:
    """Click on "Tout effacer", and wait until that is said to be done."""
    before = len(fake.calls_of("views.publish"))
    clicked = block_action({"action_id": "forget"}, view={"type": "home"}, user=names.USER)
    assert bot.post(*as_http(clicked, SECRET)) == 200
    fake.wait_for("views.publish", before + 1)


def recorded(path: Path) -> list[str]:
    """Return the questions of a journal in the order in which they were kept; none while it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
            return [text for (text,) in journal.execute("SELECT text FROM questions ORDER BY number")]
    except sqlite3.Error:
        return []


def notes(bot: Process) -> list[str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{bot.port}/readyz", timeout=PATIENCE) as response:
        found: Any = json.load(response)
        return list(found.get("notes", []))


def settled(data: Path) -> bool:
    return not list((data / "spool").glob("*/[0-9]*"))


# --- forgotten


def test_what_somebody_had_erased_is_in_no_file_while_the_bot_runs_and_after(run: Run, fake: FakeSlack, data: Path) -> None:
    bot = started(run)
    for number in range(30):
        ask(bot, fake, f"{QUESTION} zibeline {number}")
    wait_until(lambda: settled(data))
    assert b"zibeline" in raw_files(data)
    forget(bot, fake)
    assert b"zibeline" not in raw_files(data)
    assert bot.stop()[0] == 0
    assert b"zibeline" not in raw_files(data)


def test_a_reader_delays_that_until_the_next_question_at_most(run: Run, fake: FakeSlack, data: Path, path: Path) -> None:
    bot = started(run)
    ask(bot, fake, f"{QUESTION} zibeline")
    wait_until(lambda: settled(data))
    with read_by_another(path):
        forget(bot, fake)
        assert b"zibeline" in raw_files(data)
    ask(bot, fake, "où jardiner ?")
    wait_until(lambda: b"zibeline" not in raw_files(data))


def test_a_question_that_slack_did_not_take_the_answer_of_does_not_come_back(run: Run, fake: FakeSlack, data: Path) -> None:
    bot, question = started(run), dm(f"{QUESTION} zibeline")
    fake.fail("chat.postMessage", status=500, times=1_000)
    assert bot.post(*as_http(question, SECRET)) == 200
    fake.wait_for("chat.postMessage")
    forget(bot, fake)
    fake._failures["chat.postMessage"].clear()
    bot.kill()
    bot = started(run)
    ask(bot, fake, "où jardiner ?", user="U0AUTRE1")
    wait_until(lambda: settled(data))
    assert question["event"]["ts"] not in answered(fake)
    assert b"zibeline" not in raw_files(data)


# --- held by another program


def test_six_questions_are_answered_while_another_program_holds_the_journal_and_kept_later_in_order(
    run: Run, fake: FakeSlack, data: Path, path: Path
) -> None:
    bot, asked = started(run), [f"{QUESTION} ({number})" for number in range(6)]
    usual = max(ask(bot, fake, "où jardiner ?") for _ in range(3))
    with held(path):
        taken = [ask(bot, fake, text) for text in asked]
        assert max(taken[1:]) < taken[0] or max(taken) < usual + WAIT
        assert taken[0] < usual + WAIT + 1  # a busy machine
        assert sum(taken) < 6 * usual + WAIT + 2
    assert bot.stop()[0] == 0
    bot = started(run)
    wait_until(lambda: settled(data) and len(recorded(path)) == 9)
    assert recorded(path)[3:] == asked
    assert len(answered(fake)) == len(set(answered(fake))) == 9


def test_a_bot_starts_and_answers_while_another_program_holds_its_journal(run: Run, fake: FakeSlack, path: Path) -> None:
    started(run).stop()
    with held(path):
        bot = started(run)
        ask(bot, fake)
    assert bot.stop()[0] == 0


# --- damaged


@pytest.mark.parametrize("spoil", [truncate, spoil_header, spoil_middle, spoil_all, zero_all])
def test_a_bot_starts_with_a_damaged_journal_says_so_and_answers(
    run: Run, fake: FakeSlack, path: Path, spoil: Callable[[Path], None]
) -> None:
    fill(path)
    spoil(path)
    bot = started(run)
    ask(bot, fake, "où jardiner ?")
    (aside,) = all_set_aside(path)
    assert f"the journal was damaged: it is set aside as {aside.name}" in notes(bot)
    wait_until(lambda: "où jardiner ?" in recorded(path))
    code, log = bot.stop()
    assert (code, "damaged journal set aside" in log, aside.name in log) == (0, True, True)
    assert ("Traceback" in log, "zibeline" in log) == (False, False)


def test_damage_that_is_found_later_costs_no_answer(run: Run, fake: FakeSlack, data: Path, path: Path) -> None:
    fill(path)
    bot = started(run)
    write_as_another_program(path)
    spoil_all(path)
    for number in range(6):
        assert ask(bot, fake, f"{QUESTION} ({number})") < 5
    wait_until(lambda: len(all_set_aside(path)) == 1)
    forget(bot, fake)
    assert all_set_aside(path) == ()
    assert b"zibeline" not in raw_files(data)


def write_as_another_program(path: Path) -> None:
    """Let the bot read its file anew: what it has read of it before is no longer the last."""
    with closing(sqlite3.connect(path, isolation_level=None)) as journal:
        journal.execute("UPDATE alembic_version SET version_num = version_num")
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill(path: Path) -> None:
    """Write a journal of some hundred questions."""
    with closing(Journal.open(path.parent, Keys(KEY))) as journal, journal.database.begin() as connection:
        for number in range(300):
            row = (f"{number:032}", "2030-01-01 10:00:00.000000", "p1", "dm", f"zibeline {number}", "answer", 0.5, 3)
            names = "id, at, asker, surface, text, kind, confidence, latency_ms"
            connection.exec_driver_sql(f"INSERT INTO questions ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - our own


def test_a_journal_of_a_newer_bot_stops_the_start_with_both_versions(run: Run, path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as journal:
        journal.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    code, log = run(**SIGNED).wait()
    assert code == 2
    assert messages.newer_journal("9999", schema.versions()[0]) in log
    assert "Traceback" not in log
    assert path.read_bytes() == before


# --- without room


@pytest.fixture
def run_without_room(fake: FakeSlack, fitted: Path, data: Path, tmp_path: Path) -> Iterator[Run]:
    """Start a bot on a disk that is full, until `make_room`."""
    bots: list[Process] = []
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copytree(fitted, data / "cache")

    def run(**variables: str) -> Process:
        where = {"package": ROOT, "module": "tests.slack.without_room"}
        bots.append(start_process(fake.url, data, write_pages(pages), {"SLACK_SIGNING_SECRET": SECRET, **variables}, **where))
        return bots[-1]

    yield run
    for bot in bots:
        bot.kill()


def make_room(bot: Process) -> None:
    resource.prlimit(bot.started.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def is_up(bot: Process) -> bool:
    try:
        return bot.started.poll() is not None or bot.get("/healthz") == 200
    except OSError:
        return False


@pytest.mark.parametrize("is_new", [True, False])
def test_on_a_full_disk_a_bot_with_a_key_starts_and_refuses_what_it_cannot_keep_until_there_is_room(
    run_without_room: Run, fake: FakeSlack, data: Path, path: Path, *, is_new: bool
) -> None:
    if not is_new:
        fill(path)
    bot, question = run_without_room(EIG_BOT_SECRET_KEY=KEY), dm(QUESTION)
    wait_until(lambda: is_up(bot), every=0.05)
    assert (bot.get("/healthz"), bot.get("/readyz")) == (200, 503)
    assert bot.post(*as_http(question, SECRET)) == 503
    make_room(bot)
    bot.wait_until_ready()
    assert bot.post(*as_http(question, SECRET, retry_num=1)) == 200
    wait_until(lambda: answered(fake) == [question["event"]["ts"]])
    wait_until(lambda: settled(data) and QUESTION in recorded(path))
    assert bot.stop()[0] == 0


def test_on_a_full_disk_a_bot_without_a_key_does_not_start(run_without_room: Run, data: Path) -> None:
    code, log = run_without_room().wait()
    assert code == 2
    assert settings_messages.no_secret(str(data / "secret.key")) in log
    assert "Traceback" not in log


def test_on_a_full_disk_a_bot_that_has_its_key_in_its_folder_starts(run_without_room: Run, data: Path) -> None:
    (data / "secret.key").write_text(KEY, encoding="ascii")
    bot = run_without_room()
    wait_until(lambda: is_up(bot), every=0.05)
    assert bot.get("/readyz") == 503


# --- where it is


def test_the_folder_where_the_bot_is_installed_may_have_any_name(
    fake: FakeSlack, fitted: Path, data: Path, path: Path, tmp_path: Path
) -> None:
    place, pages = tmp_path / "100 %s %(here)s d’eig", tmp_path / "pages"
    pages.mkdir()
    shutil.copytree(fitted, data / "cache")
    shutil.copytree(ROOT / "eig_bot", place / "eig_bot", ignore=shutil.ignore_patterns("__pycache__"))
    bot = start_process(fake.url, data, write_pages(pages), SIGNED, package=place)
    try:
        bot.wait_until_ready()
        ask(bot, fake)
        wait_until(lambda: recorded(path) == [QUESTION])
    finally:
        bot.kill()


def test_the_journal_may_be_another_file(run: Run, fake: FakeSlack, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre 100%" / "memoire.sqlite"
    bot = started(run, EIG_BOT_DATABASE_URL=f"sqlite:///{other}")
    assert ANSWER in answer_to(bot, fake, dm(QUESTION))
    wait_until(lambda: recorded(other) == [QUESTION])
    assert not path.exists()
    assert other.stat().st_mode & 0o777 == 0o600


def answer_to(bot: Process, fake: FakeSlack, question: Payload) -> str:
    assert bot.post(*as_http(question, SECRET)) == 200
    wait_until(lambda: question["event"]["ts"] in answered(fake))
    return str(fake.calls_of("chat.postMessage")[-1].params["text"])
