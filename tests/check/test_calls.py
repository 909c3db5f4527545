"""What `check` says of calls: their dates, their names, and which of them a passage tells of."""

from pathlib import Path

import pytest

from tests.check.linted import page, said

URL = "url: https://jardins.example/aide/\n"
SPRING = "  - {name: Printemps 2031, opens: 2031-03-01, closes: 2031-05-15}\n"


def only(folder: Path, front: str) -> str:
    """Return the one thing said of a page with these lines of front matter, from line 3 on, without the page's name."""
    (line,) = said(folder, {"aide.md": page(front=URL + front)})
    return line.removeprefix("aide.md:")


# --- dates and names --------------------------------------------------------------------------------------------------


def test_a_call_without_closing_date_is_a_warning(folder: Path) -> None:
    assert only(folder, "calls:\n  - name: Printemps\n    opens: 2031-03-01\n") == (
        "5:11: l’appel « Printemps » n’a pas de date de fermeture : le robot le dira ouvert sans fin. "
        "Ajoutez « closes: » et sa date, écrite comme 2027-03-18."
    )


def test_a_call_without_opening_date_is_a_warning(folder: Path) -> None:
    assert only(folder, "calls:\n  - name: Printemps\n    closes: 2031-05-15\n") == (
        "5:11: l’appel « Printemps » n’a pas de date d’ouverture : le robot dira qu’il est annoncé, jamais qu’il est ouvert. "
        "Ajoutez « opens: » et sa date, écrite comme 2027-01-25."
    )


def test_a_day_of_results_without_their_address_is_a_warning(folder: Path) -> None:
    dates = "opens: 2031-03-01, closes: 2031-05-15, results_from: 2031-06-01"
    assert only(folder, f"calls:\n  - {{name: Semis, {dates}}}\n") == (
        "5:12: l’appel « Semis » a un « results_from » sans « results_url ». Ajoutez l’adresse des résultats."
    )


def test_two_calls_at_one_time_for_the_same_readers_are_a_warning(folder: Path) -> None:
    assert only(folder, f"calls:\n{SPRING}  - {{name: Nichoirs, opens: 2031-05-15, closes: 2031-06-01}}\n") == (
        "6:12: l’appel « Nichoirs » et l’appel « Printemps 2031 » (aide.md:5) sont ouverts en même temps pour le même public. "
        "Vérifiez leurs dates, ou donnez à chacun son « audience »."
    )


def test_two_calls_of_one_name_are_a_warning_at_the_second_that_names_the_first(folder: Path) -> None:
    assert only(folder, f"calls:\n{SPRING}  - {{name: printemps 2031, opens: 2032-03-01, closes: 2032-05-15}}\n") == (
        "6:12: un autre appel s’appelle déjà « printemps 2031 » (aide.md:5). Distinguez-les, par exemple par leur année."
    )


def test_what_is_said_of_the_second_call_of_a_name_stands_at_the_second(folder: Path) -> None:
    calls = "calls:\n  - {name: Semis, opens: 2031-03-01, closes: 2031-05-15}\n  - {name: Semis, opens: 2032-03-01}\n"
    assert [line[:12] for line in said(folder, {"aide.md": page(front=URL + calls)})] == ["aide.md:6:12", "aide.md:6:12"]


@pytest.mark.parametrize(
    "other",
    [
        "{name: Nichoirs, opens: 2031-05-16, closes: 2031-06-01}",
        "{name: Nichoirs, audience: écoles, opens: 2031-03-01, closes: 2031-06-01}",
    ],
)
def test_calls_that_follow_each_other_or_are_for_others_are_in_order(folder: Path, other: str) -> None:
    calls = f"audience: habitants\ncalls:\n{SPRING}  - {other}\n"
    assert said(folder, {"aide.md": page(front=URL + calls)}) == []


# --- which call a passage tells of ------------------------------------------------------------------------------------


def of_passage(folder: Path, text: str, entry: str = "", title: str = "Aide") -> list[str]:
    """Return what is said of a passage, beside a page that declares the call of spring 2031."""
    front = f"{URL}passages:\n  - heading: {title}\n    tags: [eau]\n{entry}"
    return said(folder, {"aide.md": page(text, front, title), "appel.md": page("À vous.", f"{URL}calls:\n{SPRING}", "Appel")})


SIGNS = {
    "L’appel de 2031 s’adresse à tous.": "2031",
    "Les lauréats de 2031 plantent.": "2031",
    "Le dépôt est clos.": "clos",
    "On ne peut plus candidater.": "candidater",
    "Écrivez [ici](https://www.demarches-simplifiees.fr/commencer/semis).": "ici",
    "Les lauréats sont exposés.": "lauréats",
    "Tout est planté le 15 mai 2031.": "15 mai 2031",
}


@pytest.mark.parametrize(("text", "sign"), SIGNS.items())
def test_a_passage_that_looks_like_one_of_a_call_is_proposed_its_key(folder: Path, text: str, sign: str) -> None:
    (line,) = of_passage(folder, text)
    assert line == (
        f"aide.md:1:1: « Aide » semble parler de l’appel « Printemps 2031 » (« {sign} »). Si c’est le cas, ajoutez "
        "« call: Printemps 2031 » à ce passage, sous « passages » ; sinon, « call: aucun »."
    )


@pytest.mark.parametrize("entry", ["    call: Printemps 2031\n", "    call: printemps, 2031\n", "    call: aucun\n"])
def test_one_that_has_a_key_is_not(folder: Path, entry: str) -> None:
    assert of_passage(folder, "Le dépôt est clos.", entry) == []


@pytest.mark.parametrize("text", ["La serre date de 2031.", "Le bassin est clos.", "Déposez vos outils."])
def test_what_tells_of_something_else_is_not(folder: Path, text: str) -> None:
    assert of_passage(folder, text) == []


def test_where_no_call_is_known_nothing_is_proposed(folder: Path) -> None:
    assert said(folder, {"aide.md": page("Le dépôt est clos.", f"{URL}tags: [eau]\n")}) == []


def test_a_key_that_names_no_call_is_named_with_the_one_that_was_meant(folder: Path) -> None:
    (line,) = of_passage(folder, "Semez.", "    call: Printemp 2031\n")
    assert line == (
        "aide.md:7:11: aucun appel ne s’appelle « Printemp 2031 » : le robot tient cet appel pour terminé. "
        "Vouliez-vous écrire « Printemps 2031 » ?"
    )


def test_last_years_call_is_not_taken_for_this_years(folder: Path) -> None:
    (line,) = of_passage(folder, "Semez.", "    call: Printemps 2030\n")
    assert line.endswith(
        "le robot tient cet appel pour terminé. Si c’est une faute, recopiez son nom tel qu’il est sous « calls »."
    )
