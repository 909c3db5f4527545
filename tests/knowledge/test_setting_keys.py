"""Settings of a page are no answers; what a page says in its front matter is."""

import pytest

from .pages import TEXT, only, read, with_front

SETTINGS = [
    "section: Congés payés",
    "owner_slack: '#rh'",
    "sidebar_position: 3",
    "is_eligible: -1",
    "sidebar_label: Les congés",
    "related_repos: [front-end, back-end]",
    "access:\n  - {is_eligible: -1, hasMap: 2}",
    "service: Ressources humaines",
    "status: En cours d'écriture",
    "created: 2031-01-05T09:12",
    "cssclasses: [très large]",
    "redirect_from:\n  - /vieille adresse/",
    "hide: [navigation, toc]",
    "keywords: [congé annuel, RTT]",
    "taxonomies: {tags: [prix, RTT]}",
    "categories: [Temps de travail]",
    "eleventyNavigation: {key: Les congés, order: 1}",
    "params: {badge: Nouveau cette année}",
    "sidebar: {label: Les congés, title: Menu de gauche}",
    "seo: {title: Les congés de la ville, description: Tout ce qu'il faut savoir sur les congés payés}",
    "og_description: Tout ce qu'il faut savoir sur les congés payés",
    "extra_css: un deux trois quatre cinq six sept",
    "nav_order: 2.5",
    "tags: [été]\nauthors: [Camille Née, Dominique]",
    "aliases: [Congé annuel, /conges/]",
    "layout: {title: {visible: true}, outline: {size: très large}}",
    "header: {image: a b.jpg, teaser: c d.jpg}",
    "head:\n  - [meta, {name: mots clés, content: congés et paie}]",
]


@pytest.mark.parametrize("front", SETTINGS)
def test_a_setting_is_no_answer(front: str) -> None:
    assert only(with_front(front)).text == TEXT


SAID = [
    ("description: Tout ce qu'il faut savoir des congés", "Tout ce qu'il faut savoir des congés"),
    ("description: Congés et absences", "Congés et absences"),
    ("intro: La **ville** aide", "La ville aide"),
    ("intro: '[Les congés](/conges/)'", "[Les congés](https://jardins.example/conges/)"),
    ("fonction: Cheffe de bureau", "Cheffe de bureau"),
    ("who: La mairie", "La mairie"),
    ("téléphone: 01 23 45 67 89", "Téléphone\u00a0: 01 23 45 67 89"),
    ("lieu: Salle du conseil", "Lieu\u00a0: Salle du conseil"),
    ("lieu: La fête se tient dans la salle du conseil", "La fête se tient dans la salle du conseil"),
    ("courriel: a@jardins.example", "Courriel\u00a0: a@jardins.example"),
    ("themes: [Vie à la ville, Été]", "• Vie à la ville\n• Été"),
    ("section: La section paie reçoit tous les mardis matin.", "La section paie reçoit tous les mardis matin."),
]


@pytest.mark.parametrize(("front", "text"), SAID)
def test_what_a_page_says_in_its_front_matter_is_an_answer(front: str, text: str) -> None:
    assert only(with_front(front)).text == f"{text}\n{TEXT}"


def test_what_stands_under_a_title_is_an_answer_however_short() -> None:
    page = with_front("steps:\n  - {title: Première étape, duration: Deux mois, num: 2}")
    assert page.passages[1].text == "Deux mois\n2"


def test_a_figure_that_nobody_understands_is_not_put_before_a_text() -> None:
    assert only(with_front("access:\n  - {level: 3, description: Les agents}")).text == f"• Les agents\n{TEXT}"


@pytest.mark.parametrize("written", ["congé annuel, RTT", "[congé annuel, RTT, '']", "\n  - congé annuel\n  - RTT"])
@pytest.mark.parametrize("key", ["keywords", "categories"])
def test_keywords_and_categories_are_tags(key: str, written: str) -> None:
    passage = only(read(f"---\ntitle: Aide\ntags: été\n{key}: {written}\n---\nTexte.\n"))
    assert (passage.tags, passage.text) == (("été", "congé annuel", "RTT"), "Texte.")
