"""A folder is read again when it changes: a bad file neither hides the others nor takes away what it said before."""

import os
from pathlib import Path

import pytest

from eig_bot.errors import KnowledgeError
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.messages import knowledge as messages

BROKEN = b"---\ntitle: [\n---\n"
SITE = "address: https://jardins.example"


def page(title: str, text: str = "La ville aide.", front: str = "layout: jardins") -> str:
    return f"---\ntitle: {title}\n{front}\n---\n{text}\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages."""
    folder = tmp_path / "pages"
    (folder / "serre").mkdir(parents=True)
    (folder / "aide.md").write_text(page("Aide"), encoding="utf-8")
    (folder / "serre" / "semis.md").write_text(page("Semis"), encoding="utf-8")
    return folder


@pytest.fixture
def library(pages: Path) -> Library:
    """The folder's library, which has read it once."""
    library = Library(pages)
    library.load()
    return library


def titles(knowledge: KnowledgeBase | None) -> list[str]:
    assert knowledge is not None
    return [passage.title for passage in knowledge.passages]


def problems(knowledge: KnowledgeBase | None) -> list[str]:
    assert knowledge is not None
    return [str(problem) for problem in knowledge.problems]


# --- reading a folder ---


def test_every_page_of_a_folder_and_below_is_read(pages: Path) -> None:
    knowledge = Library(pages).load()
    assert [passage.page for passage in knowledge.passages] == ["aide.md", "serre/semis.md"]
    assert (knowledge.files, knowledge.problems) == (2, ())


@pytest.mark.parametrize("name", [".brouillon.md", ".git/aide.md", "notes.txt", "aide.md~", "serre/site.yml", "autre.yml"])
def test_files_that_are_no_pages_are_passed_over(pages: Path, name: str) -> None:
    (pages / name).parent.mkdir(exist_ok=True)
    (pages / name).write_bytes(BROKEN)
    assert problems(Library(pages).load()) == []


def test_the_optional_files_are_read(pages: Path) -> None:
    (pages / "site.yml").write_text(f"{SITE}\ncontact: bonjour@jardins.example\n", encoding="utf-8")
    (pages / "lexique.yml").write_text("synonyms: [[serre, verrière]]", encoding="utf-8")
    (pages / "hors-sujet.yml").write_text("questions: [où est la piscine]", encoding="utf-8")
    knowledge = Library(pages).load()
    assert knowledge.site.contact == "bonjour@jardins.example"
    assert knowledge.lexicon.synonyms == (("serre", "verrière"),)
    assert knowledge.off_topic == ("où est la piscine",)
    assert knowledge.passages[1].url == "https://jardins.example/serre/semis/"


def test_a_passage_speaks_to_the_audience_of_its_folder_unless_it_says_another(pages: Path) -> None:
    (pages / "serre" / "appel.md").write_text(page("Appel", front="open: true"), encoding="utf-8")
    (pages / "serre" / "visite.md").write_text(page("Visite", front="audience: écoles"), encoding="utf-8")
    found = {passage.title: passage.audience for passage in Library(pages).load().passages}
    assert found == {"Aide": None, "Appel": "serre", "Semis": "serre", "Visite": "écoles"}


def test_the_dates_of_a_call_come_from_its_folder(pages: Path) -> None:
    (pages / "serre" / "appel.md").write_text(page("Appel", front="open: true"), encoding="utf-8")
    (pages / "serre" / "dates.md").write_text(page("Dates", "L’appel est ouvert jusqu’au 15 mai 2031."), encoding="utf-8")
    (call,) = Library(pages).load().calls
    assert (call.name, str(call.closes)) == ("Appel", "2031-05-15 23:59:00+02:00")


# --- bad files ---


def test_the_other_files_stay_in_service(pages: Path) -> None:
    (pages / "b.md").write_bytes(BROKEN)
    (pages / "a.md").write_bytes("été".encode("latin-1"))
    knowledge = Library(pages).load()
    assert titles(knowledge) == ["Aide", "Semis"]
    assert [problem.path for problem in knowledge.problems] == ["a.md", "b.md"]


def test_a_file_of_five_megabytes_is_refused(pages: Path) -> None:
    with (pages / "gros.md").open("wb") as stream:
        stream.truncate(5_000_000)
    assert problems(Library(pages).load()) == [f"gros.md:1:1: {messages.file_too_large(1_000_000)}"]


def test_a_link_that_leaves_the_folder_is_refused(pages: Path) -> None:
    (pages.parent / "secret.md").write_text(page("Secret"), encoding="utf-8")
    (pages / "secret.md").symlink_to(pages.parent / "secret.md")
    knowledge = Library(pages).load()
    assert problems(knowledge) == [f"secret.md:1:1: {messages.LINK_LEAVES_FOLDER}"]
    assert titles(knowledge) == ["Aide", "Semis"]


def test_a_link_to_a_folder_elsewhere_is_refused(pages: Path) -> None:
    (pages.parent / "ailleurs").mkdir()
    (pages.parent / "ailleurs" / "secret.md").write_text(page("Secret"), encoding="utf-8")
    (pages / "ailleurs").symlink_to(pages.parent / "ailleurs")
    assert problems(Library(pages).load()) == [f"ailleurs:1:1: {messages.LINK_LEAVES_FOLDER}"]


def test_a_link_within_the_folder_is_served(pages: Path) -> None:
    (pages / "copie.md").symlink_to("aide.md")
    assert problems(Library(pages).load()) == []
    assert titles(Library(pages).load()) == ["Aide", "Aide", "Semis"]


@pytest.mark.parametrize("target", ["boucle.md", "rien.md"])
def test_a_link_to_nothing_cannot_be_read(pages: Path, target: str) -> None:
    (pages / "boucle.md").symlink_to(target)
    assert problems(Library(pages).load()) == [f"boucle.md:1:1: {messages.UNREADABLE}"]


