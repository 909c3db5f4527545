"""Pages of a site become drafts that say the same, and never take the place of a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.cli import app as cli
from eig_bot.errors import InputError
from eig_bot.importing.draft import Draft, drafts, save
from eig_bot.knowledge.library import Library
from eig_bot.messages import cli as cli_messages
from eig_bot.messages import importing as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.garden import SPRING, page, plainly, write
from tests.importing.drafted import PLENTY, SITE, imported, parts, read, unsaid

CASES = sorted((Path(__file__).parents[1] / "knowledge" / "cases").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_drafts_of_a_page_say_all_that_it_says(case: Path) -> None:
    found = drafts(case, SITE, SPRING)
    assert sum(draft.passages for draft in found) > 0
    assert unsaid(case.read_bytes(), found) == []


WRITTEN = (
    *("bêche", "**Gras** : ", "**Seul**", "*i*", "_i_", "`code`", "[lien](/x)", "[ref]", "<br>", "&lt;b&gt;", "\\*", "a | b"),
    *("\n", "\n\n", "\n* ", "\n  * ", "\n    * ", "\n1. ", "\n   1. ", "\n7) ", "\n> ", "\n# ", "\n### ", "\n---\n", "  \n"),
    *(
        "• ",
        "{#ancre}",
        "{.x}",
        "\\{",
        "`",
        "&shy;",
        "{{< x >}}",
        "\n```\nx\n```\n",
        "[ref]: https://z.example\n",
        "\u00a0:",
        " ",
        "2022. ",
    ),
)


@given(st.lists(st.sampled_from(WRITTEN), max_size=30).map("".join))
def test_whatever_the_markdown_of_a_page_no_word_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    source = page("Aide", f"La ville prête des bêches.\n\n{text}", url="/aide/")
    assert unsaid(source.encode(), imported(tmp_path_factory.getbasetemp(), source)) == []


def test_a_page_that_no_draft_can_hold_is_named_with_what_to_do_instead(tmp_path: Path) -> None:
    source = parts(f"{PLENTY}\n\n### Aide : L'eau\n\nUn seau.", PLENTY)  # a lower heading has the title that the part would get
    with pytest.raises(InputError, match=r"sans perdre de mots\. Copiez cette page telle quelle dans le dossier"):
        imported(tmp_path, source)


ANCHORS = {
    "## {#eau}{#puits}": None,
    "## {#eau}": None,
    "## {.x}{#eau}": None,
    "## Eau {#eau}{#puits}": ("Eau", "#puits"),
    "## Eau {#eau}{.x}": ("Eau", "#eau"),
    "## Eau {.x} {#eau}": ("Eau", "#eau"),
    "## **Eau {#eau}**": ("Eau", "#eau"),
    "## Eau {#eau} ##": ("Eau", "#eau"),
    "Eau {#eau}\n---": ("Eau", "#eau"),
    "## L'eau {#eau} douce": ("L'eau {#eau} douce", ""),
    "## Eau {#eau}`": ("Eau {#eau}", ""),
    "## Eau `{#eau}`": ("Eau {#eau}", ""),
    "## Eau \\{#eau}": ("Eau {#eau}", ""),
    "## [Eau {#eau}](/eau/)": ("Eau {#eau}", ""),
    "**Eau {#eau}**": ("Eau {#eau}", ""),
    "## _`_a": ("a", ""),
    "## Eau&shy;x": ("Eaux", ""),
}


@pytest.mark.parametrize(("heading", "shown"), ANCHORS.items(), ids=ANCHORS)
def test_an_anchor_is_read_once_and_a_heading_is_what_is_left(
    tmp_path: Path, heading: str, shown: tuple[str, str] | None
) -> None:
    found = imported(tmp_path, page("Aide", f"Bonjour.\n\n{heading}\n\nUn seau.", url="/aide/"))
    passages = [passage for draft in found for passage in read(draft).passages]
    told = [(passage.section, (passage.url or "").removeprefix("https://jardins.example/aide/")) for passage in passages]
    assert told == [("Aide", ""), *([shown] if shown else [])]


@pytest.mark.parametrize("text", ["* \\*\\*", "1. \\*\\*\\*", "* \\- -", "un&shy;seau&#8203;", "seau\n\n\\: bêche"])
def test_what_a_list_would_make_of_its_text_is_kept_from_it(tmp_path: Path, text: str) -> None:
    source = page("Aide", text)
    assert unsaid(source.encode(), imported(tmp_path, source)) == []


def test_parts_of_one_name_are_numbered(tmp_path: Path) -> None:
    text = "\n\n".join(f"## {title}\n\n{PLENTY}" for title in ("L'eau", "L’eau", "L'eau !"))
    assert [draft.name for draft in imported(tmp_path, page("Aide", text))] == ["l-eau.md", "l-eau-2.md", "l-eau-3.md"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Être prévenu(e) d'un cœur à l'autre", "etre-prevenu-e-d-un-coeur-a-l-autre.md"),
        ("Qui ? " * 30, "-".join(["qui"] * 15) + ".md"),
        ("🌱", "page.md"),
    ],
)
def test_a_file_is_named_after_its_title(tmp_path: Path, title: str, name: str) -> None:
    assert [draft.name for draft in imported(tmp_path, page(title, "Bonjour."))] == [name]


TWO = (Draft("eau.md", "eau", 1), Draft("puits.md", "puits", 1))


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_drafts_are_written_to_a_folder_that_is_made_for_them(tmp_path: Path) -> None:
    assert save(TWO, tmp_path / "a" / "b") == (tmp_path / "a" / "b" / "eau.md", tmp_path / "a" / "b" / "puits.md")
    assert texts(tmp_path / "a" / "b") == {"eau.md": "eau", "puits.md": "puits"}


def test_a_file_that_is_there_is_left_alone_and_nothing_is_written_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"puits.md": "le mien"})
    with pytest.raises(InputError, match=r"puits\.md\W+existe déjà et n’a pas été touché"):
        save(TWO, tmp_path)
    assert texts(tmp_path) == {"puits.md": "le mien"}


def test_a_link_that_leads_nowhere_is_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "puits.md").symlink_to("absent")
    with pytest.raises(InputError, match="existe déjà"):
        save(TWO, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["puits.md"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, {"plein": "un fichier"})
    too_long = Draft(f"{'x' * 300}.md", "trop", 1)
    for found, folder in ((TWO, tmp_path / "plein"), ((*TWO, too_long), tmp_path), ((too_long, *TWO), tmp_path)):
        with pytest.raises(InputError, match="ne peut pas être écrit"):
            save(found, folder)
        assert texts(tmp_path) == {"plein": "un fichier"}


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Import in a working folder that has `knowledge/` with a `site.yml`, and two pages."""
    pages = {"eau.md": page("Eau", "Un [seau](/seau/)."), "outils.md": page("Outils", "Une bêche.")}
    write(tmp_path, {"knowledge/site.yml": "address: https://jardins.example\n", **pages})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EIG_BOT_KNOWLEDGE", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["import", *arguments])
        shown = capsys.readouterr()
        return int(left.value.code or 0), plainly(shown.out), plainly(shown.err)

    return run


