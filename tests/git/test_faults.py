"""Forge, network, disk and machine at their worst: what is in service stays, the reason is told, and it passes by itself."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eig_bot.errors import KnowledgeError
from eig_bot.git.errors import GitFault
from eig_bot.git_settings import GitSettings
from eig_bot.messages import git as messages
from tests.git.conftest import FIRST, SECRET, Open, Replica, page, settings_of
from tests.git.forge import TOKEN, Forge
from tests.git.test_command import command_lines
from tests.waiting import wait_until

RAIN = {"knowledge/eau.md": page("La pluie")}
ROOT = Path(__file__).parents[2]


def fault_of(bot: Replica) -> GitFault | None:
    trouble = bot.poll().following.state.trouble
    return trouble.fault if trouble else None


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, GitFault.REFUSED),
        (403, GitFault.REFUSED),
        (404, GitFault.ABSENT_REPOSITORY),
        (429, GitFault.UNREACHABLE),
        (500, GitFault.UNREACHABLE),
    ],
)
@pytest.mark.slow
def test_a_forge_that_refuses_costs_nothing_that_is_in_service(
    forge: Forge, replica: Open, status: int, fault: GitFault
) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit(RAIN)
    forge.manners.status = status
    assert (fault_of(bot), bot.titles) == (fault, {"L’eau", "La terre"})
    forge.manners.status = None
    assert (fault_of(bot), bot.served) == (None, head)


def test_a_branch_that_is_deleted_and_made_again_is_followed_again(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    forge.delete("main")
    assert (fault_of(bot), bot.titles) == (GitFault.ABSENT_BRANCH, {"L’eau", "La terre"})
    head = forge.commit(RAIN)
    assert (fault_of(bot), bot.served, bot.titles) == (None, head, {"La pluie"})


@pytest.mark.slow
def test_a_token_that_expires_is_taken_again_from_its_file(forge: Forge, replica: Open, tmp_path: Path) -> None:
    forge.commit(FIRST)
    file = tmp_path / "token"
    file.write_text(TOKEN)
    bot = replica(settings=settings_of(forge, TOKEN="", TOKEN_FILE=str(file))).begin()
    head = forge.commit(RAIN)
    forge.tokens = {"un-nouveau-jeton-0123456789"}
    assert fault_of(bot) is GitFault.REFUSED
    file.write_text("un-nouveau-jeton-0123456789\n")
    assert (fault_of(bot), bot.served) == (None, head)


@pytest.mark.slow
def test_a_forge_that_takes_the_call_and_says_nothing_is_left_in_time(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    replica().begin()
    bot = replica(limit=1).begin()
    head = forge.commit(RAIN)
    for number in (1, 3, 5):  # while it is asked for the head, then for the commit, then for the files
        forge.manners.hangs_after = len(forge.requests) + number
        assert (fault_of(bot), bot.titles) == (GitFault.SLOW, {"L’eau", "La terre"})
        wait_until(lambda: not [words for words in command_lines() if forge.address in words])
        forge.manners.hangs_after = None
    assert (fault_of(bot), bot.served) == (None, head)


@pytest.mark.slow
def test_a_line_that_is_cut_in_the_middle_of_the_objects_is_tried_again(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    head = forge.commit({**RAIN, "knowledge/long.md": page("Long", os.urandom(200_000).hex())})
    for cut in (30, 100, 300):
        forge.manners.cut = cut
        assert fault_of(bot) is not None
        assert bot.titles == {"L’eau", "La terre"}
    forge.manners.cut = None
    assert (fault_of(bot), bot.served) == (None, head)


FOLLOW = """
import sys
from pathlib import Path
from tests.git.conftest import *
data, address = Path(sys.argv[1]), sys.argv[2]
settings = GitSettings(address, folder="knowledge", token=sys.argv[3], environment={"PATH": sys.argv[4]})
journal = Journal.open(data.parent / "base", Keys(SECRET))
following = Following(settings, data / "git", journal, last_good=data / "last-good", clock=Watch(), spacing=0)
"""


def script(data: Path, forge: Forge, then: str, *, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Run Python in a process of its own, with a `following` that leads to the forge."""
    command = [*before, sys.executable, "-c", FOLLOW + then, str(data), forge.address, TOKEN, os.environ["PATH"]]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_what_a_process_that_was_killed_has_left_blocks_nobody(forge: Forge, replica: Open, tmp_path: Path) -> None:
    forge.commit(FIRST)
    replica().begin().following.close()
    head = forge.commit(RAIN)
    forge.manners.hangs_after = len(forge.requests) + 4
    wanted = len(forge.requests) + 4
    process = script(tmp_path / "un", forge, "following.begin(); following.poll()")
    wait_until(lambda: len(forge.requests) >= wanted)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    forge.manners.hangs_after = None
    bot = replica()
    repository = bot.following.mirror.repository
    for left in ("shallow.lock", "config.lock", "refs/eig/next.lock", "packed-refs.lock", "objects/pack/tmp_pack_abc123"):
        (repository / left).parent.mkdir(parents=True, exist_ok=True)
        (repository / left).write_text("left by a process that was killed")
    assert (fault_of(bot.begin()), bot.served, bot.titles) == (None, head, {"La pluie", "La terre"})
    assert not [path.name for path in repository.rglob("*") if path.name.endswith(".lock") or "tmp_" in path.name]


