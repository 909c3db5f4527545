"""A page is called what it says, else what its first heading says, else as its file is."""

import pytest

from eig_bot.knowledge.titles import title_of, title_of_path


@pytest.mark.parametrize(
    ("written", "body", "title"),
    [("Prêt", "# Outils\n", "Prêt"), ("", "Texte.\n\n# Outils\n\n# Autre\n", "Outils"), ("", "## Outils\n", "Aide")],
)
def test_the_title_comes_from_the_first_that_has_one(written: str, body: str, title: str) -> None:
    assert title_of(written, body, "aide.md") == title


@pytest.mark.parametrize(
    ("path", "title"),
    {
        "conges-payes.md": "Conges payes",
        "guide/index.md": "Guide",
        "guide/_index.md": "Guide",
        "guide/README.md": "Guide",
        "_posts/2031-04-10-la-serre.md": "La serre",
        "Serre 0123456789abcdef0123456789abcdef.md": "Serre",
        "2031.md": "2031",
        "index.md": "Accueil",
        "README.md": "Accueil",
        "Réunions/2031-02-03.md": "3 février 2031",
        "2031-02-30.md": "2031 02 30",
    }.items(),
)
def test_the_name_of_a_file_is_told_as_people_would(path: str, title: str) -> None:
    assert title_of_path(path) == title
