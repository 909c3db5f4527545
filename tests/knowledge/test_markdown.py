"""Markdown becomes lines of plain text; a link is the only mark that stays."""

import re

import pytest
from hypothesis import given

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import clean, one_line, parse

from .test_any_input import TEXT

SITE = resolver("https://jardins.example", "https://jardins.example/aide/")


@pytest.mark.parametrize(
    "written",
    [
        "## {#prix}",
        "![]()",
        "![](a.png)",
        "![Une serre](a.png)",
        "[](/plan/)",
        "[![]()](/plan/)",
        "{.vert}",
        "{{< espace >}}",
        "<br>",
    ],
)
def test_what_shows_no_text_leaves_none(written: str) -> None:
    assert parse(written, SITE) == []


@pytest.mark.parametrize(
    ("written", "lead"),
    [
        ("**Durée** : six mois", "Durée"),
        ("**Durée :** six mois", "Durée"),
        ("**Durée\u00a0:** six mois", "Durée"),
        ("- **Durée.** Six mois", "Durée"),
        ("1. __Durée__ six mois", "Durée"),
        ("> **Durée** six mois", "Durée"),
        ("**La *longue* durée** : six mois", "La longue durée"),
        ("**[Durée](/duree/)** : six mois", "Durée"),
        ("six mois de **Durée**", ""),
        ("*Durée* : six mois", ""),
    ],
)
def test_the_bold_words_that_open_a_line_are_its_lead(written: str, lead: str) -> None:
    (block,) = parse(written, SITE)
    assert block.lead == lead


@pytest.mark.parametrize(
    "second", ["  \n**Coût** dix euros", ".\n**Coût** dix euros", "\n**Coût** : dix euros", "\n**Coût :** dix euros"]
)
def test_a_lead_may_open_any_line_of_a_paragraph(second: str) -> None:
    assert [(block.lead, block.line) for block in parse(f"**Durée** : six mois{second}", SITE)] == [("Durée", 0), ("Coût", 1)]


