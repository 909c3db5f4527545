"""From a click in Slack to another replica: real processes on one database, a real forge, and others who write there too."""

import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.messages import learning as messages
from eig_bot.messages import publishing as said
from eig_bot.publishing.publisher import CLAIM
from eig_bot.slack.views import learning as views
from tests.fake_slack import Call, FakeSlack, as_http, block_action, dm, names
from tests.git.conftest import forge as forge  # noqa: PLC0414 - a fixture
from tests.git.forge import TOKEN, Forge
from tests.git.test_hook import SECRET as HOOK_SECRET
from tests.postgres import Server
from tests.slack.clicks import blocks_of, button, click_on, labels, read
from tests.slack.conftest import SECRET, TEAM_CHANNEL, TEAM_USER
from tests.slack.pages import PAGES
from tests.slack.process import SECRET as SIGNING_SECRET
from tests.slack.process import Process, start_process
from tests.waiting import wait_until

QUESTION = "quel temps fera-t-il samedi en montagne ?"
GROUND = "knowledge/terrain.md"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Replica:
    """A running bot with a Slack of its own."""

    process: Process
    fake: FakeSlack
    data: Path

    def send(self, payload: Mapping[str, Any]) -> None:
        assert self.process.post(*as_http(payload, SIGNING_SECRET)) == 200

    def served(self) -> str:
        """Return what `/readyz` says."""
        with OPENER.open(f"http://127.0.0.1:{self.process.port}/readyz") as answer:
            return str(answer.read().decode())

    def told_of_a_push(self) -> None:
        """Call the bot as a forge does."""
        address = f"http://127.0.0.1:{self.process.port}/knowledge/hook"
        with OPENER.open(urllib.request.Request(address, b"{}", {"X-Gitlab-Token": HOOK_SECRET})) as answer:
            assert answer.status == 202

    def answer(self, question: str) -> str:
        """Ask in a direct message, and return the answer."""
        asked = dm(question)
        self.send(asked)
        wait_until(lambda: bool(self._replies(asked)))
        return self._replies(asked)[-1]

    def _replies(self, asked: Mapping[str, Any]) -> list[str]:
        posted = self.fake.calls_of("chat.postMessage")
        return [str(call.params["text"]) for call in posted if call.params.get("thread_ts") == asked["event"]["ts"]]

    def modal(self, is_it: Callable[[Call], bool], since: int) -> Call:
        """Wait for a modal that was shown after so many calls."""
        wait_until(lambda: any(map(is_it, self._shown(since))))
        return next(filter(is_it, self._shown(since)))

    def _shown(self, since: int) -> list[Call]:
        return [call for call in self.fake.calls[since:] if call.method in {"views.open", "views.update"}]

    def accept(self, question: str, section: str) -> str:
        """Accept a question for a passage, as one of the team does; return what is said then."""
        modal, before = self.chosen(question, section), len(self.fake.calls)
        self.send(self.click(modal, messages.ACCEPT))
        return read(self.modal(lambda call: "»" in read(call) and messages.ACCEPT not in labels(call), before))

    def chosen(self, question: str, section: str) -> Call:
        """Do what one of the team does from the digest until a passage is chosen; return the modal that can be accepted."""
        before = len(self.fake.calls)
        self.send(block_action({"action_id": views.BEGIN, "type": "button"}, user=TEAM_USER, channel=TEAM_CHANNEL))
        modal = self.modal(lambda call: question in read(call), before)
        assert said.BEFORE in read(modal)
        menu = next(part for block in blocks_of(modal) for part in block.get("elements", []) if "options" in part)
        option = next(option for option in menu["options"] if option["text"]["text"] == section)
        click = self.click(modal, messages.SKIP)
        chosen = {"type": "static_select", "action_id": views.PASSAGE, "selected_option": option}
        click["actions"] = [{**click["actions"][0], **chosen}]
        before = len(self.fake.calls)
        self.send(click)
        modal = self.modal(lambda call: messages.NOT_MEASURED in read(call), before)
        assert messages.ACCEPT in labels(modal)
        return modal

    def click(self, modal: Call, label: str) -> dict[str, Any]:
        assert button(modal, label)
        bot: Any = SimpleNamespace(fake=self.fake)
        return dict(click_on(bot, modal, label, user=TEAM_USER))


NewReplica = Callable[..., Replica]


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.new_database()


