"""What is rare is counted on each shelf."""

from dataclasses import replace

from eig_bot.knowledge.passage import Passage
from eig_bot.search.catalogue import Candidates
from eig_bot.search.shelves import ShelvedIndex

RUCHE = Passage("ruche.md", 1, ("La ruche",), "Le miel se récolte en juillet.")
HAIE = Passage("haie.md", 1, ("La haie",), "La haie se taille en mars.")
ENTRIES = tuple(
    Passage("avant.md", 1, ("Avant", name), f"{name} a récolté du miel de {plant}.", is_entry=True)
    for name, plant in (("Colza", "colza"), ("Tilleul", "tilleul"), ("Ronce", "ronce"))
)
HONEY, LIME = (("miel", 1.0),), (("tilleul", 1.0),)


def shelved(*passages: Passage) -> ShelvedIndex:
    return ShelvedIndex(passages, Candidates.of(passages))


def test_entries_make_no_word_common_for_the_other_passages() -> None:
    alone, beside = shelved(RUCHE, HAIE), shelved(RUCHE, HAIE, *ENTRIES)
    assert beside.scores([HONEY])[0][0] == alone.scores([HONEY])[0][0]
    assert beside.worth([HONEY])[0] == alone.worth([HONEY])[0]


def test_what_every_entry_says_tells_none_from_another() -> None:
    index = shelved(RUCHE, HAIE, *ENTRIES)
    scores, matched = index.scores([HONEY, LIME])
    assert scores[3] > scores[2] == scores[4]
    assert (matched <= index.worth([HONEY, LIME])).all()


def test_a_passage_that_is_no_entry_stands_with_the_others() -> None:
    everywhere = shelved(RUCHE, HAIE, *(replace(entry, is_entry=False) for entry in ENTRIES))
    assert everywhere.scores([HONEY])[0][0] < shelved(RUCHE, HAIE, *ENTRIES).scores([HONEY])[0][0]


def test_a_question_without_words_is_worth_one() -> None:
    assert shelved(RUCHE, *ENTRIES).worth([]).tolist() == [1, 1, 1, 1]
