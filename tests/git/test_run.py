"""`eig-bot run` on a repository, as a process of its own: from an empty disk to an edit, and back without the forge."""

import hashlib
import hmac
import json
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fake_slack import FakeSlack, as_http, dm
from tests.git.conftest import BROKEN
from tests.git.forge import TOKEN, Forge
from tests.git.test_command import command_lines
from tests.postgres import Server
from tests.slack.pages import PAGES
from tests.slack.process import SECRET, Process, start_process
from tests.waiting import wait_until

HOOK = "un-secret-de-la-forge-0123"
Run = Callable[..., Process]


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def run(fake: FakeSlack, forge: Forge, tmp_path: Path) -> Iterator[Run]:
    """Start a bot on the forge; `name` tells its data folder."""
    forge.commit({f"contenu/{name}": text for name, text in PAGES.items()})
    started: list[Process] = []
    (tmp_path / "ailleurs").mkdir()

    def run(name: str = "un", **variables: str) -> Process:
        own = {"GIT": forge.address, "FOLDER": "contenu", "TOKEN": TOKEN, "HOOK_SECRET": HOOK}
        of_git = {f"EIG_BOT_KNOWLEDGE_{key}": value for key, value in own.items()}
        more = {**of_git, "SLACK_SIGNING_SECRET": SECRET, **variables}
        started.append(start_process(fake.url, tmp_path / name, tmp_path / "ailleurs", more, is_from_git=True))
        return started[-1]

    yield run
    for process in started:
        process.kill()


def edited(text: str) -> dict[str, str]:
    return {"contenu/terrain.md": PAGES["terrain.md"].replace("50 à 200", text)}


def call(bot: Process, secret: str = HOOK) -> int:
    """Tell the bot that something was pushed, as GitHub does."""
    body = json.dumps({"ref": "refs/heads/main"}).encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return bot.post_raw(body, {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}, "/knowledge/hook")


def notes(bot: Process) -> list[str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{bot.port}/readyz") as response:
        return [note for note in json.load(response)["notes"] if note.startswith("knowledge")]


def answer(bot: Process, fake: FakeSlack) -> str:
    before = len(fake.calls_of("chat.postMessage"))
    assert bot.post(*as_http(dm("qui prête une parcelle ?"), SECRET)) == 200
    return str(fake.wait_for("chat.postMessage", before + 1)[-1].params["text"])


@pytest.mark.slow
def test_from_an_empty_disk_to_an_edit_in_service_after_the_call_of_the_forge(run: Run, forge: Forge, fake: FakeSlack) -> None:
    bot = run()
    bot.wait_until_ready()
    assert notes(bot) == [f"knowledge: commit {forge.head()}, 0 pages refused"]
    assert "50 à 200 m²" in answer(bot, fake)
    head = forge.commit({**edited("80 à 300"), "contenu/aide.md": BROKEN})
    assert call(bot, "un-autre-secret-0123456789") == 401
    began = time.monotonic()
    assert call(bot) == 202
    wait_until(lambda: notes(bot) == [f"knowledge: commit {head}, 1 page refused"])
    assert time.monotonic() - began < 30  # three seconds on a machine that has nothing else to do
    wait_until(lambda: "80 à 300 m²" in answer(bot, fake))  # the folder is looked at every second
    assert bot.get("/knowledge/hook") == 405
    assert not [line for line in command_lines() if TOKEN in line]
    code, log = bot.stop()
    assert code == 0
    assert TOKEN not in log
    assert HOOK not in log


@pytest.mark.slow
def test_a_lost_disk_and_a_forge_that_is_down_leave_the_answers_of_the_database(
    run: Run, forge: Forge, fake: FakeSlack, postgres: Server, tmp_path: Path
) -> None:
    shared = {"EIG_BOT_DATABASE_URL": postgres.new_database(), "EIG_BOT_SECRET_KEY": "une clé de seize lettres"}
    bot = run(**shared)
    bot.wait_until_ready()
    wait_until(lambda: "commit in service" in bot.log)
    assert bot.stop()[0] == 0
    forge.stop()
    shutil.rmtree(tmp_path / "un")
    again = run(**shared)
    again.wait_until_ready()
    assert notes(again) == [f"knowledge: commit {forge.head()}, 0 pages refused"]
    assert "50 à 200 m²" in answer(again, fake)
    assert again.stop()[0] == 0


@pytest.mark.slow
def test_a_forge_that_hangs_keeps_nothing_from_its_end(run: Run, forge: Forge) -> None:
    bot = run()
    bot.wait_until_ready()
    forge.manners.hangs = True
    asked = len(forge.requests)
    assert call(bot) == 202
    wait_until(lambda: len(forge.requests) > asked)
    assert bot.get("/healthz") == 200
    began = time.monotonic()
    assert bot.stop()[0] == 0
    assert time.monotonic() - began < 20
    wait_until(lambda: not [line for line in command_lines() if "git" in line and forge.address in line])


@pytest.mark.slow
def test_a_first_start_without_git_ends_with_one_sentence(run: Run, tmp_path: Path) -> None:
    code, log = run(PATH=str(tmp_path)).wait()
    assert code == 2
    assert log.count("Git n’est pas installé") == 1
    assert "Traceback" not in log
