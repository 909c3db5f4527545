"""Which page of a folder a link names."""

import pytest

from eig_bot.knowledge.neighbours import NO_ADDRESSES, Addresses, is_page_file, within

FOLDER = Addresses({
    "docs/index.md": "https://jardins.example/",
    "docs/pret/outils.md": "https://jardins.example/pret/outils.html",
    "docs/pret/README.md": None,
    "docs/Mes congés.mdx": "https://jardins.example/cong%C3%A9s/?a=b",
    "docs/don/outils.md": None,
})  # fmt: skip
PAGE = "docs/pret/aide.md"


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("outils.md", "docs/pret/outils.md"),
        ("outils", "docs/pret/outils.md"),
        ("./", "docs/pret/README.md"),
        ("../", "docs/index.md"),
        ("/pret/outils.md", "docs/pret/outils.md"),
        ("/docs/pret/outils.md", "docs/pret/outils.md"),
        ("../Mes%20cong%C3%A9s.mdx", "docs/Mes congés.mdx"),
        ("../../outils.md", None),
        ("../../../docs/index.md", None),
        ("absent.md", None),
    ],
)
def test_a_link_names_a_file_from_where_it_stands(href: str, path: str | None) -> None:
    assert FOLDER.file(PAGE, href) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("mes-congés", "docs/Mes congés.mdx"),
        ("Mes Congés", "docs/Mes congés.mdx"),
        ("outils", "docs/pret/outils.md"),
        ("Outils", None),
        ("absente", None),
    ],
)
def test_a_note_is_found_by_its_name_and_one_of_two_only_beside_the_link(name: str, path: str | None) -> None:
    assert FOLDER.named(PAGE, name) == path


def test_a_page_may_have_no_address() -> None:
    assert FOLDER.of("docs/index.md") == "https://jardins.example/"
    assert FOLDER.of("docs/pret/README.md") is FOLDER.of("absent.md") is FOLDER.of(None) is NO_ADDRESSES.of("a.md") is None


@pytest.mark.parametrize(
    "address", ["https://jardins.example/congés#a", "http://jardins.example", "https://jardins.example/pret/outils.html/"]
)
def test_a_page_stands_at_its_address_however_that_is_written(address: str) -> None:
    assert FOLDER.stands_at(address)
    assert not FOLDER.stands_at(f"{address}x".replace("#", ""))


def test_a_link_that_leaves_the_folder_names_nothing_in_it() -> None:
    assert within("a/b.md", "../c.md") == "c.md"
    assert within("a/b.md", "/c.md") == "c.md"
    assert within("a/b.md", "../../c.md") is None


@pytest.mark.parametrize(
    ("href", "is_file"), [("a.md", True), ("a%2Emdx", True), ("A.MARKDOWN", True), ("a.html", False), ("md", False)]
)
def test_the_files_of_pages_have_an_ending(href: str, is_file: bool) -> None:
    assert is_page_file(href) is is_file
