"""What `check` says of passages: phrasings, addresses, lengths."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eig_bot.check.passages import lint
from eig_bot.knowledge.passage import KnowledgeBase
from tests.check.linted import TODAY, found, other, page, passage, problems, said, sentences
from tests.garden import plainly


def test_a_folder_in_order_has_no_problem(garden: KnowledgeBase) -> None:
    ours = replace(passage("Récolte"), questions=("quand récolter", "le miel est-il mûr"), review_by=TODAY, valid_until=TODAY)
    assert found(ours, other("Taille")) == ()
    assert found() == ()
    assert not [problem for problem in lint(garden, TODAY) if problem.is_error]


# --- phrasings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", ["où est la ruche ?", "OU EST LA RUCHE", "Où  est la « ruche »…"])
def test_a_phrasing_that_two_passages_claim_is_an_error(again: str) -> None:
    first = replace(passage("Emplacement"), questions=("où est la ruche ?",))
    (problem,) = found(first, replace(other("Taille"), questions=("tailler", again)))
    assert (problem.path, problem.line, problem.is_error) == ("haie.md", 9, True)
    assert plainly(problem.message) == (
        f"la question « {again} » est aussi celle de « Emplacement » (ruche.md:1). "
        "Ne la gardez que dans un des deux passages."
    )  # fmt: skip


def test_an_expected_question_that_another_passage_learns_is_an_error() -> None:
    first = replace(passage("Emplacement"), expect=("où est la ruche",))
    assert [problem.is_error for problem in found(first, replace(other("Taille"), questions=("où est la ruche",)))] == [True]


def test_two_phrasings_of_one_passage_that_hardly_differ_are_a_warning() -> None:
    asked = ("quand récolter le miel", "Quand récolter le miel cette année", "les pots sont-ils fournis")
    (problem,) = found(replace(passage("Récolte"), questions=asked))
    assert not problem.is_error
    assert plainly(str(problem)) == (
        "ruche.md:1:1: sous « Récolte », « quand récolter le miel » et « Quand récolter le miel cette année » "
        "se ressemblent trop. Supprimez l’une des deux, ou écrivez-la avec d’autres mots."
    )


def test_an_expected_question_that_repeats_a_phrasing_is_a_warning() -> None:
    same = replace(passage("Récolte"), questions=("quand récolter le miel",), expect=("quand récolter le miel",))
    assert [problem.is_error for problem in found(same)] == [False]


def test_a_phrasing_is_shown_on_its_own_line_with_the_line_of_the_other(folder: Path) -> None:
    entries = "passages:\n  - heading: {}\n    questions:\n      - le miel\n      - {}\n"
    pages = {
        "haie.md": page("## Taille\n\nEn mars.", f"url: https://a.example/\n{entries.format('Taille', 'à quel mois ?')}"),
        "ruche.md": page("## Récolte\n\nEn juillet.", f"url: https://a.example/\n{entries.format('Récolte', 'À quel mois')}"),
    }
    first, second = said(folder, pages)
    assert first.startswith("ruche.md:7:9: la question « le miel » est aussi celle de « Taille » (haie.md:7). ")
    assert second.startswith("ruche.md:8:9: la question « À quel mois » est aussi celle de « Taille » (haie.md:8). ")


def test_a_phrasing_of_two_passages_of_one_page_is_shown_in_the_second(folder: Path) -> None:
    front = "url: https://a.example/\nquestions: [le miel]\npassages:\n  - {heading: Récolte, questions: [le miel]}\n"
    (line,) = said(folder, {"ruche.md": page("Du miel.\n\n## Récolte\n\nEn juillet.", front)})
    assert line.startswith("ruche.md:6:36: la question « le miel » est aussi celle de « Aide » (ruche.md:4). ")


def test_a_phrasing_that_is_said_to_be_nobodys_is_an_error(folder: Path) -> None:
    pages = {
        "aide.md": page(front="url: https://a.example/\nquestions: [où est la piscine ?]\n"),
        "hors-sujet.yml": "questions: [Où est la piscine]\n",
    }
    (problem,) = problems(folder, pages)
    assert problem.is_error
    assert plainly(str(problem)) == (
        "aide.md:4:13: la question « où est la piscine ? » est aussi dans hors-sujet.yml. Retirez-la d’un côté ou de l’autre."
    )


def test_two_passages_may_ask_nearly_the_same() -> None:
    first = replace(passage("Récolte"), questions=("quand récolter le miel",))
    assert found(first, replace(other("Taille"), questions=("quand récolter le miel de lavande",))) == ()


# --- addresses, questions, lengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", [{"questions": ("le miel",)}, {"expect": ("le miel",)}, {"reviewed": TODAY}, {"review_by": TODAY}]
)
def test_a_passage_of_ours_without_address_is_a_warning(key: dict[str, object]) -> None:
    ours = replace(passage("Récolte"), **key)  # type: ignore[arg-type]
    bare = replace(passage("Taille", line=5), url=None)
    assert sentences(ours, bare) == [
        "ruche.md:5:1: « Taille » n’a pas de page officielle à citer. Ajoutez « url: https://… »."
    ]  # fmt: skip


def test_a_page_that_was_not_written_for_the_bot_may_have_no_address() -> None:
    assert found(replace(passage("Récolte"), url=None)) == ()


ASKED = {"ruche.md": page(front="url: https://a.example/\nquestions: [le miel]\n")}


def test_a_page_without_questions_is_a_warning_where_other_pages_have_some(folder: Path) -> None:
    pages = {"haie.md": page("En mars.\n\n## Taille\n\nEn avril.", "url: https://a.example/\n"), **ASKED}
    assert said(folder, pages) == [
        "haie.md:2:8: cette page n’a pas de questions, alors que d’autres en ont : elle sera moins souvent trouvée. "
        "Ajoutez « questions: », avec quelques façons de demander ce qu’elle dit."
    ]


@pytest.mark.parametrize(
    "front", ["date: 2030-09-12\n", "layout: page\n", "passages: [{heading: Aide, questions: [tailler]}]\n"]
)
def test_a_post_a_page_of_the_site_and_one_with_an_entry_need_none(folder: Path, front: str) -> None:
    assert said(folder, {"haie.md": page(front=f"url: https://a.example/\n{front}"), **ASKED}) == []


def test_the_first_questions_of_a_folder_raise_no_warning_for_each_other_page(folder: Path) -> None:
    silent = {f"{name}.md": page("En mars.", "url: https://a.example/\n") for name in ("haie", "mare")}
    assert said(folder, ASKED | silent) == []


def test_where_no_page_has_questions_none_is_missed(folder: Path) -> None:
    assert said(folder, {"haie.md": page(), "ruche.md": page()}) == []


def test_a_text_longer_than_one_message_is_a_warning() -> None:
    (problem,) = found(passage("Récolte", "m" * 2_001))
    assert not problem.is_error
    assert plainly(str(problem)) == (
        "ruche.md:1:1: « Récolte » a 2001 caractères, et un message en montre 2000. Partagez ce texte sous plusieurs titres."
    )


def test_the_address_of_a_link_does_not_make_a_text_longer() -> None:
    assert found(passage("Récolte", "m" * 1_900 + f" [le miel](https://jardins.example/{'m' * 200})")) == ()


def test_a_post_and_a_list_of_headings_may_be_long() -> None:
    long = passage("Récolte", "m" * 2_001)
    assert found(replace(long, published=date(2029, 1, 1)), replace(long, is_outline=True)) == ()


def test_that_no_page_of_a_folder_can_be_cited_is_said_once(folder: Path) -> None:
    pages = {f"{name}.md": page(front=f"questions: [Où est la {name} ?]\n") for name in ("bêche", "serre")}
    cited = [line for line in said(folder, pages) if "adresse" in line]
    assert [line.partition(" : ")[0] for line in cited] == ["bêche.md:1:1: les 2 pages de ce dossier n’ont pas d’adresse"]
