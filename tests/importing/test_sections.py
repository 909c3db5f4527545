"""What a page says is laid out under its headings, in as many files as it fills messages."""

from pathlib import Path

import pytest

from tests.garden import page, plainly
from tests.importing.drafted import PLENTY, body, imported, parts, read, unsaid


def test_a_bold_line_under_which_the_rest_stands_becomes_a_heading(tmp_path: Path) -> None:
    (draft,) = imported(tmp_path, page("Aide", "Deux dates.\n\n**3 mars**\n\nOuverture.\n\n**15 mai**\n\nFermeture."))
    assert body(draft) == "Deux dates.\n\n## 3 mars\n\nOuverture.\n\n## 15 mai\n\nFermeture."


@pytest.mark.parametrize(
    "text",
    [
        "* **Qui** : tout le monde\n* **Quand** : en mars",
        "* **Qui**\n  * tout le monde\n* **Quand**\n  * en mars",
        "**Qui** : tout le monde.\n\n**Quand** : en mars.",
        "**Qui**\n\nTout le monde.\n\n**Quand** : en mars.\n\n**Où**\n\nAu cabanon.",
        "**Qui**\n\nTout le monde.\n\n**Quand** : en mars.\n\nOu en avril.",
    ],
)
def test_other_bold_words_stay_in_their_place(tmp_path: Path, text: str) -> None:
    (draft,) = imported(tmp_path, page("Aide", f"Deux choses.\n\n{text}"))
    assert body(draft) == f"Deux choses.\n\n{text.replace('**', '')}"


def test_a_heading_whose_text_is_also_said_above_it_stays(tmp_path: Path) -> None:
    text = "Faut-il payer : oui.\n\n## En espèces ?\n\noui."
    (draft,) = imported(tmp_path, page("Aide", text))
    assert body(draft) == text


def test_a_page_becomes_a_file_for_each_top_heading_that_would_fill_a_message(tmp_path: Path) -> None:
    source = parts(PLENTY, PLENTY)
    found = imported(tmp_path, source)
    assert [draft.name for draft in found] == ["aide.md", "l-eau.md", "les-outils.md"]
    assert unsaid(source.encode(), found) == []
    titles = [passage.heading_path for draft in found for passage in read(draft).passages if not passage.is_outline]
    assert [tuple(map(plainly, path)) for path in titles] == [
        ("Aide",),
        ("Aide : L'eau",),
        ("Aide : Les outils", "À main"),
    ]
    assert {passage.url for draft in found for passage in read(draft).passages} == {"https://jardins.example/aide/"}


def test_without_a_text_of_its_own_a_page_leaves_its_parts_alone(tmp_path: Path) -> None:
    assert [draft.name for draft in imported(tmp_path, parts(PLENTY, PLENTY, intro=""))] == ["l-eau.md", "les-outils.md"]


@pytest.mark.parametrize("source", [parts(PLENTY, "Une bêche."), page("Aide", f"Bonjour.\n\n## L'eau\n\n{PLENTY}")])
def test_a_page_with_one_short_heading_or_one_alone_is_one_file(tmp_path: Path, source: str) -> None:
    assert [draft.name for draft in imported(tmp_path, source)] == ["aide.md"]
