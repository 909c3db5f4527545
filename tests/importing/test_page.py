"""A page is read with the site around it; what cannot be imported is named with its place."""

import os
from pathlib import Path

import pytest

from eig_bot.errors import InputError
from eig_bot.importing.draft import Draft, drafts
from eig_bot.importing.page import site_of
from eig_bot.knowledge.passage import CallForProjects
from eig_bot.messages import importing as messages
from tests.garden import SPRING, at, page, plainly, write
from tests.importing.drafted import SITE, body, comments, front, imported, of_site, read


def test_a_page_in_a_copy_of_the_site_has_the_address_of_its_place_to_be_verified(tmp_path: Path) -> None:
    pages = {"aide/_index.md": page("Aide", "Bonjour."), "aide/eau.md": page("Eau", "Un seau.", layout="page")}
    draft = of_site(tmp_path, "aide/eau.md", pages)
    assert front(draft)[:2] == ["title: Eau", "url: https://jardins.example/aide/eau/"]
    assert messages.URL in comments(draft)


def test_a_page_is_found_in_its_site_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"aide/_index.md": page("Aide", "Bonjour."), "aide/eau.md": page("Eau", "Un seau.", layout="page")}
    draft = of_site(tmp_path, "aide/eau.md", pages)
    monkeypatch.chdir(tmp_path / "aide")
    for path in (Path("eau.md"), Path("../aide/eau.md")):
        assert drafts(path, SITE, SPRING) == (draft,)


def test_a_page_whose_name_is_not_utf8_can_be_imported(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Eau", "Un seau."), name=os.fsdecode(b"eau\xff.md"))
    assert messages.head("eau?.md") in comments(draft)


def test_a_page_that_stands_alone_is_given_no_address(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Eau", "Voir [plus bas](#puits).\n\n## Puits {#puits}\n\nUn seau.", layout="page"))
    assert "url" not in "".join(front(draft))
    assert messages.WITHOUT_URL in comments(draft)
    assert body(draft) == "Voir plus bas.\n\n## Puits\n\nUn seau."


def calls_of(draft: Draft) -> list[CallForProjects]:
    return list(read(draft).calls)


def test_a_call_takes_its_dates_from_its_folder_and_its_readers_from_the_folders_name(tmp_path: Path) -> None:
    pages = {
        "habitants/_index.md": page("Un jardin", "L'appel est ouvert.", open="true"),
        "habitants/dates.md": page("Dates", "Les dossiers se déposent du 1er mars au 15 mai 2031.", layout="page"),
    }
    (call,) = calls_of(of_site(tmp_path, "habitants/_index.md", pages))
    assert (call.name, call.audience) == ("Appel pour les habitants", "habitants")
    assert (call.opens, call.closes) == (at("2031-03-01"), at("2031-05-15T23:59"))
    draft = of_site(tmp_path, "habitants/dates.md", pages)
    assert ("audience: habitants" in front(draft), calls_of(draft)) == (True, [])


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (page("Aide", "Bonjour.", ["à l'aide"]), "a déjà ses questions : c’est une page de connaissances."),
        (page("Aide", ""), ":1:1: cette page n’a aucun texte"),
        ("---\ntitle: Aide\nurl: [x]\n---\nBonjour.", ":3:6: « url » doit contenir un texte."),
        ("<html>", ":1:1: cette page n’a aucun texte"),
        ("", ":1:1: ce fichier est vide."),
    ],
)
def test_what_cannot_be_imported_is_named_with_its_place(tmp_path: Path, source: str, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        imported(tmp_path, source)
    assert str(tmp_path / "aide.md") in str(refused.value)
    assert sentence in plainly(str(refused.value))


@pytest.mark.parametrize("name", ["absent.md", "."])
def test_what_is_no_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="ne peut pas être lu"):
        drafts(tmp_path / name, SITE, SPRING)


def test_a_bad_description_of_the_site_is_named_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, {"site.yml": "name: Jardins\nadresse: https://jardins.example\n"})
    with pytest.raises(InputError, match=r"site\.yml:2:1: "):
        site_of(tmp_path)
