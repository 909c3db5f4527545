"""`eig-bot import`: where a draft goes; what it holds, see `tests/importing`."""

from pathlib import Path

import pytest

from eig_bot.messages import importing as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.cli.conftest import Run
from tests.garden import write

PAGE = "---\ntitle: La ruche\n---\n\n## Récolter\n\nLe miel se récolte en juillet.\n"


@pytest.fixture(autouse=True)
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of the site, in the working folder, beside an empty knowledge folder."""
    (tmp_path / "knowledge").mkdir()
    monkeypatch.delenv("EIG_BOT_KNOWLEDGE")
    return write(tmp_path / "site", {"ruche.md": PAGE}) / "ruche.md"


def test_a_draft_goes_into_the_knowledge_folder(run: Run, tmp_path: Path) -> None:
    found = run("import", "site/ruche.md")
    assert (found.code, found.err) == (0, "")
    assert "Le miel se récolte en juillet." in (tmp_path / "knowledge" / "la-ruche.md").read_text(encoding="utf-8")


def test_or_into_the_folder_that_is_named(run: Run, tmp_path: Path) -> None:
    assert run("import", "site/ruche.md", "--to", "brouillons").code == 0
    assert (tmp_path / "brouillons" / "la-ruche.md").is_file()
    assert list((tmp_path / "knowledge").iterdir()) == []


def test_or_nowhere_but_on_standard_output(run: Run, tmp_path: Path) -> None:
    assert "Le miel se récolte en juillet." in run("import", "site/ruche.md", "--stdout").out
    assert list((tmp_path / "knowledge").iterdir()) == []


def test_a_page_that_is_refused_makes_the_exit_code_one_and_stops_no_other(run: Run, tmp_path: Path) -> None:
    found = run("import", "absente.md", "site/ruche.md")
    assert found.code == 1
    assert "absente.md" in found.err
    assert (tmp_path / "knowledge" / "la-ruche.md").is_file()


def test_two_places_are_one_too_many(run: Run) -> None:
    found = run("import", "site/ruche.md", "--to", "brouillons", "--stdout")
    assert (found.code, found.err) == (2, f"{messages.TO_OR_STDOUT}\n")


def test_without_a_knowledge_folder_nothing_is_written(run: Run) -> None:
    found = run("import", "site/ruche.md", "--knowledge", "absent")
    assert (found.code, found.err) == (2, f"{knowledge_messages.no_such_folder('absent')}\n")