def test_pages_are_imported_into_the_knowledge_folder(run: Run) -> None:
    told = "knowledge/eau.md : 1 passage.\nknowledge/outils.md : 1 passage.\n"
    assert run("eau.md", "outils.md") == (0, f"{told}{plainly(messages.IMPORT_NEXT)}\n", "")
    assert "[seau](https://jardins.example/seau/)" in Path("knowledge/eau.md").read_text(encoding="utf-8")


def test_what_is_imported_is_served_by_the_bot(run: Run) -> None:
    run("eau.md")
    knowledge = Library(Path("knowledge")).load()
    assert (knowledge.problems, [passage.page for passage in knowledge.passages]) == ((), ["eau.md"])


def test_another_folder_can_be_given(run: Run) -> None:
    assert run("eau.md", "--to", "brouillons")[0] == 0
    assert [path.name for path in Path("brouillons").iterdir()] == ["eau.md"]


def test_a_page_that_is_refused_does_not_stop_the_others(run: Run) -> None:
    code, told, refused = run("absent.md", "eau.md")
    assert (code, told.splitlines()[0]) == (1, "knowledge/eau.md : 1 passage.")
    assert refused.startswith("Le fichier « absent.md » ne peut pas être lu.")


def test_a_page_is_imported_once(run: Run) -> None:
    run("eau.md")
    code, told, refused = run("eau.md")
    assert (code, told) == (1, "")
    assert refused.startswith("« knowledge/eau.md » existe déjà et n’a pas été touché.")


def test_one_draft_is_shown_as_it_would_be_written(run: Run) -> None:
    code, shown, _ = run("eau.md", "--stdout")
    run("eau.md")
    assert (code, shown) == (0, plainly(Path("knowledge/eau.md").read_text(encoding="utf-8")))


def test_several_drafts_are_shown_with_their_names_and_none_is_written(run: Run) -> None:
    _, shown, _ = run("eau.md", "outils.md", "--stdout")
    assert [line for line in shown.splitlines() if line.startswith("=====")] == ["===== eau.md", "===== outils.md"]
    assert [path.name for path in Path("knowledge").iterdir()] == ["site.yml"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], cli_messages.BAD_USAGE),
        (["eau.md", "--to", "brouillons", "--stdout"], messages.TO_OR_STDOUT),
        (["eau.md", "--knowledge", "absent"], knowledge_messages.no_such_folder("absent")),
    ],
)
def test_bad_usage_says_what_to_do(run: Run, arguments: list[str], sentence: str) -> None:
    assert run(*arguments) == (2, "", f"{plainly(sentence)}\n")
