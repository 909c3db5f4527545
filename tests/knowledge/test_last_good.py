"""The last good version of each file outlives the process that read it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from eig_bot.knowledge.last_good import LastGood, LastGoodFolder, NothingKept, Version
from eig_bot.knowledge.library import Library
from tests.garden import page, write

VERSION = Version("Du miel.\r\nEt de l’eau.\n", datetime(2031, 4, 10, 8, 30, tzinfo=UTC))
BROKEN = "---\ntitle: [\n---\n"
HONEY = page("La ruche", "Du miel.")


@pytest.fixture
def kept(tmp_path: Path) -> LastGoodFolder:
    return LastGoodFolder(tmp_path / "last-good", tmp_path / "pages")


# --- the place --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["ruche.md", "serre/été.md", "site.yml", "un/deux/trois.md"])
def test_a_version_is_read_as_it_was_kept(kept: LastGood, path: str) -> None:
    kept.keep(path, VERSION)
    assert kept.read(path) == VERSION
    assert kept.paths() == {path}


def test_a_later_version_takes_its_place(kept: LastGood) -> None:
    kept.keep("ruche.md", VERSION)
    later = Version("De la cire.", datetime(2031, 5, 1, tzinfo=UTC))
    kept.keep("ruche.md", later)
    assert kept.read("ruche.md") == later


@pytest.mark.parametrize("microsecond", [0, 1, 123_457, 999_999])
def test_what_is_kept_already_is_not_written_again(kept: LastGood, tmp_path: Path, microsecond: int) -> None:
    version = Version("Du miel.", VERSION.written.replace(microsecond=microsecond))
    kept.keep("ruche.md", version)
    (file,) = (tmp_path / "last-good").rglob("ruche.md")
    before = file.stat().st_ino
    kept.keep("ruche.md", version)
    assert (file.stat().st_ino, kept.read("ruche.md")) == (before, version)


def test_one_that_is_forgotten_is_there_no_more(kept: LastGood) -> None:
    kept.keep("ruche.md", VERSION)
    kept.forget("ruche.md")
    kept.forget("ruche.md")
    assert kept.read("ruche.md") is None
    assert kept.paths() == frozenset()


def test_each_knowledge_folder_has_its_own(tmp_path: Path) -> None:
    one, other = (LastGoodFolder(tmp_path / "last-good", tmp_path / name) for name in ("pages", "autres"))
    one.keep("ruche.md", VERSION)
    assert other.read("ruche.md") is None
    assert LastGoodFolder(tmp_path / "last-good", tmp_path / "pages").read("ruche.md") == VERSION


def test_a_place_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "last-good").write_text("", encoding="utf-8")
    kept = LastGoodFolder(tmp_path / "last-good", tmp_path / "pages")
    kept.keep("ruche.md", VERSION)
    kept.forget("ruche.md")
    assert (kept.read("ruche.md"), kept.paths()) == (None, frozenset())


def test_what_is_no_text_any_more_is_no_version(kept: LastGood, tmp_path: Path) -> None:
    kept.keep("ruche.md", VERSION)
    (file,) = (tmp_path / "last-good").rglob("ruche.md")
    file.write_bytes(b"\xff")
    assert kept.read("ruche.md") is None


def test_nothing_kept_keeps_nothing() -> None:
    kept = NothingKept()
    kept.keep("ruche.md", VERSION)
    kept.forget("ruche.md")
    assert (kept.read("ruche.md"), kept.paths()) == (None, frozenset())


# --- what a library makes of it ---------------------------------------------------------------------------------------


def titles(folder: Path, kept: LastGood) -> list[str]:
    """Return what a process that starts now serves."""
    return [passage.title for passage in Library(folder, kept=kept).load().passages]


def test_a_page_that_is_broken_at_a_start_is_served_as_it_last_could_be(folder: Path, kept: LastGood) -> None:
    Library(write(folder, {"ruche.md": HONEY, "haie.md": page("La haie", "En mars.")}), kept=kept).load()
    written = (folder / "ruche.md").stat().st_mtime
    knowledge = Library(write(folder, {"ruche.md": BROKEN}), kept=kept).load()
    assert [passage.title for passage in knowledge.passages] == ["La haie", "La ruche"]
    assert [refused.path for refused in knowledge.refused] == ["ruche.md"]
    assert knowledge.written["ruche.md"].timestamp() == pytest.approx(written)


def test_it_is_kept_however_many_times_the_bot_starts(folder: Path, kept: LastGood) -> None:
    Library(write(folder, {"ruche.md": HONEY}), kept=kept).load()
    write(folder, {"ruche.md": BROKEN})
    assert [titles(folder, kept) for _ in range(3)] == [["La ruche"]] * 3


def test_an_edit_of_a_running_bot_is_what_is_kept(folder: Path, kept: LastGood) -> None:
    library = Library(write(folder, {"ruche.md": HONEY}), kept=kept)
    library.load()
    write(folder, {"ruche.md": page("Les ruches", "Du miel.")})
    library.refresh()
    write(folder, {"ruche.md": BROKEN})
    assert titles(folder, kept) == ["Les ruches"]


def test_a_page_that_was_deleted_while_the_bot_was_away_does_not_come_back(folder: Path, kept: LastGood) -> None:
    Library(write(folder, {"ruche.md": HONEY, "haie.md": page("La haie", "En mars.")}), kept=kept).load()
    (folder / "ruche.md").unlink()
    assert titles(folder, kept) == ["La haie"]
    write(folder, {"ruche.md": BROKEN})
    assert titles(folder, kept) == ["La haie"]


def test_a_folder_that_is_empty_for_a_while_makes_nothing_forgotten(folder: Path, kept: LastGood) -> None:
    Library(write(folder, {"ruche.md": HONEY}), kept=kept).load()
    (folder / "ruche.md").unlink()
    Library(folder, kept=kept).load(allow_empty=True)
    write(folder, {"ruche.md": BROKEN})
    assert titles(folder, kept) == ["La ruche"]


def test_a_draft_that_was_kept_is_no_page(folder: Path, kept: LastGood) -> None:
    pages = {"ruche.md": page("La ruche", "Du miel.", draft="true"), "haie.md": page("La haie", "En mars.")}
    Library(write(folder, pages), kept=kept).load()
    write(folder, {"ruche.md": BROKEN})
    assert titles(folder, kept) == ["La haie"]


def test_a_site_file_that_is_broken_at_a_start_says_what_it_last_said(folder: Path, kept: LastGood) -> None:
    Library(write(folder, {"ruche.md": HONEY, "site.yml": "contact: miel@ruches.example\n"}), kept=kept).load()
    knowledge = Library(write(folder, {"site.yml": "contact: [\n"}), kept=kept).load()
    assert knowledge.site.contact == "miel@ruches.example"
    assert [problem.path for problem in knowledge.problems] == ["site.yml"]