def test_a_pipe_cannot_be_read(pages: Path) -> None:
    os.mkfifo(pages / "tuyau.md")
    assert problems(Library(pages).load()) == [f"tuyau.md:1:1: {messages.UNREADABLE}"]


def test_a_bad_optional_file_is_named_and_the_pages_stay(pages: Path) -> None:
    (pages / "site.yml").write_bytes("name: été".encode("latin-1"))
    knowledge = Library(pages).load()
    assert problems(knowledge) == [f"site.yml:1:7: {messages.NOT_UTF8}"]
    assert titles(knowledge) == ["Aide", "Semis"]


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        Library(tmp_path / "nulle-part").load()
    assert str(raised.value) == messages.no_such_folder(str(tmp_path / "nulle-part"))


def test_a_folder_of_which_nothing_can_be_served_is_said_with_its_first_problem(tmp_path: Path) -> None:
    (tmp_path / "aide.md").write_bytes(b"")
    with pytest.raises(KnowledgeError) as raised:
        Library(tmp_path).load()
    assert str(raised.value) == messages.nothing_to_serve(str(tmp_path), f"aide.md:1:1: {messages.EMPTY_FILE}")


def test_an_empty_folder_may_be_allowed(tmp_path: Path) -> None:
    assert Library(tmp_path).load(allow_empty=True).passages == ()


# --- reading it again ---


def test_nothing_changed_is_none(library: Library) -> None:
    assert library.refresh() is None


def test_a_page_that_changed_is_read_again(pages: Path, library: Library) -> None:
    (pages / "aide.md").write_text(page("Entraide"), encoding="utf-8")
    assert titles(library.refresh()) == ["Entraide", "Semis"]


def test_a_page_that_was_replaced_by_one_of_the_same_size_and_time_is_read_again(pages: Path, library: Library) -> None:
    before = (pages / "aide.md").stat()
    (pages / "neuf.txt").write_text(page("Abri"), encoding="utf-8")
    os.utime(pages / "neuf.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    (pages / "neuf.txt").replace(pages / "aide.md")
    assert titles(library.refresh()) == ["Abri", "Semis"]


def test_a_page_that_came_or_went_is_seen(pages: Path, library: Library) -> None:
    (pages / "aide.md").unlink()
    (pages / "visite.md").write_text(page("Visite"), encoding="utf-8")
    assert titles(library.refresh()) == ["Visite", "Semis"]


@pytest.mark.parametrize("bad", [BROKEN, b"", b"\xff", b"---\ntitle: Aide\n", b"\0" * 5_000_000])
def test_a_page_that_went_bad_keeps_its_last_good_version(pages: Path, library: Library, bad: bytes) -> None:
    (pages / "aide.md").write_bytes(bad)
    knowledge = library.refresh()
    assert titles(knowledge) == ["Aide", "Semis"]
    assert [line.split(":")[0] for line in problems(knowledge)] == ["aide.md"]


def test_a_page_that_became_a_link_elsewhere_keeps_its_last_good_version(pages: Path, library: Library) -> None:
    (pages.parent / "ailleurs.md").write_text(page("Ailleurs"), encoding="utf-8")
    (pages / "aide.md").unlink()
    (pages / "aide.md").symlink_to(pages.parent / "ailleurs.md")
    assert titles(library.refresh()) == ["Aide", "Semis"]


def test_a_page_that_was_mended_is_served_and_its_problem_gone(pages: Path, library: Library) -> None:
    (pages / "aide.md").write_bytes(BROKEN)
    library.refresh()
    (pages / "aide.md").write_text(page("Entraide"), encoding="utf-8")
    knowledge = library.refresh()
    assert (titles(knowledge), problems(knowledge)) == (["Entraide", "Semis"], [])


def test_a_bad_page_that_was_removed_takes_its_last_good_version_along(pages: Path, library: Library) -> None:
    (pages / "aide.md").write_bytes(BROKEN)
    library.refresh()
    (pages / "aide.md").unlink()
    knowledge = library.refresh()
    assert (titles(knowledge), problems(knowledge)) == (["Semis"], [])


def test_a_page_that_was_bad_from_the_start_is_served_once_mended(pages: Path) -> None:
    (pages / "visite.md").write_bytes(BROKEN)
    library = Library(pages)
    assert titles(library.load()) == ["Aide", "Semis"]
    (pages / "visite.md").write_text(page("Visite"), encoding="utf-8")
    assert titles(library.refresh()) == ["Aide", "Visite", "Semis"]


def test_a_new_address_of_the_site_reaches_every_page(pages: Path, library: Library) -> None:
    (pages / "site.yml").write_text(SITE, encoding="utf-8")
    knowledge = library.refresh()
    assert knowledge
    assert [passage.url for passage in knowledge.passages] == [
        "https://jardins.example/aide/",
        "https://jardins.example/serre/semis/",
    ]


def test_a_site_file_that_went_bad_keeps_its_address(pages: Path, library: Library) -> None:
    (pages / "site.yml").write_text(SITE, encoding="utf-8")
    library.refresh()
    (pages / "site.yml").write_text("address: jardins", encoding="utf-8")
    knowledge = library.refresh()
    assert problems(knowledge) == [f"site.yml:1:10: {messages.ADDRESS_WITHOUT_SCHEME}"]
    assert knowledge
    assert knowledge.site.address == "https://jardins.example"


def test_a_folder_that_went_away_is_said(pages: Path, library: Library) -> None:
    pages.rename(pages.parent / "ailleurs")
    with pytest.raises(KnowledgeError):
        library.refresh()


def test_loading_again_gives_the_same(library: Library) -> None:
    assert library.load() == library.load()
