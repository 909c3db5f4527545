"""The shelf holds the last good version of each page, and says which are published."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from eig_bot.knowledge.last_good import LastGoodFolder, Version
from eig_bot.knowledge.passage import Page, RefusedPage
from eig_bot.knowledge.shelf import Shelf
from tests.garden import at

from .pages import read

MONDAY, TUESDAY = datetime(2031, 4, 7, tzinfo=UTC), datetime(2031, 4, 8, tzinfo=UTC)
NOW = at("2031-04-10T12:00")
HONEY, BROKEN = "---\ntitle: Le miel\n---\nDoré.\n", "---\ntitle: [\n---\n"
REFUSED = RefusedPage("miel.md", may_tell_of_call=False)


def as_read(path: str, version: Version) -> Page:
    return read(version.text, path)


@pytest.fixture
def kept(tmp_path: Path) -> LastGoodFolder:
    return LastGoodFolder(tmp_path / "last-good", tmp_path / "pages")


@pytest.fixture
def shelf(kept: LastGoodFolder) -> Shelf:
    """A shelf with one page."""
    shelf = Shelf(kept)
    shelf.put(read(HONEY, "miel.md"), Version(HONEY, MONDAY))
    return shelf


def titles(shelf: Shelf) -> list[str]:
    return [shelf.page(path).passages[0].title for path in sorted(shelf.published(NOW))]


def test_a_page_that_is_refused_stays_as_it_was_and_its_problem_is_told(shelf: Shelf) -> None:
    shelf.refuse(read(BROKEN, "miel.md"), REFUSED, as_read)
    assert (titles(shelf), shelf.written("miel.md"), shelf.refused) == (["Le miel"], MONDAY, (REFUSED,))
    assert [problem.path for problem in shelf.problems(())] == ["miel.md"]


def test_a_page_that_is_mended_is_refused_no_more(shelf: Shelf) -> None:
    shelf.refuse(read(BROKEN, "miel.md"), REFUSED, as_read)
    shelf.put(read(HONEY, "miel.md"), Version(HONEY, TUESDAY))
    assert (shelf.refused, shelf.written("miel.md"), shelf.problems(())) == ((), TUESDAY, [])


def test_a_shelf_that_begins_anew_takes_what_was_kept_where_a_page_is_refused(shelf: Shelf, kept: LastGoodFolder) -> None:
    again = Shelf(kept)
    assert titles(again) == []
    again.refuse(read(BROKEN, "miel.md"), REFUSED, as_read)
    assert (titles(again), again.written("miel.md")) == (["Le miel"], MONDAY)
    assert titles(shelf) == ["Le miel"]


def test_a_version_that_cannot_be_served_any_more_is_none(kept: LastGoodFolder) -> None:
    kept.keep("miel.md", Version(BROKEN, MONDAY))
    shelf = Shelf(kept)
    shelf.refuse(read(BROKEN, "miel.md"), REFUSED, as_read)
    assert titles(shelf) == []


def test_what_is_dropped_is_there_no_more(shelf: Shelf) -> None:
    shelf.refuse(read(BROKEN, "miel.md"), REFUSED, as_read)
    shelf.drop("miel.md")
    assert (titles(shelf), shelf.refused, shelf.problems(())) == ([], (), [])


@pytest.mark.parametrize(("present", "kept_paths"), [({"miel.md"}, {"miel.md"}), (set(), set())])
def test_versions_of_what_was_deleted_are_forgotten(
    shelf: Shelf, kept: LastGoodFolder, present: set[str], kept_paths: set[str]
) -> None:
    shelf.forget_all_but(present)
    assert kept.paths() == kept_paths


def test_an_empty_shelf_forgets_nothing(shelf: Shelf, kept: LastGoodFolder) -> None:
    shelf.drop("miel.md")
    shelf.forget_all_but(())
    assert kept.paths() == {"miel.md"}


def test_a_draft_is_on_the_shelf_and_not_served_and_only_its_errors_are_told(shelf: Shelf) -> None:
    draft = "---\ntitle: La cire\ndraft: true\n---\n"
    shelf.put(read(draft, "cire.md"), Version(draft, MONDAY))
    assert titles(shelf) == ["Le miel"]
    assert shelf.unpublished(NOW) == {"cire.md"}
    assert shelf.problems({"cire.md"}) == []
    assert len(shelf.problems(())) == 1
