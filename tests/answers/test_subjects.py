"""What can be browsed: reference pages by theme, those with phrasings first, the readers' own before others'."""

from datetime import date

from eig_bot.answers.subjects import themes
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Site


def passage(name: str, *headings: str, asked: bool = False, audience: str | None = None) -> Passage:
    questions = ("combien",) if asked else ()
    return Passage(f"{name}.md", 1, (name, *headings), "", questions=questions, audience=audience)


def titles(*passages: Passage, reader: str | None = "habitants") -> list[str]:
    return [theme.title for theme in themes(KnowledgeBase(passages, site=Site(audience=reader)))]


def test_the_themes_of_a_folder_are_its_reference_pages(garden: KnowledgeBase) -> None:
    assert [theme.title for theme in themes(garden)] == [
        "Créer un nouveau jardin",
        "La cotisation",
        "L'eau au jardin",
        "Outils et compost",
        "Obtenir une parcelle",
        "Les Jardins partagés",
        "Les jardins d'école",
    ]


def test_a_theme_holds_the_passages_of_its_page_as_they_are_written(garden: KnowledgeBase) -> None:
    theme = next(theme for theme in themes(garden) if theme.page == "parcelle.md")
    assert [found.section for found in theme.passages] == [
        "Qui peut demander une parcelle ?",
        "Comment demander une parcelle ?",
        "Combien de temps attend-on ?",
    ]


def test_posts_and_lists_of_headings_are_left_out() -> None:
    post = Passage("fete.md", 1, ("La fête",), "", published=date(2030, 9, 12))
    outline = Passage("eau.md", 1, ("eau",), "", is_outline=True)
    found = themes(
        KnowledgeBase((post, outline, passage("eau", "arroser"), Passage("vide.md", 1, ("vide",), "", is_outline=True)))
    )
    assert [(theme.page, [each.section for each in theme.passages]) for theme in found] == [("eau.md", ["arroser"])]


def test_pages_with_phrasings_come_first_and_else_pages_stay_in_their_order() -> None:
    found = titles(passage("a"), passage("c", asked=True), passage("b"), passage("d", "un"), passage("d", "deux", asked=True))
    assert found == ["c", "d", "a", "b"]


def test_pages_for_other_readers_come_after_the_readers_own() -> None:
    pages = (passage("écoles", audience="écoles"), passage("tous"), passage("habitants", audience="habitants"))
    assert titles(*pages) == ["tous", "habitants", "écoles"]
    assert titles(*pages, reader=None) == ["écoles", "tous", "habitants"]
    assert titles(passage("tous"), passage("écoles", asked=True, audience="écoles")) == ["écoles", "tous"]


def test_a_page_that_speaks_to_the_readers_too_is_theirs() -> None:
    both = (passage("mixte", "un", audience="écoles"), passage("mixte", "deux"))
    assert titles(passage("écoles", audience="écoles"), *both) == ["mixte", "écoles"]


def test_an_empty_folder_has_no_theme() -> None:
    assert themes(KnowledgeBase(())) == ()
