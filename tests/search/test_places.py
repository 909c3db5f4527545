"""A question is also read without the name of the place that it is written from."""

import pytest

from eig_bot.search.message import Message
from eig_bot.search.places import without_place

KNOWN = frozenset({"badge", "jardinier"})


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("Au centre hospitalier de Montclair, qui paie le loyer ?", "qui paie le loyer ?"),
        ("Je travaille au rectorat de Port-Alban. Quels sont les délais ?", "Quels sont les délais ?"),
        ("Ici l'Agence nationale des littoraux : faut-il un badge ?", "faut-il un badge ?"),
        ("Secrétaire à l'université de Trévannes, je cherche le calendrier", "je cherche le calendrier"),
        ("je suis a la prefecture de valbrouque, on peut louer une parcelle ?", "on peut louer une parcelle ?"),
        ("Qui signe le bail à la mairie de Brumeval ?", "Qui signe le bail ?"),
        ("Le ministère des Transitions peut-il louer une parcelle ?", "Le ministère peut-il louer une parcelle ?"),
        ("Les agents du musée de Brumeval paient combien ?", "Les agents paient combien ?"),
        ("Combien de parcelles y a-t-il, monsieur, à Valbrouque ?", "Combien de parcelles y a-t-il monsieur"),
        ("Mon collègue de la mairie de Brumeval demande le prix", "Mon collègue demande le prix"),
        ("À la direction des ponts de Port-Alban, on peut télétravailler ?", "on peut télétravailler ?"),
    ],
)
def test_the_place_is_left_out(typed: str, rest: str) -> None:
    found = without_place(Message.read(typed), KNOWN.__contains__)
    assert found
    assert found.words == Message.read(rest).words


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Une mairie peut-elle louer une parcelle ?", id="a-kind-of-place-without-a-name"),
        pytest.param("à la DDT, qui signe le bail ?", id="a-kind-in-capitals"),
        pytest.param("Que fait l'État pour les jardins ?", id="no-place"),
        pytest.param("Au rectorat de Port-Alban ?", id="nothing-else"),
        pytest.param("Le pass Jardidata paie-t-il une parcelle ?", id="a-name-that-is-no-place"),
        pytest.param("Grâce au fonds Jardinum, on peut louer une parcelle ?", id="a-scheme"),
        pytest.param("J'ai deux dossiers en retard au bureau. Puis-je attendre ?", id="a-sentence-that-begins-after-it"),
    ],
)
def test_what_names_no_place_of_its_own_is_read_as_it_stands(typed: str) -> None:
    assert without_place(Message.read(typed), KNOWN.__contains__) is None
