"""`eig-bot eval`: where its questions come from, and how much it shows."""

import re
from pathlib import Path

import pytest

from eig_bot.messages import evaluation as messages
from tests.cli.conftest import Run, lines
from tests.garden import page, plainly, write

PRICE = {"page": "cotisation.md", "section": "Combien coûte une parcelle ?", "style": "clean", "topic": "prix"}


def test_without_a_file_the_folders_own_questions_are_asked(run: Run) -> None:
    found = run("eval")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("2 questions.\n\n")
    assert re.search(r"^Ensemble +2 +100,0 % +100,0 % +0,0 % +0,0 %$", plainly(found.out), re.MULTILINE)
    assert "Questions manquées" not in found.out


def test_several_files_make_one_set_of_figures(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"q": "combien coûte une parcelle", **PRICE}, {"q": "composter", **PRICE}))
    (tmp_path / "b.jsonl").write_bytes(lines({"q": "quelle est la capitale de l'Australie", "kind": "far"}))
    (found,) = run("eval", "a.jsonl", "b.jsonl", "--json").objects
    assert (found["questions"], found["right"]["count"], found["off_topic"]["far"]["questions"]) == (2, 1, 1)
    assert found["by_style"]["clean"]["right"] == found["by_topic"]["prix"]["right"] == {"count": 1, "share": 0.5}
    assert [miss["question"] for miss in found["misses"]] == ["composter"]


def test_a_question_set_is_read_from_standard_input_too(run: Run) -> None:
    (found,) = run("eval", "-", "--json", typed=lines({"q": "combien coûte une parcelle", **PRICE})).objects
    assert (found["questions"], found["right"]["count"]) == (1, 1)


def test_only_so_many_misses_are_shown(run: Run) -> None:
    typed = lines(*({"q": f"composter {at} feuilles", **PRICE} for at in range(12)))
    assert "Questions manquées (10 sur 12)" in run("eval", "-", typed=typed).out
    assert "Questions manquées (2 sur 12)" in run("eval", "-", "--misses", "2", typed=typed).out
    assert "Questions manquées" not in run("eval", "-", "--misses", "0", typed=typed).out
    (found,) = run("eval", "-", "--misses", "2", "--json", typed=typed).objects
    assert len(found["misses"]) == 2


def test_a_bad_row_gets_one_sentence_with_its_place_and_exit_code_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(lines({"q": "prix ?", **PRICE}, "pas du JSON"))
    found = run("eval", "q.jsonl")
    assert (found.code, found.out) == (2, "")
    assert plainly(found.err) == "q.jsonl:2: il faut un objet JSON avec « q », le texte de la question.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.jsonl"], "Le fichier « absent.jsonl » ne peut pas être lu."),
        (["--misses", "-1"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["--misses", "dix"], "Cette commande ne se lit pas ainsi. Voyez --help."),
    ],
)
def test_a_bad_evaluation_says_why(run: Run, arguments: list[str], sentence: str) -> None:
    found = run("eval", *arguments)
    assert (found.code, found.out) == (2, "")
    assert plainly(found.err).startswith(sentence)


def test_a_folder_that_expects_nothing_has_nothing_to_measure(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    found = run("eval", "--knowledge", str(folder))
    assert (found.code, found.out) == (0, f"{messages.NO_QUESTIONS}\n")
