"""A link leads where it leads on its page; one of which that cannot be known stays text, and `check` says so."""

from pathlib import Path

import pytest

from eig_bot.knowledge.library import Library
from tests.garden import page, plainly, write

from .conftest import Typed

SITE = {"site.yml": "name: Jardins partagés\naddress: https://jardins.example\n"}
PAGES = {
    **SITE,
    "pret/outils.md": page("Outils", "Une bêche.", url="/materiel/outils/"),
    "pret/index.md": page("Prêt", "Deux semaines.", url="/materiel/"),
    "conges.md": page("Congés", "En août.", url="/fermetures/"),
    "sans-adresse.md": page("Sans adresse", "Rien."),
}


def linked(folder: Path, href: str, path: str = "pret/aide.md", url: str | None = "/materiel/aide/") -> str:
    """Return what a page shows of a link."""
    keys = {"url": url} if url else {}
    library = Library(write(folder, {**PAGES, path: page("Aide", f"Voir [ceci]({href}).", **keys)}))
    return next(passage.text for passage in library.load().passages if passage.page == path)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("../outils/", "https://jardins.example/materiel/outils/"),
        ("plan.pdf", "https://jardins.example/materiel/aide/plan.pdf"),
        ("outils.md", "https://jardins.example/materiel/outils/"),
        ("./outils.md#prix", "https://jardins.example/materiel/outils/#prix"),
        ("../conges.md", "https://jardins.example/fermetures/"),
        ("/conges.md", "https://jardins.example/fermetures/"),
        ("outils", "https://jardins.example/materiel/outils/"),
        ("../pret/", "https://jardins.example/materiel/"),
        ("?jour=3", "https://jardins.example/materiel/aide/?jour=3"),
        ("//moulin.example/a", "https://moulin.example/a"),
        ("www.moulin.example/a", "https://www.moulin.example/a"),
        ("moulin.fr/a", "https://moulin.fr/a"),
    ],
)
def test_a_link_is_resolved_against_its_page_and_its_folder(folder: Path, href: str, address: str) -> None:
    assert linked(folder, href) == f"Voir [ceci]({address})."


@pytest.mark.parametrize(
    ("href", "address"),
    [("/pret/outils", "https://jardins.example/pret/outils"), ("#prix", "https://jardins.example/materiel/aide/#prix")],
)
def test_a_link_from_the_top_of_the_site_and_an_anchor_lead_where_they_did(folder: Path, href: str, address: str) -> None:
    assert linked(folder, href) == f"Voir [ceci]({address})."


@pytest.mark.parametrize("href", ["absente.md", "../sans-adresse.md", "../../dehors.md"])
def test_a_link_to_a_file_without_an_address_stays_text(folder: Path, href: str) -> None:
    assert linked(folder, href) == "Voir ceci."


@pytest.mark.parametrize("href", ["plan.pdf", "../plan/"])
def test_without_the_address_of_its_page_a_relative_link_stays_text(folder: Path, href: str) -> None:
    assert linked(folder, href, url=None) == "Voir ceci."


def test_without_the_address_of_its_page_a_link_to_another_page_leads_there(folder: Path) -> None:
    assert linked(folder, "outils.md", url=None) == "Voir [ceci](https://jardins.example/materiel/outils/)."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[outils]]", "[outils](https://jardins.example/materiel/outils/)"),
        ("[[Outils|les outils]]", "[les outils](https://jardins.example/materiel/outils/)"),
        ("[[conges#En août|août]]", "[août](https://jardins.example/fermetures/)"),
        ("[[pret/outils]]", "[outils](https://jardins.example/materiel/outils/)"),
        ("[[Absente|absente]]", "absente"),
        ("[[#Prix|le prix]]", "[le prix](https://jardins.example/aide/)"),
        ("![[outils]]", "[outils](https://jardins.example/materiel/outils/)"),
    ],
)
def test_a_link_to_a_note_leads_to_the_page_of_that_name(folder: Path, written: str, shown: str) -> None:
    library = Library(write(folder, {**PAGES, "aide.md": page("Aide", f"Voir {written}.", url="/aide/")}))
    assert next(passage.text for passage in library.load().passages if passage.page == "aide.md") == f"Voir {shown}."


def test_two_pages_of_one_name_are_told_apart_by_where_they_stand(folder: Path) -> None:
    pages = {**PAGES, "don/outils.md": page("Dons", "Un râteau.", url="/dons/outils/")}
    pages |= {"don/a.md": page("A", "[[outils]]", url="/a/"), "b.md": page("B", "[[outils]]", url="/b/")}
    found = {passage.page: passage.text for passage in Library(write(folder, pages)).load().passages}
    assert (found["don/a.md"], found["b.md"]) == ("[outils](https://jardins.example/dons/outils/)", "outils")


def test_check_names_each_link_that_stays_text(typed: Typed, folder: Path) -> None:
    body = "[a](absente.md) [b](sans-adresse.md) [c](plan/)\n[[Absente]] [d](conges.md) [e](ftp://x.example) [f](#x)"
    write(folder, {**PAGES, "aide.md": page("Aide", body)})
    _, out, _ = typed("check", "--knowledge", str(folder))
    assert [line for line in plainly(out).splitlines() if "reste du texte" in line] == [
        "aide.md:5:5: le lien « absente.md » reste du texte, car ce fichier n’est pas une page du dossier. "
        "Écrivez l’adresse de la page officielle.",
        "aide.md:5:21: le lien « sans-adresse.md » reste du texte, car l’adresse de cette page n’est pas connue. "
        "Ajoutez-lui une ligne « url: ».",
        "aide.md:5:42: le lien « plan/ » reste du texte, "
        "car l’adresse de la page où il se trouve n’est pas connue. "
        "Écrivez l’adresse entière, ou ajoutez une ligne « url: » en haut de la page.",
        "aide.md:6:3: le lien « [[Absente]] » reste du texte, car on ne sait pas à quelle page il mène. "
        "Écrivez l’adresse de cette page.",
    ]


def test_a_folder_without_an_address_is_told_so_once_a_page(typed: Typed, folder: Path) -> None:
    write(folder, {"aide.md": page("Aide", "[a](/a/) [b](/b/) [c](/c/)")})
    _, out, _ = typed("check", "--knowledge", str(folder))
    assert [line for line in plainly(out).splitlines() if "du texte" in line] == [
        "aide.md:5:5: le lien « /a/ » et 2 autres de cette page restent du texte, "
        "car site.yml ne dit pas l’adresse du site. Ajoutez-y une ligne « address: »."
    ]


@pytest.mark.parametrize("href", ["plan.pdf", "../fichiers/plan%20du%20site.pdf", "fichiers/photo.png"])
def test_a_file_beside_the_pages_has_no_address_where_site_yml_gives_those_of_pages(
    typed: Typed, folder: Path, href: str
) -> None:
    site = {"site.yml": "address: https://jardins.example\naddresses: /{path}/\n"}
    write(
        folder,
        {**site, "a/aide.md": page("Aide", f"Voir [le plan]({href}) et [la page](../b.md)."), "b.md": page("B", "Texte.")},
    )
    (passage,) = [passage for passage in Library(folder).load().passages if passage.page == "a/aide.md"]
    assert passage.text == "Voir le plan et [la page](https://jardins.example/b/)."
    assert "ne dit que les adresses des pages" in plainly(typed("check", "--knowledge", str(folder))[1])
