"""Lines of plain text become Markdown that shows them as they are."""

from pathlib import Path

import pytest

from tests.garden import page
from tests.importing.drafted import body, imported


def test_headings_keep_their_order_and_their_rank(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Bonjour.\n\n# Eau\n\n### Puits\n\nUn seau.\n\n# Outils\n\nUne bêche."))
    assert body(draft) == "Bonjour.\n\n## Eau\n\n### Puits\n\nUn seau.\n\n## Outils\n\nUne bêche."


def test_links_are_kept_with_their_whole_address(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Lisez le [règlement](/reglement/), ou écrivez à [nous](a@jardins.example)."))
    assert body(draft) == (
        "Lisez le [règlement](https://jardins.example/reglement/), ou écrivez à [nous](mailto:a@jardins.example)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "* une bêche\n* un râteau\n  * à feuilles\n    * en bois\n  * à foin\n* un seau",
        "1. semer\n2. arroser\n   * le soir\n3. récolter",
        "3. récolter\n4. composter",
        "1. semer\n2. arroser\n\nPuis, l'an d'après :\n\n1. tailler",
        "1. semer\n2. arroser\n1) tailler\n2) cueillir",
        "* * une bêche\n  * un râteau",
    ],
)
def test_lists_stay_lists(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1\\) les semis", "1\\) les semis"),
        ("\\_vu du ciel\\_", "\\_vu du ciel_"),
        ("un carré de 3 \\* 2 \\* 1 m", "un carré de 3 * 2 * 1 m"),
        ("&lt;p&gt; et \\[x\\](y)", "\\<p> et \\[x\\](y)"),
        ("\\## Titre", "\\## Titre"),
        ("\\`a\\` \\*b\\* \\_c\\_", "\\`a\\` \\*b\\* \\_c\\_"),
    ],
)
def test_what_looks_like_markdown_and_is_none_stays_text(tmp_path: Path, text: str, written: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == written
