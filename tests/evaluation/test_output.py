"""Metrics as people and as programs read them."""

import re

from eig_bot.answers.answer import Answer, Kind, Result
from eig_bot.evaluation.measure import Bin, HeldBack, LabelledQuestion, Metrics, Outcome, Tally, Target
from eig_bot.evaluation.output import as_json, as_table
from eig_bot.knowledge.passage import Passage
from tests.garden import plainly

PASSAGE = Passage("eau.md", 29, ("L'eau au jardin", "À quelle heure arroser ?"), "Avant 9 h.")
ANSWER = Answer(
    question="prix ?",
    kind=Kind.ANSWER,
    confidence=0.914,
    text="",
    results=(Result(PASSAGE, 1.0),),
)
NOTHING = Answer(question="vélos ?", kind=Kind.NO_ANSWER, confidence=0.0, text="")


def outcome(row: LabelledQuestion, answer: Answer) -> Outcome:
    return Outcome(row, answer, is_first=False, is_among_three=False)


FIGURES = Metrics(
    overall=Tally(12, 9, 11, 2, 1),
    by_style=(("paraphrase", Tally(9, 6, 8, 2, 1)), ("sms", Tally(3, 3, 3, 0, 0))),
    by_topic=(("prix", Tally(12, 9, 11, 2, 1)),),
    off_topic=(("near", HeldBack(8, 6, 5)),),
    reliability=(Bin(0.1, 0.2, 8, 0.1512, 0), Bin(0.9, 1.0, 12, 0.95, 11)),
    misses=(
        outcome(LabelledQuestion("prix\n?", (Target("cotisation.md", "Tarifs"),), style="sms", topic="prix"), ANSWER),
        outcome(LabelledQuestion("vélos ?", off_topic="near"), ANSWER),
        outcome(LabelledQuestion("tarif ?", facts=(re.compile("24 €"),)), NOTHING),
        outcome(LabelledQuestion("l'heure ?", passage=PASSAGE), NOTHING),
        outcome(LabelledQuestion("la page ?", (Target("eau.md"),)), NOTHING),
    ),
    left_out=1,
)
EMPTY = Metrics(Tally(0, 0, 0, 0, 0), (), (), (), (), (), 0)


def test_the_table_is_aligned_and_in_french() -> None:
    table = plainly(as_table(FIGURES, misses=5)).split("\n\n")
    assert table[0] == "12 questions et 8 hors sujet."
    assert table[2:5] == [
        "            questions   justes   utiles  trompeuses  muettes\n"
        "Ensemble           12   75,0 %   91,7 %      16,7 %    8,3 %",
        "Par style\n"
        "paraphrase          9   66,7 %   88,9 %      22,2 %   11,1 %\n"
        "sms                 3  100,0 %  100,0 %       0,0 %    0,0 %",
        "Par sujet\n"
        "prix               12   75,0 %   91,7 %      16,7 %    8,3 %",
    ]  # fmt: skip
    assert table[6:8] == [
        "Hors sujet     questions  retenues  muettes\n"
        "près du sujet          8    75,0 %   62,5 %",
        "Confiance   questions  annoncée  observée\n"
        "10 à 20 %           8    15,1 %     0,0 %\n"
        "90 à 100 %         12    95,0 %    91,7 %",
    ]  # fmt: skip


def test_a_miss_says_what_was_wanted_and_what_came() -> None:
    listed = plainly(as_table(FIGURES, misses=5)).split("\n\n")[-1]
    assert listed == (
        "Questions manquées (5 sur 5)\n"
        "• prix ? [sms]\n"
        "  attendu : cotisation.md, Tarifs\n"
        "  obtenu : réponse, eau.md, À quelle heure arroser ? (confiance 91,4 %)\n"
        "• vélos ?\n"
        "  attendu : aucune réponse, près du sujet\n"
        "  obtenu : réponse, eau.md, À quelle heure arroser ? (confiance 91,4 %)\n"
        "• tarif ?\n"
        "  attendu : 24 €\n"
        "  obtenu : aucune réponse (confiance 0,0 %)\n"
        "• l'heure ?\n"
        "  attendu : eau.md, À quelle heure arroser ?\n"
        "  obtenu : aucune réponse (confiance 0,0 %)\n"
        "• la page ?\n"
        "  attendu : eau.md\n"
        "  obtenu : aucune réponse (confiance 0,0 %)"
    )


def test_only_so_many_misses_are_listed() -> None:
    assert plainly(as_table(FIGURES, misses=1)).count("•") == 1
    assert "Questions manquées (1 sur 5)" in as_table(FIGURES, misses=1)
    assert "Questions manquées" not in as_table(FIGURES, misses=0)
    assert [miss["question"] for miss in as_json(FIGURES, misses=2)["misses"]] == ["prix\n?", "vélos ?"]


def test_rows_that_are_left_out_are_counted() -> None:
    sentences = plainly(as_table(FIGURES, misses=0)).split("\n\n")
    assert sentences[1] == (
        "1 question est laissée de côté, que rien ne permet de juger : "
        "sa page n’est pas dans le dossier, et elle n’a pas de « facts »."
    )


def test_without_questions_there_is_one_sentence() -> None:
    assert plainly(as_table(EMPTY, misses=10)) == (
        "Rien à mesurer. Donnez un fichier de questions, ou écrivez des questions « expect » dans les pages du dossier."
    )


def test_the_object_gives_each_count_with_its_share() -> None:
    found = as_json(FIGURES, misses=2)
    assert {name: found[name] for name in ("questions", "right", "helpful", "misleading", "silent", "left_out")} == {
        "questions": 12,
        "right": {"count": 9, "share": 0.75},
        "helpful": {"count": 11, "share": 0.9167},
        "misleading": {"count": 2, "share": 0.1667},
        "silent": {"count": 1, "share": 0.0833},
        "left_out": 1,
    }
    assert list(found["by_style"]) == ["paraphrase", "sms"]
    assert found["by_topic"]["prix"]["right"] == {"count": 9, "share": 0.75}
    assert found["off_topic"] == {
        "near": {"questions": 8, "held_back": {"count": 6, "share": 0.75}, "silent": {"count": 5, "share": 0.625}}
    }
    assert found["reliability"][1] == {
        "from": 0.9,
        "to": 1.0,
        "questions": 12,
        "stated": 0.95,
        "right": {"count": 11, "share": 0.9167},
    }


def test_the_object_of_a_miss_says_what_was_wanted_and_what_came() -> None:
    first, second = as_json(FIGURES, misses=2)["misses"]
    assert first == {
        "question": "prix\n?",
        "style": "sms",
        "topic": "prix",
        "wanted": "cotisation.md, Tarifs",
        "kind": "answer",
        "confidence": 0.914,
        "page": "eau.md",
        "section": "À quelle heure arroser ?",
    }
    assert second["wanted"] is None


def test_without_questions_a_share_is_null() -> None:
    assert as_json(EMPTY, misses=10)["right"] == {"count": 0, "share": None}
