"""What `check` says of figures: two of them for one thing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.check.linted import found, other, passage, sentences
from tests.garden import plainly


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
