"""What a page of the site holds in its front matter is read as its headings and texts."""

import pytest

from .pages import NO_SITE, TITLE, named, only, sections, with_body, with_front


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
