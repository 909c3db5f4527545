"""What a page of the site holds in its front matter is read as its headings and texts."""

import pytest

from eig_bot.knowledge.passage import Page

from .pages import NO_SITE, TITLE, named, only, read, sections, with_body, with_front


def test_a_titled_entry_that_is_only_a_link_leads_to_it() -> None:
    page = with_front("liens:\n  - title: Le plan\n    href: /plan/\n  - label: Le blog\n    link: https://blog.example/")
    assert named(page, "Le plan").url == "https://jardins.example/plan/"
    assert named(page, "Le plan").text == "[Le plan](https://jardins.example/plan/)"
    assert named(page, "Le blog").url == "https://blog.example/"


def test_a_titled_entry_that_is_only_a_relative_link_is_a_text_without_a_site() -> None:
    page = with_front("liens:\n  - title: Le plan\n    url: /plan/", site=NO_SITE)
    assert (named(page, "Le plan").text, named(page, "Le plan").url) == ("Le plan", None)


def test_a_titled_entry_with_a_text_keeps_the_address_of_its_page() -> None:
    page = with_front("bloc:\n  title: Le plan\n  desc: Il est au cabanon.\n  url: /plan/")
    assert named(page, "Le plan").text == "Il est au cabanon.\n[Le plan](https://jardins.example/plan/)"
    assert named(page, "Le plan").url == "https://jardins.example/aide/"


@pytest.mark.parametrize(
    "front",
    ["image: serre.jpg", "layout: deux colonnes", "draft: false", "menu: principal", "hero: /img/serre.webp", "vide:"],
)
def test_what_nobody_reads_on_a_page_is_no_text(front: str) -> None:
    assert sections(with_front(front)) == [TITLE]
    assert only(with_front(front)).text == "La ville prête des bêches."


def test_questions_with_answers_are_the_content_of_a_page_of_the_site() -> None:
    page = with_front("layout: aide\nquestions:\n  - question: Faut-il payer ?\n    answer: Dix euros par an.")
    assert named(page, "Faut-il payer ?").text == "Dix euros par an."
    assert not any(passage.questions for passage in page.passages)


def test_the_line_of_a_heading_is_its_own_although_its_words_stand_before() -> None:
    page = with_body("Le Coût dépend.\n\n## Coût\n\nDix euros.\n")
    assert named(page, "Coût").line == 6


def texts(page: Page) -> dict[str, str]:
    return {passage.section: passage.text for passage in page.passages}


def test_a_bold_lead_names_the_rest_of_its_paragraph_and_alone_all_up_to_the_next() -> None:
    page = with_body("Voici.\n\n**Durée** : six mois.\n\n**Coût**\n\nDix euros.\n\nOu douze.\n\n**Où** aller : ici.\n")
    found = texts(page)
    assert {name: found[name] for name in ("Durée", "Coût", "Où")} == {
        "Durée": "six mois.",
        "Coût": "Dix euros.\nOu douze.",
        "Où": "Où aller : ici.",
    }
    assert found[TITLE].startswith("Voici.\nDurée : six mois.")


def test_the_lead_of_an_item_names_what_its_list_holds_below_it() -> None:
    found = texts(with_body("- **Durée**\n  - six mois\n  - un an\n- **Coût** : dix euros\n\nEt voilà.\n"))
    assert (found["Durée"], found["Coût"]) == ("  • six mois\n  • un an", "dix euros")


def test_a_lead_that_repeats_its_heading_or_is_a_whole_sentence_opens_nothing() -> None:
    sentence = "Tous les habitants peuvent emprunter une bêche " * 3
    page = with_body(f"## Durée\n\n**Durée** : six mois.\n\n**{sentence}** oui.\n\n**Coût** : dix euros.\n")
    assert sections(page) == [TITLE, "Durée", "Coût"]


def test_a_page_that_says_how_its_headings_are_asked_for_has_no_leads() -> None:
    page = read(f"---\ntitle: {TITLE}\nquestions: [combien]\n---\n**Durée** : six mois.\n\n**Coût** : dix euros.\n")
    assert sections(page) == [TITLE]


def test_an_entry_without_a_title_is_part_of_the_text_and_short_ones_are_lines_of_a_list() -> None:
    front = "dates:\n  - date: 1er mars\n    desc: On ouvre\n  - Fermeture le 15 mai\nbloc:\n  texte: Il pleut."
    assert only(with_front(front)).text == (
        "• 1er mars\u00a0: On ouvre\n• Fermeture le 15 mai\nIl pleut.\nLa ville prête des bêches."
    )


def test_a_title_that_shows_nothing_is_none() -> None:
    assert sections(with_front("bloc:\n  title: '**'\n  label: Le plan\n  desc: Il est au cabanon.")) == [TITLE, "Le plan"]
