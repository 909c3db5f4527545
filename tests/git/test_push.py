"""Commits that are made on the newest state of a real forge, and pushed there."""

import os
from pathlib import Path

import pytest

from eig_bot.git.command import Git
from eig_bot.git.errors import GitError, GitFault
from eig_bot.git.push import NotAFileError, Pen, RefusedPushError, StalePushError
from eig_bot.git_settings import GitSettings
from tests.git.conftest import settings_of
from tests.git.forge import Forge, Link, Submodule

WHO = "Jardins partagés"
PAGE = "knowledge/ruche.md"
HOOK = "#!/bin/sh\necho '{said}' >&2\nexit {code}\n"


@pytest.fixture
def pen(forge: Forge, git_settings: GitSettings, tmp_path: Path) -> Pen:
    forge.commit({PAGE: "Le miel.\n", "images/logo.png": os.urandom(200_000)})
    return Pen(Git(git_settings, tmp_path), tmp_path / "room")


def pushed(pen: Pen, content: bytes, path: str = PAGE) -> str:
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, path, content, "Un titre\n\nUn texte", WHO)
        copy.push(commit, "main")
        return commit


def hook(forge: Forge, name: str, said: str, code: int) -> None:
    file = forge.repository / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(HOOK.format(said=said, code=code), encoding="utf-8")
    file.chmod(0o755)


def test_a_commit_is_that_of_the_service_and_changes_one_file(forge: Forge, pen: Pen) -> None:
    before = forge.head()
    commit = pushed(pen, b"Le miel.\r\nLa cire.")
    assert forge.head() == commit
    assert forge.read(PAGE) == b"Le miel.\r\nLa cire."
    assert forge.git("rev-parse", f"{commit}^") == before
    assert forge.git("diff", "--name-only", before, commit) == PAGE
    assert forge.git("log", "-1", "--format=%an <%ae>|%cn <%ce>|%s|%b", commit) == (
        f"{WHO} <eig-bot@noreply.invalid>|{WHO} <eig-bot@noreply.invalid>|Un titre|Un texte"
    )


def test_what_is_not_written_is_not_fetched_either(pen: Pen, tmp_path: Path) -> None:
    with pen.opened("main") as copy:
        copy.push(copy.commit(copy.head, PAGE, b"Rien.", "Un titre", WHO), "main")
        assert sum(file.stat().st_size for file in (tmp_path / "room").rglob("*") if file.is_file()) < 100_000
    assert list((tmp_path / "room").iterdir()) == []


def test_a_file_that_is_not_there_yet_is_made(forge: Forge, pen: Pen) -> None:
    pushed(pen, b"questions:\n", "knowledge/a b\u00e9\n.yml")
    assert "\ta b\u00e9\n.yml\0" in forge.git("ls-tree", "-z", "HEAD:knowledge")
    with pen.opened("main") as copy:
        assert copy.read(copy.head, "knowledge/a b\u00e9\n.yml") == b"questions:\n"
        assert copy.read(copy.head, "knowledge/nowhere.md") is None


def test_who_is_slower_is_told_and_nothing_is_lost(forge: Forge, pen: Pen) -> None:
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", WHO)
        theirs = forge.commit({"knowledge/autre.md": "Le leur.\n"})
        with pytest.raises(StalePushError):
            copy.push(commit, "main")
    assert forge.head() == theirs


def test_a_history_that_was_replaced_is_not_put_back(forge: Forge, pen: Pen) -> None:
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", WHO)
        theirs = forge.commit({PAGE: "Le leur.\n"}, new_root=True)
        with pytest.raises(StalePushError):
            copy.push(commit, "main")
    assert forge.head() == theirs


def test_of_two_that_the_forge_has_let_in_one_is_told_to_begin_again(forge: Forge, pen: Pen) -> None:
    theirs = forge.commit({"knowledge/autre.md": "Le leur.\n"}, branch="theirs")
    hook(forge, "pre-receive", "", 0)
    # The other push ends between the look at the branch and its change, as when both come in one moment.
    with (forge.repository / "hooks" / "pre-receive").open("a", encoding="utf-8") as file:
        file.seek(0)
        file.truncate()
        file.write(f"#!/bin/sh\nunset GIT_QUARANTINE_PATH\ngit update-ref refs/heads/main {theirs}\n")
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", WHO)
        with pytest.raises(StalePushError):
            copy.push(commit, "main")
    assert forge.head() == theirs


