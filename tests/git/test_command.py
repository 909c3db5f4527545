"""The one way to run git: what it may do, how it ends, and what nobody sees."""

import threading
from pathlib import Path

import pytest

from eig_bot.git.command import Git
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git_settings import GitSettings
from tests.git.conftest import settings_of
from tests.git.forge import TOKEN, Forge
from tests.waiting import wait_until


def ask(git: Git, address: str | None = None) -> str:
    return git.run("ls-remote", address or git.address, "refs/heads/main").out.decode().partition("\t")[0]


def test_it_asks_a_forge_with_the_token(forge: Forge, git_settings: GitSettings, tmp_path: Path) -> None:
    head = forge.commit({"knowledge/page.md": "x"})
    assert ask(Git(git_settings, tmp_path)) == head


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, GitFault.REFUSED),
        (403, GitFault.REFUSED),
        (404, GitFault.ABSENT_REPOSITORY),
        (301, GitFault.MOVED),
        (503, GitFault.UNREACHABLE),
    ],
)
def test_what_the_forge_answers_is_told_apart(forge: Forge, tmp_path: Path, status: int, fault: GitFault) -> None:
    forge.manners.status, forge.manners.location = status, forge.address if status == 301 else None
    with pytest.raises(GitError) as failed:
        ask(Git(settings_of(forge), tmp_path))
    assert failed.value.fault is fault
    assert TOKEN not in str(failed.value)


def test_a_token_file_is_read_at_each_command(forge: Forge, tmp_path: Path) -> None:
    forge.commit({"knowledge/page.md": "x"})
    file = tmp_path / "token"
    file.write_text("périmé\n")
    settings = Git(settings_of(forge, TOKEN="", TOKEN_FILE=str(file)), tmp_path)
    with pytest.raises(GitError) as refused:
        ask(settings)
    assert refused.value.fault is GitFault.REFUSED
    file.write_text(TOKEN + "\n")
    assert ask(settings) == forge.head()


def test_a_server_that_says_nothing_is_left_at_the_time_limit_with_all_that_git_began(forge: Forge, tmp_path: Path) -> None:
    forge.manners.hangs = True
    with pytest.raises(GitError) as slow:
        ask(Git(settings_of(forge), tmp_path, limit=0.5))
    assert slow.value.fault is GitFault.SLOW
    wait_until(lambda: not [words for words in command_lines() if forge.address in words])


def test_the_token_goes_to_no_other_host(forge: Forge, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with Forge(tmp_path / "other") as other:
        forge.manners.status, forge.manners.location = 302, f"{other.address}/info/refs?service=git-upload-pack"
        with pytest.raises(GitError):
            ask(Git(settings_of(forge), tmp_path))
        with pytest.raises(GitError):
            ask(Git(settings_of(forge), tmp_path), other.address)
        assert {request.authorization for request in other.requests} == {""}
    assert len(forge.requests) > 0


def test_without_git_on_the_path_the_error_says_so(forge: Forge, tmp_path: Path) -> None:
    with pytest.raises(GitError) as absent:
        ask(Git(GitSettings(forge.address, environment={"PATH": str(tmp_path)}), tmp_path))
    assert absent.value.fault is GitFault.ABSENT


def test_the_token_stands_in_no_argument_while_git_runs(forge: Forge, tmp_path: Path) -> None:
    forge.manners.hangs = True
    git = Git(settings_of(forge), tmp_path)
    seen: list[str] = []

    def is_waiting() -> bool:
        seen.extend(words for words in command_lines() if forge.address in words)
        return bool(forge.requests)

    def ask_in_vain() -> None:
        with pytest.raises(GitError):
            ask(git)

    thread = threading.Thread(target=ask_in_vain)
    thread.start()
    wait_until(is_waiting)
    git.close()
    thread.join()
    assert seen
    assert not [words for words in seen if TOKEN in words or "Authorization" in words]


def command_lines() -> list[str]:
    """What every process of this account was started with."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue
    return found