def test_bold_words_that_a_long_sentence_brings_to_the_next_line_are_no_lead() -> None:
    (block,) = parse("La cotisation paie\n**les graines** et la terre.", SITE)
    assert (block.text, block.lead) == ("La cotisation paie les graines et la terre.", "")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Où** _semer_ `l'ail`", "Où semer l'ail"),
        ("Voir [le plan](https://jardins.example/plan)", "Voir le plan"),
        ("sur\ndeux   lignes ", "sur deux lignes"),
        ("un_nom_de_fichier", "un_nom_de_fichier"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("Serre {.verte}", "Serre"),
        ("Serre &amp; banc&nbsp;!", "Serre & banc\u00a0!"),
        ("Serre &inconnu; & banc", "Serre &inconnu; & banc"),
        ("Serre ==chaude== ~~froide~~ d'hiver[^1]", "Serre chaude d'hiver"),
        ("[[Serre]] et [[banc|le banc]], [[a](b)", "Serre et le banc, [[a](b)"),
        ("a == b == c, ~~d ~~", "a == b == c, ~~d ~~"),
    ],
)
def test_a_heading_stands_on_one_line_without_marks(written: str, shown: str) -> None:
    assert one_line(written) == shown


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("jar\u00addin\u200b", "jardin"),
        ("a\u2028b", "a b"),
        ("e\u0301", "é"),
        ("bouton{.grand .vert}", "bouton"),
        ('{{< button url="/plan" title="Le plan" >}}', "[Le plan](/plan)"),
        ('{{< figure src="/plan.png" >}}', ""),
        ("{prix}", "{prix}"),
    ],
)
def test_the_source_is_cleaned_of_what_is_no_text(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_code_in_a_heading_is_shown_as_it_is() -> None:
    (block,) = parse("## Écrire `{{ a }}`, `==b==` ou `<Onglet>`", SITE)
    assert block.text == "Écrire {{ a }}, ==b== ou <Onglet>"


@pytest.mark.parametrize("written", ["## {#a}", "## {#a}{#b}", "## {.x}{#a}", "{#a}\n==="])
def test_a_heading_that_is_an_id_alone_shows_nothing(written: str) -> None:
    assert parse(written, SITE) == []


@given(TEXT)
def test_a_text_on_one_line_stays_as_it_is(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize("written", ["_`_a_`_", "*`_`*a", "[a]`(https://jardins.example/)", "``**`**"])
def test_marks_that_marks_hid_go_too(written: str) -> None:
    assert not re.search(r"[`*_\[]", one_line(written))


def shown(written: str) -> list[str]:
    return [str(block) for block in parse(written, SITE)]


def test_items_have_their_mark_and_the_depth_of_their_list() -> None:
    assert shown("- Une bêche\n  1. Verte\n  2. Bleue\n\n     Ou grise\n- Un seau") == [
        "• Une bêche",
        "  1. Verte",
        "  2. Bleue",
        "  Ou grise",
        "• Un seau",
    ]


def test_a_row_of_a_table_is_a_line_of_its_cells_and_an_empty_cell_keeps_its_column() -> None:
    assert shown("| Outil | Prix | |\n|-|-|-|\n| Bêche | | [ici](/a) |\n| | | |") == [
        "Outil | Prix | –",
        "Bêche | – | [ici](https://jardins.example/a)",
    ]


def test_a_note_stands_below_what_calls_it_first_and_one_that_nothing_calls_where_it_is() -> None:
    assert shown("Une bêche[^1] et un seau[^1].\n\nFin[^2].\n\n[^1]: En fer.\n[^3]: Ou non.\n\n    Ou si.") == [
        "Une bêche et un seau.",
        "En fer.",
        "Fin.",
        "Ou non.",
        "Ou si.",
    ]


def test_a_note_of_a_table_stands_below_it() -> None:
    assert shown("| Bêche[^1] |\n|-|\n| Seau |\n\n[^1]: En fer.") == ["Bêche", "Seau", "En fer."]


def test_notes_may_call_each_other_however_often() -> None:
    notes = "\n\n".join(f"[^{number}]: n{number}[^{number + 1}]" for number in range(2_000))
    assert shown(f"Bêche[^0]\n\n{notes}") == ["Bêche", *(f"n{number}" for number in range(2_000))]


def test_a_note_may_call_itself() -> None:
    assert shown("Bêche[^1]\n\n[^1]: En fer[^1]") == ["Bêche", "En fer"]


def test_a_term_is_the_lead_of_what_defines_it() -> None:
    blocks = parse("Bêche\n: Pour *retourner*.\n\nFin.", SITE)
    assert [(str(block), block.lead, block.depth) for block in blocks] == [
        ("Bêche", "Bêche", 0),
        ("Pour retourner.", "", 1),
        ("Fin.", "", 0),
    ]


def test_html_that_goes_on_behind_a_blank_line_is_no_code() -> None:
    assert shown("<section>\n\n    <p>Une bêche</p>\n\n</section>\n\nFin.\n\n    <p>") == ["Une bêche", "Fin.", "<p>"]


def test_what_is_indented_in_a_component_is_no_code() -> None:
    assert shown("<Onglets>\n    <Onglet>\n\n    Une **bêche**\n\n    </Onglet>\n</Onglets>") == ["Une bêche"]


def test_a_block_knows_its_line_and_a_heading_its_rank() -> None:
    blocks = parse("# Aide\n\nUne\nbêche.\n\n<p>Un seau</p>\n\nDeux\n---\n\n    du code\n", SITE)
    assert [(block.text, block.line, block.heading_level) for block in blocks] == [
        ("Aide", 0, 1),
        ("Une bêche.", 2, 0),
        ("Un seau", 5, 0),
        ("Deux", 7, 2),
        ("du code", 10, 0),
    ]


@pytest.mark.parametrize(
    ("listed", "is_left"),
    {
        "- [Prix](#prix)\n- [Durée](#duree)\n  1. [En *été*](#ete)": False,
        "1. [Prix](#prix)\n2. [Durée](#duree)": False,
        "- [Prix](#prix)": True,
        "- [Prix](#prix)\n- [Plan](/plan/)": True,
        "- [Prix](#prix)\n- [Durée](#duree) : deux semaines": True,
        "- [Prix](#prix)\n- ```\n  a\n  ```": True,
    }.items(),
)
def test_a_list_of_links_to_the_headings_of_its_page_is_no_text(listed: str, is_left: bool) -> None:
    blocks = parse(f"Avant.\n\n{listed}\n\nAprès.", lambda _: None)
    assert [block.text for block in (blocks[0], blocks[-1])] == ["Avant.", "Après."]
    assert (len(blocks) > 2) is is_left