@pytest.mark.parametrize("said", ["GitLab: not allowed to push code to protected branches", "please fetch first"])
def test_a_branch_that_is_protected_takes_nothing(forge: Forge, pen: Pen, said: str) -> None:
    hook(forge, "pre-receive", said, 1)
    with pytest.raises(RefusedPushError):
        pushed(pen, b"Le mien.")


def test_a_token_that_may_only_read_is_told_as_such(forge: Forge, pen: Pen) -> None:
    forge.manners.pushes = "refused"
    with pytest.raises(GitError) as raised:
        pushed(pen, b"Le mien.")
    assert raised.value.fault is GitFault.REFUSED


def test_a_forge_that_is_down_is_told_as_such(forge: Forge, pen: Pen) -> None:
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", WHO)
        forge.stop()
        with pytest.raises(GitError) as raised:
            copy.push(commit, "main")
    assert raised.value.fault is GitFault.UNREACHABLE
    with pytest.raises(GitError), pen.opened("main"):
        pass


def test_a_branch_of_its_own_is_made_and_told_where_to_be_merged(forge: Forge, pen: Pen) -> None:
    hook(forge, "post-receive", "Create a pull request:\n  " + forge.address.removesuffix(".git") + "/pulls/new", 0)
    before = forge.head()
    with pen.opened("main") as copy:
        commit = copy.commit(copy.head, PAGE, b"Le mien.", "Un titre", WHO)
        done = copy.push(commit, "eig-bot/2031-04-10")
    assert done.address == forge.address.removesuffix(".git") + "/pulls/new"
    assert (forge.head(), forge.head("eig-bot/2031-04-10")) == (before, commit)
    assert pen.branches("eig-bot/*") == {"eig-bot/2031-04-10": commit}
    with pen.opened("main") as copy:
        assert copy.read(copy.fetch("eig-bot/2031-04-10"), PAGE) == b"Le mien."


@pytest.mark.parametrize("what", [Link("../secret"), Submodule()])
def test_what_is_no_file_is_not_written_through(forge: Forge, pen: Pen, what: Link | Submodule) -> None:
    forge.commit({PAGE: what})
    with pen.opened("main") as copy, pytest.raises(NotAFileError):
        copy.read(copy.head, PAGE)


def test_a_file_that_may_be_run_stays_one(forge: Forge, pen: Pen) -> None:
    forge.git("update-ref", "refs/heads/main", with_mode(forge, "100755"))
    pushed(pen, b"Le mien.")
    assert forge.git("ls-tree", "refs/heads/main", PAGE).startswith("100755")


def with_mode(forge: Forge, mode: str) -> str:
    index = {"GIT_INDEX_FILE": str(forge.root / "index")}
    blob = forge.git("rev-parse", f"refs/heads/main:{PAGE}")
    forge.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{PAGE}", variables=index)
    who = {"GIT_AUTHOR_NAME": "J", "GIT_AUTHOR_EMAIL": "j@j.test", "GIT_COMMITTER_NAME": "J", "GIT_COMMITTER_EMAIL": "j@j.test"}
    return forge.git("commit-tree", forge.git("write-tree", variables=index), "-p", "refs/heads/main", "-m", "m", variables=who)


def test_what_a_killed_process_has_left_is_taken_away(pen: Pen, tmp_path: Path) -> None:
    old, new = (tmp_path / "room" / name for name in ("push-old", "push-new"))
    for folder in (old, new):
        (folder / "copy.git").mkdir(parents=True)
    os.utime(old, (0, 0))
    pushed(pen, b"Le mien.")
    assert [folder.name for folder in (tmp_path / "room").iterdir()] == ["push-new"]


def test_a_forge_that_gives_no_partial_copies_takes_commits_too(tmp_path: Path) -> None:
    with Forge(tmp_path, filters=False) as forge:
        forge.commit({PAGE: "Le miel.\n", "images/logo.png": os.urandom(200_000)})
        commit = pushed(Pen(Git(settings_of(forge), tmp_path), tmp_path / "room"), b"Le mien.")
        assert forge.head() == commit