@pytest.mark.slow
def test_a_full_disk_keeps_what_is_in_service_and_takes_the_next_commit_that_fits(forge: Forge, tmp_path: Path) -> None:
    forge.commit(FIRST)
    (tmp_path / "plein").mkdir()
    then = """
import subprocess
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", data], check=True)
following.begin()
for _ in range(2):
    print(following.state.commit, following.state.trouble and following.state.trouble.fault.name, flush=True)
    input()
    following.poll()
print(following.state.commit, following.state.trouble and following.state.trouble.fault.name, flush=True)
"""
    own = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--mount", "--user", "--map-root-user")
    process = script(tmp_path / "plein", forge, then, before=own)
    assert process.stdin
    assert process.stdout
    first = forge.head()
    assert process.stdout.readline() == f"{first} None\n"
    forge.commit({f"knowledge/{number}.md": page("Long", os.urandom(400_000).hex()) for number in range(4)})
    print(file=process.stdin, flush=True)
    assert process.stdout.readline() == f"{first} DISK\n"
    head = forge.commit({**{f"knowledge/{number}.md": None for number in range(4)}, **RAIN})
    print(file=process.stdin, flush=True)
    assert process.stdout.readline() == f"{head} None\n"
    process.communicate()
    assert process.returncode == 0


@pytest.mark.slow
def test_a_copy_that_is_damaged_is_made_anew(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    for damage in ("HEAD", "objects", "config"):
        target = bot.following.mirror.repository / damage
        shutil.rmtree(target) if target.is_dir() else target.write_text("\0 no such thing")
        head = forge.commit({"knowledge/eau.md": page(f"La pluie, {damage}")})
        assert fault_of(bot) in {None, GitFault.OTHER}
        assert (fault_of(bot), bot.served) == (None, head)


@pytest.mark.slow
def test_a_copy_that_belongs_to_another_account_is_used_all_the_same(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    replica().begin()
    settings = settings_of(forge)
    # As git's own tests have it: each repository is then taken for somebody else's.
    other = replace(settings, environment={**settings.environment, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    bot = replica(settings=other).begin()
    head = forge.commit(RAIN)
    assert (fault_of(bot), bot.served) == (None, head)


def test_without_git_a_start_serves_what_is_kept_and_says_so(
    forge: Forge, replica: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    forge.commit(FIRST)
    replica().begin()
    without = replace(settings_of(forge), environment={"PATH": str(tmp_path)})
    bot = replica(settings=without).begin()
    with caplog.at_level(logging.WARNING):
        assert (fault_of(bot), bot.titles) == (GitFault.ABSENT, {"L’eau", "La terre"})
    assert len([record for record in caplog.records if "absent" in record.getMessage()]) == 1


def test_without_git_and_without_anything_kept_the_start_ends_with_what_to_do(
    forge: Forge, replica: Open, tmp_path: Path
) -> None:
    without = replace(settings_of(forge), environment={"PATH": str(tmp_path)})
    with pytest.raises(KnowledgeError) as refused:
        replica(settings=without).begin()
    assert messages.FAULTS["ABSENT"] in str(refused.value)


@pytest.mark.slow
def test_two_processes_on_one_folder_wait_for_each_other(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bots = [replica("un", "a"), replica("un", "b")]
    for bot in bots:
        bot.begin()
    head = forge.commit(RAIN)
    threads = [threading.Thread(target=bot.following.poll) for bot in bots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(bot.served, fault_of(bot)) for bot in bots] == [(head, None)] * 2


@pytest.mark.slow
def test_the_token_stands_in_no_file_no_argument_and_no_line_of_the_log(
    forge: Forge, replica: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    forge.commit(FIRST)
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.001):
            seen.update(line for line in command_lines() if "git" in line)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        bot = replica().begin()
        for status in (401, 403, 404, 500, None):
            forge.manners.status = status
            forge.commit({"knowledge/eau.md": page(f"La pluie, {status}")})
            fault_of(bot)
        forge.stop()
        fault_of(bot)
    finally:
        over.set()
        watcher.join()
    authorizations = {request.authorization for request in forge.requests} - {""}
    secrets = [TOKEN, *(value.removeprefix("Basic ") for value in authorizations)]
    assert len(secrets) == 2
    assert any("ls-remote" in line for line in seen)
    for secret in secrets:
        assert not [line for line in seen if secret in line]
        assert secret not in caplog.text
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert TOKEN not in repr(bot.following.settings)


def test_settings_do_not_show_a_token() -> None:
    assert SECRET not in repr(GitSettings("https://forge.example/a.git", token=SECRET, hook_secret=SECRET))
