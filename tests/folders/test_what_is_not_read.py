"""What is not read of a folder is named, with how many files and why; a folder with nothing to serve is an error."""

import logging
from pathlib import Path

import pytest

from eig_bot.answers.live import LiveResponder
from tests.garden import plainly, write

from .conftest import HERE, Typed


def test_check_names_what_it_does_not_read(typed: Typed) -> None:
    code, out, _ = typed("check", "--knowledge", str(HERE / "jekyll"))
    assert code == 0
    assert plainly(out).splitlines()[-6:-1] == [
        "1 fichier n’est pas lu, car il n’est pas en Markdown (.pdf). Copiez dans des pages .md les textes qui comptent.",
        "1 fichier n’est pas lu, car c’est un brouillon (_drafts).",
        "2 fichiers ne sont pas lus, car ils parlent du dossier, pas du service (404.md, README.md).",
        "2 fichiers ne sont pas lus, car ils servent à fabriquer le site (_includes, _site).",
        "Tout est en ordre : 5 pages, 5 passages.",
    ]


def test_what_site_yml_leaves_out_is_named_too(typed: Typed, folder: Path) -> None:
    write(folder, {"site.yml": "ignore: [archives, '*.mdx']\n", "a.md": "Bonjour à tous.", "archives/b.md": "B", "c.mdx": "C"})
    _, out, _ = typed("check", "--knowledge", str(folder))
    assert plainly(out).splitlines()[0] == "2 fichiers ne sont pas lus, car site.yml les écarte (c.mdx, archives)."


def test_what_stands_beside_the_pages_of_a_tool_says_how_to_have_it_read(typed: Typed, folder: Path) -> None:
    write(folder, {"mkdocs.yml": "", "docs/a.md": "Bonjour à tous.", "notes/b.md": "B"})
    _, out, _ = typed("check", "--knowledge", str(folder))
    assert plainly(out).splitlines()[0] == (
        "1 fichier n’est pas lu, car MkDocs prend ses pages ailleurs (notes). "
        'Pour le lire aussi, ajoutez à site.yml la ligne « ignore: ["!notes"] ».'
    )


def test_the_json_of_check_lists_the_files(typed: Typed, folder: Path) -> None:
    write(folder, {"a.md": "Bonjour à tous.", "README.md": "# Dépôt", "b.html": "<p>B"})
    code, out, _ = typed("check", "--json", "--knowledge", str(folder))
    assert code == 0
    assert '"left_out": [{"reason": "kind", "paths": ["b.html"]}, {"reason": "repository", "paths": ["README.md"]}]' in out


@pytest.mark.parametrize("files", [{}, {"README.md": "# Dépôt", "plan.html": "<p>Plan"}, {"site.yml": "name: Jardins"}])
def test_a_folder_with_nothing_to_serve_is_an_error(typed: Typed, folder: Path, files: dict[str, str]) -> None:
    code, out, _ = typed("check", "--knowledge", str(write(folder, files)))
    assert code == 1
    assert plainly(out).splitlines()[0].startswith(".:1:1: erreur : ce dossier n’a aucune page")
    assert "Tout est en ordre" not in plainly(out)


def test_a_question_to_such_a_folder_is_told_why(typed: Typed, folder: Path) -> None:
    code, _, err = typed("ask", "bonjour", "--knowledge", str(write(folder, {"a.html": "<p>A", "b.html": "<p>B"})))
    assert code != 0
    assert "2 fichiers ne sont pas lus, car ils ne sont pas en Markdown (.html)" in plainly(err)


def test_the_log_says_once_what_is_not_read(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(folder, {"a.md": "Bonjour à tous.", "README.md": "# Dépôt", "b.html": "<p>B"})
    caplog.set_level(logging.INFO)
    live = LiveResponder(folder)
    (folder / "a.md").write_text("Bonsoir à tous.", encoding="utf-8")
    live.refresh()
    said = [record for record in caplog.records if record.message == "files of the knowledge folder are not read"]
    assert [(vars(record)["reason"], vars(record)["files"], vars(record)["names"]) for record in said] == [
        ("kind", 1, ".html"),
        ("repository", 1, "README.md"),
    ]


def test_what_a_broken_site_yml_leaves_out_is_not_served_at_a_first_start(typed: Typed, folder: Path) -> None:
    write(folder, {"site.yml": "ignore: archives\n}{\n", "a.md": "Bonjour à tous.", "archives/b.md": "Bonsoir à tous."})
    code, _, err = typed("ask", "bonsoir", "--knowledge", str(folder))
    assert code != 0
    assert "site.yml:" in err
    assert "aucune page n’est servie" in plainly(err)


def test_a_file_beside_the_pages_is_no_page_refused(typed: Typed, folder: Path) -> None:
    write(folder, {"site.yml": "adress: https://jardins.example\n", "a.md": "Bonjour à tous."})
    _, _, err = typed("ask", "bonsoir", "--knowledge", str(folder))
    assert plainly(err).startswith("Fichier refusé : site.yml:1:1:")
    assert "D’ici là, ce qu’il change ne s’applique pas." in plainly(err)
