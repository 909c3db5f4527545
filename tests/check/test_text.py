"""What `check` says of the text of pages: links and their anchors, images, headings, what was left unfinished."""

from pathlib import Path

import pytest

from eig_bot.knowledge.library import Library
from tests.check.linted import SITE, page, said

WATER = "Texte.\n\n## Qui peut arroser ?\n\nTous.\n\n## L’été, à midi\n\nPersonne.\n\n## Débit {#mesure}\n\nFaible.\n"
FOLDER = {**SITE, "eau.md": page(WATER, "url: /eau/\n", "L'eau")}


def of(folder: Path, body: str, front: str = "", **pages: str) -> list[str]:
    """Return what is said of one page of a folder, without its path; its body begins on line 4."""
    lines = said(folder, {**FOLDER, **pages, "aide.md": page(body, front)})
    assert all(line.startswith("aide.md:") for line in lines)
    return [line.removeprefix("aide.md:") for line in lines]


def line_of(found: list[str]) -> list[str]:
    """Return the places."""
    return [line.partition(": ")[0] for line in found]


# --- anchors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "href",
    ["/eau/#qui-peut-aroser", "https://jardins.example/eau/#qui-peut-aroser", "eau.md#qui-peut-aroser", "eau#qui-peut-aroser"],
)
def test_a_link_to_a_heading_that_its_page_does_not_have_is_a_warning(folder: Path, href: str) -> None:
    assert of(folder, f"Voyez\nla [page]({href}).") == [
        "5:11: « #qui-peut-aroser » ne mène à aucun titre de eau.md. Vouliez-vous écrire « #qui-peut-arroser » ?"
    ]


def test_an_anchor_that_is_like_no_heading_gets_no_suggestion(folder: Path) -> None:
    assert of(folder, "Voyez [cela](/eau/#zzz).") == [
        "4:14: « #zzz » ne mène à aucun titre de eau.md. Retirez « #zzz », ou recopiez un titre de cette page."
    ]


@pytest.mark.parametrize(
    "anchor",
    [
        "qui-peut-arroser",
        "qui-peut-arroser-",
        "lété-à-midi",
        "l%C3%A9t%C3%A9-%C3%A0-midi",
        "lete-a-midi",
        "mesure",
        "leau",
        "top",
    ],
)
def test_an_anchor_of_a_heading_is_in_order_as_github_and_hugo_write_it(folder: Path, anchor: str) -> None:
    assert of(folder, f"Voyez [cela](/eau/#{anchor}).") == []


@pytest.mark.parametrize("anchor", ["Qui-peut-arroser", "débit"])
def test_an_anchor_is_written_as_its_heading_or_as_the_id_that_takes_its_place(folder: Path, anchor: str) -> None:
    assert len(of(folder, f"Voyez [cela](/eau/#{anchor}).")) == 1


@pytest.mark.parametrize(
    "href",
    ["/potager/#semis", "https://ailleurs.example/eau/#semis", "/eau/", "mailto:a@b.example?subject=#1", "/eau.pdf#page=2"],
)
def test_a_page_that_the_folder_does_not_hold_is_not_looked_into(folder: Path, href: str) -> None:
    assert of(folder, f"Voyez [cela]({href}).") == []


def test_a_page_that_cites_another_address_than_its_own_is_not_taken_for_it(folder: Path) -> None:
    assert of(folder, "[a](/haie/#semis)", "url: /eau/#semis-au-printemps\n", **{"haie.md": page(front="url: /bois/\n")}) == [
        "3:6: « #semis-au-printemps » ne mène à aucun titre de eau.md. "
        "Retirez « #semis-au-printemps », ou recopiez un titre de cette page."
    ]


def test_a_link_to_a_heading_of_its_own_page_is_looked_at(folder: Path) -> None:
    body = "Voyez [cela](#semis) et [ceci](#taille).\n\n## Semis\n\nEn mars.\n"
    assert line_of(of(folder, body)) == ["4:32"]


def test_the_second_of_two_equal_headings_has_a_number_and_html_has_its_ids(folder: Path) -> None:
    pages = {"haie.md": page("## Semis\n\nUn.\n\n### *Semis*\n\nDeux <b id='trois'>Trois</b>.\n", "url: /haie/\n")}
    lines = said(folder, {**SITE, **pages, "aide.md": page("[a](/haie/#semis-1) [b](/haie/#trois) [c](/haie/#semis-2)")})
    assert [line.partition(": ")[0] for line in lines] == ["aide.md:4:43", "haie.md:9:1"]


def test_a_page_of_the_site_has_anchors_of_what_its_front_matter_holds(folder: Path) -> None:
    faq = "---\ntitle: Questions\nliste:\n  - question: Où planter ?\n    answer: Au soleil.\n---\n"
    assert line_of(of(folder, "[a](/faq/#où-planter) [b](/faq/#quand-planter)", **{"faq.md": faq})) == ["4:27"]


