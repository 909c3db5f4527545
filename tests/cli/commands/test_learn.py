"""`eig-bot learn`: what it writes where; the dialogue itself, see `tests/learning`."""

from pathlib import Path

import pytest

from eig_bot.clock import utc_now
from eig_bot.journal.journal import Journal
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.messages import learning as messages
from eig_bot.messages import publishing
from tests.cli.conftest import Run
from tests.garden import page, write
from tests.git.conftest import forge as forge  # noqa: PLC0414 - a fixture
from tests.git.forge import TOKEN, Forge

ASKED = "vider les cadres"


@pytest.fixture
def hive(folder: Path) -> Path:
    return write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.", ["récolter le miel"])})


@pytest.fixture
def chosen(journal: Journal, hive: Path) -> Path:
    """A question, and the passage that its asker chose."""
    user, question = "U0HABITANT", new_id()
    journal.questions.record(Question(question, utc_now(), journal.keys.hashed(user), "dm", ASKED, "suggestions", None, 0.5, 3))
    journal.feedback.choose(question, user, "ruche.md\tLa ruche")
    return hive


def test_what_is_accepted_is_written_into_its_page(run: Run, chosen: Path) -> None:
    found = run("learn", "--knowledge", str(chosen), typed=b"a\n")
    assert (found.code, found.err) == (0, "")
    assert f"  - {ASKED}\n" in (chosen / "ruche.md").read_text(encoding="utf-8")


def test_as_a_patch_it_is_written_on_standard_output(run: Run, chosen: Path) -> None:
    before = (chosen / "ruche.md").read_text(encoding="utf-8")
    assert f"+  - {ASKED}\n" in run("learn", "--patch", "--knowledge", str(chosen), typed=b"a\n").out
    assert (chosen / "ruche.md").read_text(encoding="utf-8") == before


@pytest.mark.usefixtures("journal")
def test_a_journal_without_a_question_gives_nothing_to_learn(run: Run, hive: Path) -> None:
    found = run("learn", "--knowledge", str(hive))
    assert (found.code, found.out.splitlines()[-1]) == (0, messages.NOTHING_TO_LEARN)


def test_where_the_pages_come_from_a_repository_it_is_pushed_there(
    run: Run, chosen: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge.commit({"knowledge/ruche.md": (chosen / "ruche.md").read_bytes(), "knowledge/site.yml": "name: Ruches\n"})
    for name, value in {"GIT": forge.address, "FOLDER": "knowledge", "TOKEN": TOKEN}.items():
        monkeypatch.setenv(f"EIG_BOT_KNOWLEDGE_{name}", value)
    found = run("learn", typed=b"a\n")
    assert (found.code, found.err) == (0, "")
    assert found.out.index(publishing.BEFORE) < found.out.index(ASKED) < found.out.index(publishing.pushed(ASKED))
    assert f"  - {ASKED}\n" in forge.read("knowledge/ruche.md").decode()
    assert forge.git("log", "-1", "--format=%an") == "Ruches"
    assert ASKED not in (chosen / "ruche.md").read_text(encoding="utf-8")


def test_a_folder_that_is_named_is_written_itself(
    run: Run, chosen: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EIG_BOT_KNOWLEDGE_GIT", forge.address)
    assert run("learn", "--knowledge", str(chosen), typed=b"a\n").code == 0
    assert f"  - {ASKED}\n" in (chosen / "ruche.md").read_text(encoding="utf-8")
    assert forge.requests == []
