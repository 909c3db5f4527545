"""Links that stay text are told of, at the place where they stand."""

from pathlib import Path

import pytest

from tests.check.linted import SITE, page, said


@pytest.mark.parametrize(
    "link", ["[a](#b)", "[a](tel:112)", "[a](javascript:b)", "[a](/b/)", "[a](https://c.example)", "`[[a]]`", "[a]()"]
)
def test_links_that_lead_somewhere_or_begin_at_no_page_are_not(folder: Path, link: str) -> None:
    assert not [line for line in said(folder, {**SITE, "aide.md": page(link)}) if "reste" in line]


def test_a_struck_or_hidden_link_is_not(folder: Path) -> None:
    assert said(folder, {**SITE, "aide.md": page("Bonjour ~~[a](b.md)~~ <!-- [c](d.md) --> %%[[e]]%%.")}) == []


def test_one_from_the_top_of_a_site_without_address_is_told_once_a_page(folder: Path) -> None:
    (line,) = [line for line in said(folder, {"aide.md": page("Voir\n[a](/a/) et [b](/b/).")}) if "du texte" in line]
    assert line.startswith("aide.md:5:5: le lien « /a/ » et 1 autre de cette page restent du texte")


def test_a_file_outside_the_folder_is_no_page(folder: Path) -> None:
    (line,) = said(folder, {**SITE, "aide.md": page("[a](../b.md)")})
    assert "ce fichier n’est pas une page du dossier" in line


def test_a_heading_of_the_same_page_is_known_without_an_address(folder: Path) -> None:
    assert said(folder, {"aide.md": page("Voir [[#Prix|le prix]].\n\n## Prix\n\nDeux euros.")}) == []


def test_links_to_files_of_a_folder_without_addresses_are_one(folder: Path) -> None:
    pages = {"a.md": page("[a](a.pdf) [b](../b.pdf)"), "b.md": page("[c](c.docx)")}
    (line,) = said(folder, pages)
    assert line.startswith("a.md:4:5: le lien « a.pdf » et 2 autres vers des fichiers restent du texte")
