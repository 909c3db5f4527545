"""What a passage is known by, and how a problem reads."""

from dataclasses import replace

from eig_bot.knowledge.passage import KnowledgeBase, Page, Passage, Problem

WATER = Passage("eau.md", 3, ("L'eau", "Arroser\nle soir"), "Avant 9 h.")


def test_a_passage_is_known_by_its_page_and_headings_whatever_its_text() -> None:
    assert WATER.identity == "eau.md\tL'eau\tArroser le soir"
    assert replace(WATER, text="Après 20 h.", line=9).key == WATER.key
    assert replace(WATER, page="feu.md").key != WATER.key
    assert len(WATER.key) == 16


def test_a_passage_has_the_title_of_its_page_and_its_own_heading() -> None:
    assert (WATER.title, WATER.section) == ("L'eau", "Arroser\nle soir")


def test_of_two_passages_with_one_key_the_first_is_found() -> None:
    knowledge = KnowledgeBase((WATER, replace(WATER, line=9)))
    assert knowledge.passage(WATER.key) is knowledge.passages[0]
    assert knowledge.passage("0" * 16) is None


def test_a_problem_reads_as_a_place_and_a_sentence() -> None:
    assert str(Problem("eau.md", 3, "non.", column=7)) == "eau.md:3:7: non."


def test_an_error_keeps_a_page_out_of_service_and_a_warning_does_not() -> None:
    error, warning = (Problem("eau.md", 1, "non.", is_error=is_error) for is_error in (True, False))
    assert [Page("eau.md", problems=found).is_served for found in ((), (warning,), (warning, error))] == [True, True, False]