@pytest.fixture
def replica(forge: Forge, database: str, tmp_path: Path) -> Iterator[NewReplica]:
    """Start bots with nothing on their disk, on one database and one repository."""
    forge.commit({f"knowledge/{name}": text for name, text in PAGES.items()})
    variables = {
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "EIG_BOT_DATABASE_URL": database,
        "EIG_BOT_SECRET_KEY": SECRET,
        "EIG_BOT_TEAM_CHANNEL": TEAM_CHANNEL,
        "EIG_BOT_TEAM_USERS": TEAM_USER,
        "EIG_BOT_KNOWLEDGE_GIT": forge.address,
        "EIG_BOT_KNOWLEDGE_FOLDER": "knowledge",
        "EIG_BOT_KNOWLEDGE_TOKEN": TOKEN,
        "EIG_BOT_KNOWLEDGE_HOOK_SECRET": HOOK_SECRET,
        "OPENBLAS_NUM_THREADS": "1",
    }
    with ExitStack() as stack:

        def start(name: str, **more: str) -> Replica:
            fake = stack.enter_context(FakeSlack(members=(names.CHANNEL, TEAM_CHANNEL)))
            elsewhere = tmp_path / name / "pages"
            elsewhere.mkdir(parents=True)
            began = time.monotonic()
            process = start_process(fake.url, tmp_path / name / "data", elsewhere, {**variables, **more}, is_from_git=True)
            stack.callback(process.kill)
            process.wait_until_ready()
            print(f"{name}: ready after {time.monotonic() - began:.1f} s")
            return Replica(process, fake, tmp_path / name / "data")

        yield start


def writes_in_between(forge: Forge) -> str:
    """Let another writer come between the next push and its end, with the same list of the same page; return their question."""
    theirs = "à qui demander un lopin"
    page = PAGES["terrain.md"].replace("questions:\n", f"questions:\n  - {theirs}\n")
    commit = forge.commit({GROUND: page}, branch="theirs")
    hook = forge.repository / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nrm $0\nunset GIT_QUARANTINE_PATH\ngit update-ref refs/heads/main {commit}\n", encoding="utf-8")
    hook.chmod(0o755)
    return theirs


def test_a_phrasing_accepted_in_slack_is_a_commit_and_in_service_on_another_replica(replica: NewReplica, forge: Forge) -> None:
    one, two = replica("one"), replica("two")
    edited = forge.commit({"knowledge/aide.md": PAGES["aide.md"].replace("1 200", "1 300")})
    began = time.monotonic()
    one.told_of_a_push()
    wait_until(lambda: edited in one.served())
    wait_until(lambda: "1 300 €" in one.answer("combien donne-t-on pour acheter des outils"))
    print(f"an edit: in service {time.monotonic() - began:.1f} s after the call")

    assert QUESTION not in forge.read(GROUND).decode()
    one.answer(QUESTION)
    theirs = writes_in_between(forge)
    told = one.accept(QUESTION, "Trouver un terrain")
    assert told == f"{said.pushed(QUESTION)}\n{messages.NOTHING_TO_LEARN}"
    page = forge.read(GROUND).decode()
    assert f"  - {QUESTION}\n" in page
    assert f"  - {theirs}\n" in page
    assert forge.git("log", "-1", "--format=%an|%ae") == "Potagers partagés|eig-bot@noreply.invalid"
    assert forge.git("rev-list", "--merges", "--count", "main") == "0"

    wait_until(lambda: forge.head() in one.served())  # it has woken itself
    two.told_of_a_push()
    wait_until(lambda: forge.head() in two.served())
    wait_until(lambda: "50 à 200 m²" in two.answer(QUESTION))
    for each in (one, two):
        code, log = each.process.stop()
        assert code == 0
        assert TOKEN not in log
        assert QUESTION not in log


def test_what_a_person_merges_is_in_service_once_they_have(replica: NewReplica, forge: Forge) -> None:
    bot = replica("one", EIG_BOT_KNOWLEDGE_MODE="branch")
    before = forge.head()
    bot.answer(QUESTION)
    told = bot.accept(QUESTION, "Trouver un terrain")
    assert "n’est pas encore en service" in told
    assert forge.head() == before
    branch = forge.git("for-each-ref", "--format=%(refname:short)", "refs/heads/eig-bot/")
    assert said.the_branch(branch) in told
    forge.git("update-ref", "refs/heads/main", forge.head(branch))
    bot.told_of_a_push()
    wait_until(lambda: forge.head() in bot.served())
    wait_until(lambda: "50 à 200 m²" in bot.answer(QUESTION))


def test_what_a_killed_process_was_pushing_is_pushed_by_the_next_one(
    replica: NewReplica, forge: Forge, database: str, tmp_path: Path
) -> None:
    killed = replica("one")
    killed.answer(QUESTION)
    before = len(forge.requests)
    forge.manners.hangs = True
    modal = killed.chosen(QUESTION, "Trouver un terrain")
    killed.send(killed.click(modal, messages.ACCEPT))
    wait_until(lambda: len(forge.requests) > before)
    killed.process.kill()
    forge.manners.hangs = False
    with closing(Journal.open(tmp_path, Keys(SECRET), database)) as journal:
        assert journal.claims.release(CLAIM)  # as when its time has passed
    replica("two")
    wait_until(lambda: QUESTION in forge.read(GROUND).decode())
    assert forge.git("rev-list", "--count", "main") == "2"
