"""Pages of the service are read, and what is not is counted, with why."""

import pytest

from eig_bot.knowledge.generators.find import generator_of
from eig_bot.knowledge.generators.generator import Generator
from eig_bot.knowledge.left_out import LeftOut, Unread
from eig_bot.knowledge.selection import matches, select

NONE = Generator()


def reason(path: str, generator: Generator = NONE, ignore: tuple[str, ...] = ()) -> Unread | None:
    kept, out = select([path, "page.md"], [], generator, ignore)
    return None if path in kept else out[0].reason


@pytest.mark.parametrize(
    "path",
    [
        "ail.md",
        "_index.md",
        "_posts/2031-04-10-ail.md",
        "_pages/ail.md",
        "semis/README.md",
        "licence.md",
        "support.md",
        "securite.md",
        "notice.md",
        "histoire.md",
        "404-jardins.md",
        "404.md",
    ],
)
def test_a_page_of_the_service_is_read(path: str) -> None:
    assert reason(path) is None


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("README.md", Unread.REPOSITORY),
        ("readme.MD", Unread.REPOSITORY),
        ("semis/LICENSE.md", Unread.REPOSITORY),
        ("LICENCE.md", Unread.REPOSITORY),
        ("changelog.md", Unread.REPOSITORY),
        ("CONTRIBUTING.md", Unread.REPOSITORY),
        ("SECURITY.md", Unread.REPOSITORY),
        ("_site/ail.md", Unread.TECHNICAL),
        ("semis/_includes/ail.md", Unread.TECHNICAL),
        ("_sidebar.md", Unread.TECHNICAL),
        ("_drafts/ail.md", Unread.DRAFT),
    ],
)
def test_what_is_none_is_told_apart(path: str, why: Unread) -> None:
    assert reason(path) is why


def test_what_the_configuration_of_a_site_leaves_out_is_said_to_be_left_out_by_it() -> None:
    blog = generator_of({"_config.yml": "exclude: [interne/, brouillon.md]\n"})
    assert [reason(path, blog) for path in ("interne/ail.md", "brouillon.md")] == [Unread.EXCLUDED] * 2
    assert reason("_includes/ail.md", blog) is Unread.TECHNICAL
    assert reason("interne/ail.md", blog, ("!interne",)) is None


def test_a_readme_is_a_page_where_its_tool_makes_one_of_it() -> None:
    book, blog = generator_of({"book.json": "{}"}), generator_of({"_config.yml": ""})
    assert (reason("README.md", book), reason("semis/README.md", book)) == (None, None)
    assert (reason("README.md", blog), reason("semis/README.md", blog)) == (Unread.REPOSITORY, Unread.REPOSITORY)


def test_what_a_site_shows_where_there_is_no_page_is_none() -> None:
    assert reason("404.md", generator_of({"_config.yml": ""})) is Unread.REPOSITORY


def test_a_collection_that_the_configuration_names_is_read() -> None:
    assert reason("_fiches/ail.md", generator_of({"_config.yml": ""})) is Unread.TECHNICAL
    assert reason("_fiches/ail.md", generator_of({"_config.yml": "collections: [fiches]"})) is None


def test_where_no_tool_is_known_only_folders_of_tools_are_left_out() -> None:
    assert (reason("_fiches/ail.md"), reason("_layouts/ail.md")) == (None, Unread.TECHNICAL)


def test_what_stands_beside_the_pages_of_a_tool_is_not_of_the_site() -> None:
    docs = generator_of({"mkdocs.yml": ""})
    kept, out = select(["docs/ail.md", "notes/ail.md", "README.md"], ["docs/ail.pdf", "notes/ail.pdf"], docs, ())
    assert kept == {"docs/ail.md"}
    assert out == (
        LeftOut(Unread.KIND, ("docs/ail.pdf",), "MkDocs"),
        LeftOut(Unread.REPOSITORY, ("README.md",), "MkDocs"),
        LeftOut(Unread.OUTSIDE, ("notes/ail.md",), "MkDocs"),
    )


def test_a_tool_that_keeps_its_pages_elsewhere_hides_none() -> None:
    kept, _ = select(["ail.md"], [], generator_of({"mkdocs.yml": "docs_dir: ailleurs"}), ())
    assert kept == {"ail.md"}


@pytest.mark.parametrize(
    ("pattern", "path", "is_named"),
    [
        ("brouillons", "rh/brouillons/ail.md", True),
        ("brouillons/", "brouillons/ail.md", True),
        ("*.mdx", "rh/ail.mdx", True),
        ("rh/brouillons", "rh/brouillons/ail.md", True),
        ("/rh/*.md", "rh/ail.md", True),
        ("rh/brouillons", "si/rh/brouillons/ail.md", False),
        ("brouillon", "brouillons/ail.md", False),
        ("ail", "ail.md", False),
    ],
)
def test_a_pattern_names_files_and_folders(pattern: str, path: str, is_named: bool) -> None:
    assert matches(path, pattern) == is_named


def test_site_yml_leaves_out_what_it_names_and_brings_back_what_is_left_out() -> None:
    ignore = ("archives", "!_data", "!README.md")
    assert reason("archives/ail.md", ignore=ignore) is Unread.IGNORED
    assert reason("_data/ail.md", ignore=ignore) is None
    assert reason("README.md", ignore=ignore) is None


@pytest.mark.parametrize(("path", "is_out"), {"Archives/a.md": True, "Journal1.md": True, "a/Journal1.md": False}.items())
def test_a_configuration_may_leave_out_by_an_expression(path: str, is_out: bool) -> None:
    generator = Generator("Obsidian", excluded=("Archives", r"/^Journal\d/", "/(/"))
    assert reason(path, generator) == (Unread.EXCLUDED if is_out else None)
