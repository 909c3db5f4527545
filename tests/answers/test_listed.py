"""What "et le deuxième ?" points to."""

import pytest

from eig_bot.answers.listed import points, spelt_out

LEVELS = "Le jardin vous aide de 3 façons : graines (offertes), outils, conseils des voisins. Écrivez-nous : nous répondons."
LINES = "Il faut, dans l’ordre :\n- choisir une parcelle : sur le plan ;\n- signer la charte\n- payer"


@pytest.mark.parametrize(
    ("message", "listed", "meant"),
    [
        ("et le deuxième ?", LEVELS, "et outils ?"),
        ("le troisième, ça consiste en quoi ?", LEVELS, "conseils des voisins, ça consiste en quoi ?"),
        ("La première, c'est quoi ?", LINES, "choisir une parcelle, c'est quoi ?"),
        ("et la 2e", LINES, "et signer la charte"),
    ],
)
def test_an_ordinal_stands_for_the_item_of_the_list_before(message: str, listed: str, meant: str) -> None:
    assert spelt_out(message, listed) == meant


@pytest.mark.parametrize(
    "message", ["et le deuxième jury ?", "la première année, combien ?", "le premier ou le second ?", "merci"]
)
def test_what_names_a_thing_or_two_places_points_to_no_item(message: str) -> None:
    assert not points(message)


@pytest.mark.parametrize("listed", ["Comptez 50 €.", "Deux choses : la charte et le plan.", LEVELS.replace("outils, ", "")])
def test_a_place_that_the_list_has_not_is_left_as_it_is(listed: str) -> None:
    assert spelt_out("et le troisième ?", listed) is None


def test_a_sentence_with_commas_is_no_list() -> None:
    told = "Une règle : le jardin est à vous tant que la parcelle est tenue au propre, sans bruit, même le dimanche."
    assert spelt_out("et le premier ?", told) is None
