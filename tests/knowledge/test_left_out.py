"""What is not read is named by what it has in common, and says why."""

import pytest

from eig_bot.knowledge.left_out import LeftOut, Unread
from tests.garden import plainly


@pytest.mark.parametrize(
    ("out", "names"),
    [
        (LeftOut(Unread.KIND, ("a.PDF", "b/c.pdf", "d.html")), (".pdf", ".html")),
        (LeftOut(Unread.TECHNICAL, ("x/_site/a.md", "_site/b.md", "_sidebar.md")), ("_site", "_sidebar.md")),
        (
            LeftOut(Unread.TECHNICAL, ("docs/_sidebar.md", "src/SUMMARY.md", "Modèles/ail.md")),
            ("_sidebar.md", "SUMMARY.md", "Modèles"),
        ),
        (LeftOut(Unread.TECHNICAL, ("Services/Plan.excalidraw.md",)), ("Plan.excalidraw.md",)),
        (LeftOut(Unread.REPOSITORY, ("README.md", "a/README.md")), ("README.md",)),
        (LeftOut(Unread.OUTSIDE, ("notes/a/b.md", "notes/c.md", "d.md")), ("notes", "d.md")),
    ],
)
def test_what_is_left_out_is_named_once(out: LeftOut, names: tuple[str, ...]) -> None:
    assert out.names == names


def test_many_names_are_told_by_the_first_ones() -> None:
    paths = tuple(f"{name}.md" for name in "abcdefg")
    assert plainly(str(LeftOut(Unread.IGNORED, paths))) == (
        "7 fichiers ne sont pas lus, car site.yml les écarte (a.md, b.md, c.md, d.md, e.md, …)."
    )


@pytest.mark.parametrize("reason", Unread)
def test_each_reason_has_its_sentence(reason: Unread) -> None:
    one, two = LeftOut(reason, ("a.md",), "Hugo"), LeftOut(reason, ("a.md", "b.md"), "Hugo")
    assert plainly(str(one)).startswith("1 fichier n’est pas lu, car ")
    assert plainly(str(two)).startswith("2 fichiers ne sont pas lus, car ")


def test_one_file_of_a_folder_of_which_others_are_read_is_named_by_its_path() -> None:
    paths = ("_posts/a.md", "archives/b.md", "c.md")
    assert LeftOut(Unread.IGNORED, paths, shared=frozenset({"_posts"})).names == ("_posts/a.md", "archives", "c.md")


@pytest.mark.parametrize("reason", [Unread.EXCLUDED, Unread.OUTSIDE])
def test_to_read_all_of_it_all_of_it_is_named(reason: Unread) -> None:
    said = plainly(str(LeftOut(reason, ("notes/a.md", "b.md"), "MkDocs")))
    assert said.endswith('ajoutez à site.yml la ligne « ignore: ["!notes", "!b.md"] ».')


@pytest.mark.parametrize(("tool", "of_it"), {"Obsidian": "d’Obsidian", "Jekyll": "de Jekyll"}.items())
def test_a_tool_is_named_as_one_says_it(tool: str, of_it: str) -> None:
    assert f"la configuration {of_it} l’écarte" in plainly(str(LeftOut(Unread.EXCLUDED, ("a.md",), tool)))