@pytest.mark.parametrize(
    ("name", "address"), {"index.md": "/", "serre/_index.md": "/serre/", "serre/été.md": "/serre/été/"}.items()
)
def test_a_page_is_found_at_the_place_of_its_file(folder: Path, name: str, address: str) -> None:
    body = f"[a]({address}#semis) [b]({address}#taille)"
    (line,) = of(folder, body, **{name: page("## Semis\n\nEn mars.")})
    assert "« #taille » ne mène à aucun titre" in line


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "is_mail"),
    {
        "mailto:bonjour@jardins": True,
        "mailto:bonjour.jardins.example": True,
        "mailto:": True,
        "mailto:a@b.example,c": True,
        "tel:012345678": False,
        "tel:+3312345678": False,
        "tel:demain": False,
    }.items(),
)
def test_a_mail_address_or_phone_number_that_reaches_nobody_is_a_warning(folder: Path, href: str, is_mail: bool) -> None:
    form = (
        "une adresse électronique. Écrivez-la comme « mailto:equipe@exemple.gouv.fr »"
        if is_mail
        else "un numéro de téléphone. Écrivez-le comme « tel:+33123456789 »"
    )
    assert of(folder, f"[Écrire]({href})") == [f"4:10: « {href} » n’est pas {form}."]


@pytest.mark.parametrize(
    "href",
    [
        "mailto:a.b+c@d-e.example",
        "mailto:a@b.example?subject=Bonjour",
        "tel:+33123456789",
        "tel:01-23-45-67-89",
        "tel:3939",
        "tel:112",
    ],
)
def test_a_mail_address_or_phone_number_that_reaches_somebody_is_in_order(folder: Path, href: str) -> None:
    assert of(folder, f"[Écrire]({href})") == []


def test_a_link_without_address_is_a_warning(folder: Path) -> None:
    assert of(folder, "Voyez [le plan]().") == [
        "4:16: le lien « le plan » n’a pas d’adresse. Écrivez-la entre les parenthèses, ou retirez le lien."
    ]


def test_a_link_that_markdown_cannot_read_is_a_warning(folder: Path) -> None:
    assert of(folder, "Voyez [le plan](/plan du jardin.pdf), [un\nautre](/a/ 'titre') et [la liste](en annexe).") == [
        "4:7: « [le plan](/plan du jardin.pdf) » n’est pas lu comme un lien : son adresse contient une espace. "
        "Remplacez-la par « %20 »."
    ]


def test_a_link_to_a_file_that_is_no_page_is_a_warning(folder: Path) -> None:
    pages = {"sec.md": page("Rien.")}
    assert of(folder, "[a](eau.md) [b](/eau.md#mesure) [c](haie.md#semis)\n\n[d](https://a.example/l.md)", "", **pages) == [
        "4:37: le lien « haie.md#semis » reste du texte, car ce fichier n’est pas une page du dossier. "
        "Écrivez l’adresse de la page officielle.",
    ]


def test_a_file_is_looked_for_from_the_folder_of_its_page(folder: Path) -> None:
    pages = {**FOLDER, "serre/semis.md": page("[a](../eau.md) [b](eau.md)")}
    assert ["eau.md" in line for line in said(folder, pages) if line.startswith("serre")] == [True]


# --- images -----------------------------------------------------------------------------------------------------------


def test_an_image_without_description_is_a_warning(folder: Path) -> None:
    assert of(folder, "Le plan :\n![](/img/le%20plan.png) ![Un plan](b.png)") == [
        "5:1: l’image « le plan.png » n’a pas de description : qui ne la voit pas n’en saura rien. "
        "Écrivez ce qu’elle montre entre les crochets de « ![](…) »."
    ]


def test_an_image_without_a_name_is_told_of_too(folder: Path) -> None:
    (line,) = of(folder, "Le plan : ![]().")
    assert line.startswith("4:11: cette image n’a pas de description")


def test_an_image_in_html_may_say_that_it_only_decorates(folder: Path) -> None:
    assert of(folder, 'Le plan : <img src="plan.png"> <img src="b.png" alt="">') == [
        "4:11: l’image « plan.png » n’a pas de description : qui ne la voit pas n’en saura rien. "
        'Ajoutez « alt="ce qu’elle montre" », ou « alt="" » si elle ne fait que décorer.'
    ]


# --- headings ---------------------------------------------------------------------------------------------------------


