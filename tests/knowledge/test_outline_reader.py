"""Where things stand in a file, to the character."""

import pytest
from hypothesis import given

from eig_bot.knowledge.links import resolver
from eig_bot.knowledge.markdown import parse
from eig_bot.knowledge.opening import decode
from eig_bot.knowledge.outline import Heading, Image, Link, Outline, Value
from eig_bot.knowledge.outline_reader import outline
from eig_bot.knowledge.yaml_nodes import FieldError
from tests.check.linted import page

from .test_any_input import TEXT


def of(body: str, front: str = "") -> Outline:
    return outline("aide.md", page(body, front))


def at(found: Outline, place: tuple[int, int]) -> str:
    """Return what a line holds from a place on."""
    return found.source[place[0] - 1][place[1] - 1 :]


def links(body: str, front: str = "") -> list[tuple[str, str, int]]:
    """Return each link's address, what stands at its place, and its line."""
    found = of(body, front)
    return [(link.href, at(found, link.position)[: len(link.href)], link.position[0]) for link in found.links]


def test_each_value_of_the_front_matter_has_its_way_and_place() -> None:
    front = "url: /aide/\npassages:\n  - heading: Durée\n    questions: [combien de temps, 'jusqu''à quand']\n"
    assert of("Texte.", front).values == (
        Value(("title",), "Aide", (2, 8)),
        Value(("url",), "/aide/", (3, 6)),
        Value(("passages", 0, "heading"), "Durée", (5, 14)),
        Value(("passages", 0, "questions", 0), "combien de temps", (6, 17)),
        Value(("passages", 0, "questions", 1), "jusqu'à quand", (6, 35)),
    )


def test_a_value_of_an_optional_file_has_its_place_too() -> None:
    assert outline("site.yml", "# Le site.\nname: Aide\n").values == (Value(("name",), "Aide", (2, 7)),)


def test_a_heading_has_its_line_its_own_id_and_plain_text() -> None:
    found = of("## *Durée* du `prêt` {#duree}\n\nSix mois.\n\nCombien ?\n---\n\n24 €.")
    assert found.headings == (Heading("Durée du prêt", (4, 1), "duree"), Heading("Combien ?", (8, 1)))


def test_a_heading_is_empty_when_no_text_and_no_lower_heading_follows() -> None:
    body = "# Prêt\n\n## Durée\n\n## Coût\n\n![](a.png)\n\n## Outils\n\n```\nbêche\n```\n\n## Lieu\n\n<p>Ici.</p>\n\n## Fin"
    assert [heading.text for heading in of(body).headings if heading.is_empty] == ["Durée", "Coût", "Fin"]


def test_each_link_stands_where_its_address_is_written() -> None:
    body = 'Un [lien](/a/), un\nautre [« plus long »](/b/ "titre") et [l’été\nà venir](/été/#quand).\n\n- <https://c.example>\n'
    assert links(f"{body}\n| [d](/d/) | [e](/a/) |\n|---|---|\n") == [
        ("/a/", "/a/", 4),
        ("/b/", "/b/", 5),
        ("/été/#quand", "/été/#quand", 6),
        ("https://c.example", "https://c.example", 8),
        ("/d/", "/d/", 10),
        ("/a/", "/a/", 10),
    ]


def test_a_link_that_is_named_elsewhere_stands_on_its_line() -> None:
    assert of("Texte.\nUn [lien][1].\n\n[1]: /a/\n").links == (Link("/a/", "lien", (5, 1)),)


def test_links_and_images_of_html_stand_at_their_tags() -> None:
    found = of(
        'Voir <a href="/a/">la page</a> <img src=b.png>.\n\n<div>\n  <img src="c.png" alt="">\n  <a href=/d/>ici</a>\n</div>\n'
    )
    assert [(link.href, at(found, link.position)[:8]) for link in found.links] == [("/a/", "<a href="), ("/d/", "<a href=")]
    assert found.images == (Image("b.png", False, True, (4, 32)), Image("c.png", True, True, (7, 3)))


def test_an_image_has_a_description_when_its_brackets_hold_one() -> None:
    found = of("Le plan : ![](a.png) ![ ](b.png) [![Le plan](c.png)](/plan/)")
    assert [(image.source, image.has_description, at(found, image.position)[:2]) for image in found.images] == [
        ("a.png", False, "!["),
        ("b.png", False, "!["),
        ("c.png", True, "!["),
    ]


def test_what_the_front_matter_of_a_site_page_holds_is_read_as_markdown() -> None:
    front = 'bloc:\n  texte: |\n    Un\n    [lien](/a/).\n  autre: "Un [lien](/b/)\n    et [un autre](/c/)."\n'
    assert links("Texte.", front) == [("/a/", "/a/", 6), ("/b/", "/b/", 7), ("/c/", "/c/", 8)]


def test_the_lines_of_a_text_are_those_that_a_reader_sees() -> None:
    found = of("Une **bêche** et\nun `râteau` [ici](/a/).\n\n<!-- rien --><p>Une pelle.</p>\n")
    assert found.texts == ((4, "Une bêche et"), (5, "un  ici."), (7, "Une pelle."))


def test_html_ids_are_kept() -> None:
    assert of('<h2 id="duree">Durée</h2>\n\nSix <a name="mois"></a><b name="b">mois</b>.').ids == {"duree", "mois"}


@given(TEXT)
def test_any_page_that_can_be_read_has_an_outline_within_its_lines(body: str) -> None:
    text = decode(page(body, f"blocs:\n  - texte: |\n      {body.strip().splitlines()[0] if body.strip() else 'a'}\n").encode())
    try:
        found = outline("aide.md", text)
    except FieldError:
        return
    places = [value.position for value in found.values] + [heading.position for heading in found.headings]
    places += [link.position for link in found.links] + [image.position for image in found.images]
    assert all(1 <= line <= len(found.source) and column >= 1 for line, column in places)


@pytest.mark.parametrize(
    ("written", "text", "anchor"),
    [
        ("## Eau {#a}", "Eau", "a"),
        ("## Eau {#a}{#b}", "Eau", "b"),
        ("## Eau {#a} {.x}", "Eau", "a"),
        ("## Eau {.x}", "Eau", None),
        ("## **Eau {#a}**", "Eau", "a"),
        ("## Eau {#a} !", "Eau {#a} !", None),
        ("## Eau \\{#a}", "Eau {#a}", None),
        ("## Eau `{#a}`", "Eau {#a}", None),
    ],
)
def test_a_heading_is_the_same_one_to_who_looks_for_its_place_and_to_who_reads_its_page(
    written: str, text: str, anchor: str | None
) -> None:
    (heading,) = of(f"{written}\n\nUn seau.").headings
    block = parse(written, resolver(None))[0]
    assert (heading.text, heading.anchor) == (block.text, block.anchor) == (text, anchor)
