"""The properties of a page that Notion exports are settings, but for those that say something."""

import pytest

from eig_bot.knowledge.notion import without_properties

PATH = "Aide/Louer une serre 0123456789abcdef0123456789abcdef.md"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("# Serre\n\nStatut: Publié\nÉtiquettes: prêt, eau\n\nTexte.\n", "# Serre\n\n\n\n\nTexte.\n"),
        ("# Serre\n\nStatut: Publié\nLieu: Parc du moulin\n\nTexte.\n", "# Serre\n\n\nLieu: Parc du moulin\n\nTexte.\n"),
        ("# Serre\n\nStatut: Publié\n", "# Serre\n\n\n"),
        ("# Serre\n\nTexte.\n\nStatut: Publié\n", "# Serre\n\nTexte.\n\nStatut: Publié\n"),
        (
            "# Serre\n\nÀ savoir: la serre est fermée.\nDeux lignes.\n",
            "# Serre\n\nÀ savoir: la serre est fermée.\nDeux lignes.\n",
        ),
    ],
)
def test_properties_below_the_title_are_left_out_and_the_lines_stay(body: str, left: str) -> None:
    assert without_properties(PATH, body) == left


def test_another_page_keeps_its_text() -> None:
    body = "# Serre\n\nStatut: Publié\n\nTexte.\n"
    assert without_properties("serre.md", body) == body
