"""What `check` says of passages: phrasings, figures, lengths. Where it says so: `test_lint_fields.py`, `test_lint_text.py`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eig_bot.check.passages import lint
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from tests.check.linted import TODAY, page, problems, said
from tests.garden import plainly

SITE = "https://jardins.example/eau/"


def passage(section: str, text: str = "Du miel.", title: str = "La ruche", page: str = "ruche.md", line: int = 1) -> Passage:
    return Passage(page, line, (title, section), text, SITE)


def other(section: str, text: str = "Du miel.", title: str = "La haie", line: int = 9) -> Passage:
    return passage(section, text, title, "haie.md", line)


def found(*passages: Passage) -> tuple[Problem, ...]:
    return lint(KnowledgeBase(passages), TODAY)


def sentences(*passages: Passage) -> list[str]:
    return [plainly(str(problem)) for problem in found(*passages)]


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


# --- figures ----------------------------------------------------------------------------------------------------------


def test_two_amounts_for_one_thing_are_a_warning() -> None:
    first = passage("Prix d'un pot de miel", "Au marché.\nLe pot de miel coûte 8 €, rendu au marché.")
    second = other("Le prix d'un pot de miel", "Le pot de miel coûte 9,50 €, rendu au marché !")
    (problem,) = found(first, second)
    assert not problem.is_error
    assert plainly(str(problem)) == (
        "haie.md:9:1: « Le pot de miel coûte 9,50 €, rendu au marché ! » ne donne pas les mêmes chiffres que "
        "« Le pot de miel coûte 8 €, rendu au marché. », sous « Prix d'un pot de miel » (ruche.md:1). "
        "Vérifiez lesquels sont justes."
    )


@pytest.mark.parametrize(
    ("text", "contrary"),
    [
        ("La récolte dure 10 mois.", "La récolte dure 12 mois."),
        ("La récolte ouvre le 18 mars 2031.", "La récolte ouvre le 19 mars 2031."),
        ("La récolte ouvre le 18 mars 2031.", "La récolte ouvre le 18/03/2030."),
        ("La récolte ouvre le 18 mars.", "La récolte ouvre le 1er avril 2031."),
        ("La récolte donne 3 500 kilos.", "La récolte donne 3 600 kilos."),
        ("L'aide couvre 30 % du prix.", "L'aide couvre 30 € du prix."),
        ("Voyez [la ruche de 20 cadres](https://jardins.example/20).", "Voyez la ruche de 22 cadres."),
    ],
)
def test_figures_of_the_same_page_title_may_not_differ(text: str, contrary: str) -> None:
    problems = sentences(passage("Récolte", text), passage("Calendrier", contrary, line=12))
    assert len(problems) == 1
    assert problems[0].startswith("ruche.md:12:1: « ")


@pytest.mark.parametrize(
    ("text", "agreeing"),
    [
        ("La récolte ouvre le 18 mars 2031.", "La récolte ouvre le 18/03/2031."),
        ("La récolte ouvre le 18 mars.", "La récolte ouvre le 18 mars 2031."),
        ("La récolte donne 3 500 € par an.", "La récolte donne 3500 euros par an."),
        ("La récolte donne 3.500 € par an.", "La récolte donne 3\u202f500€ par an."),
        ("En 2030, la récolte a donné 12 pots.", "En 2031, la récolte a donné 14 pots."),
        ("Douze pots au plus : 12.", "Un pot par foyer, soit 9 en tout."),
        ("24 €", "30 €"),
        ("La ruche a 10 cadres.", "La ruche a 10 ou 12 cadres."),
        ("La récolte ouvre bientôt.", "La récolte ouvre le 18 mars 2031."),
    ],
)
def test_figures_that_agree_or_tell_of_other_things_are_none(text: str, agreeing: str) -> None:
    assert sentences(passage("Récolte", text), passage("Calendrier", agreeing, line=12)) == []


PRICES = ("Le pot de miel coûte 8 €.", "Le pot de miel coûte 9 €.")


def test_figures_of_other_subjects_may_differ() -> None:
    assert found(passage("Au marché", PRICES[0]), other("À la ruche", PRICES[1])) == ()


def test_figures_for_other_readers_may_differ() -> None:
    first, second = (passage("Prix", text) for text in PRICES)
    assert found(replace(first, audience="écoles"), replace(second, audience="habitants")) == ()
    assert len(found(replace(first, audience="écoles"), second)) == 1


def test_a_post_tells_of_its_own_time() -> None:
    first, second = (passage("Prix", text) for text in PRICES)
    assert found(replace(first, published=date(2029, 1, 1)), second) == ()


def test_figures_of_one_passage_are_its_own_business() -> None:
    assert found(passage("Prix", " ".join(PRICES))) == ()


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