def test_a_heading_that_stands_twice_is_a_warning(folder: Path) -> None:
    assert of(folder, "## Semis\n\nEn mars.\n\n## Taille\n\nEn avril.\n\n### Semis !\n\nEn mai.") == [
        "12:1: le titre « Semis ! » est déjà ligne 4 : un lien ne mènera qu’au premier. Précisez l’un des deux."
    ]


def test_equal_headings_with_ids_of_their_own_are_in_order(folder: Path) -> None:
    assert of(folder, "## Semis\n\nEn mars.\n\n## Semis {#semis-de-mai}\n\nEn mai.") == []


def test_a_heading_without_text_is_a_warning(folder: Path) -> None:
    assert of(folder, "Texte.\n\n## Semis\n\n## Taille\n\n### Des haies\n\nEn avril.") == [
        "6:1: il n’y a aucun texte sous « Semis » : le robot ne le montrera pas. Écrivez ce texte, ou supprimez le titre."
    ]


def test_a_heading_of_a_site_page_may_be_a_matter_of_style(folder: Path) -> None:
    assert of(folder, "#### Le rucher{.surtitre}\n\n### Une ruche au jardin\n\nDu miel.", "layout: page\n") == []


# --- what was left unfinished -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "column", "left"),
    [
        ("La cotisation est de XXXX €.", 22, "XXXX"),
        ("Ouvert le lundi. TODO vérifier", 18, "TODO"),
        ("*Lorem ipsum* dolor sit amet.", 2, "Lorem ipsum"),
        ("Le prêt dure [à compléter].", 14, "[à compléter]"),
        ("Le prêt dure (à préciser).", 14, "(à préciser)"),
        ("- À rédiger", 3, "À rédiger"),
        ("## FIXME\n\nTexte.", 4, "FIXME"),
    ],
)
def test_a_text_that_is_not_finished_is_a_warning(folder: Path, body: str, column: int, left: str) -> None:
    assert of(folder, body) == [
        f"4:{column}: « {left} » est resté dans la page, et vos lecteurs le verront. Complétez ce passage, ou retirez-le."
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Un dossier à compléter vous attend : il reste à compléter votre adresse.",
        "Le dossier **à compléter** est au cabanon.",
        "Tapez `TODO` dans la case.",
        "Texte.\n\n<!-- TODO : demander la date -->",
        "Voyez [la page](https://jardins.example/TODO).",
        "À compléter au crayon, en deux exemplaires.",
    ],
)
def test_words_that_a_finished_text_may_have_are_left_alone(folder: Path, body: str) -> None:
    assert of(folder, body) == []


def test_the_front_matter_may_be_unfinished_too_but_people_ask_as_they_like(folder: Path) -> None:
    pages = {"aide.md": page(front="url: https://a.example/\nowner: TODO\nquestions: [formulaire XXX]\n# TODO relire\n")}
    assert line_of(said(folder, pages)) == ["aide.md:4:8"]


# --- templates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "{{ site.duree }}",
        "{% include tarifs.html %}",
        "{% if page.ete %}",
        "{% for prix in site.data.prix %}",
        '{{< param "duree" >}}',
    ],
)
def test_what_only_the_tool_of_a_site_can_show_is_told_of_where_it_stands(folder: Path, written: str) -> None:
    end = {"{% if": "trois{% endif %}", "{% fo": "{{ prix }} euros{% endfor %}"}.get(written[:5], "")
    (line,) = said(folder, {**SITE, "aide.md": page(f"Le prêt est libre.\n\nIl dure {written}{end} semaines.")})
    assert line.startswith("aide.md:6:9: ")
    assert f"« {written} »" in line
    assert "n’est pas lu" in line


@pytest.mark.parametrize(
    "written",
    [
        "`{{ site.duree }}`",
        "{% comment %}{{ site.duree }}{% endcomment %}",
        "{% raw %}{{ a }}{% endraw %}",
        "[aide]({{ site.baseurl }}/aide/)",
        "[aide]({{ '/aide/' | relative_url }})",
        "{% hint style='info' %}Deux.{% endhint %}",
        "{% assign a = 2 %}",
        "{% if a %} {% endif %}",
        "{% include bouton.html url='/aide/' text='Aide' %}",
        "{{< note >}}Deux.{{< /note >}}",
    ],
)
def test_a_tag_that_leaves_nothing_out_is_not(folder: Path, written: str) -> None:
    assert not [
        line for line in said(folder, {**SITE, "a.md": page(f"Le prêt est libre. {written}")}) if "n’est pas lu" in line
    ]


def test_an_address_of_which_a_part_is_not_known_is_none(folder: Path) -> None:
    (line,) = said(folder, {**SITE, "aide.md": page("[le wiki]({{ site.forge }}/wiki)")})
    assert "« {{ site.forge }} » n’est pas lu" in line
    (passage,) = Library(folder).load().passages
    assert passage.text == "le wiki"
