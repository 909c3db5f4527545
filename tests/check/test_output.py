"""What `check` found, in each of its three forms."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.check.output import CheckResult, as_github, as_json, as_line
from eig_bot.evaluation.measure import Tally
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from tests.garden import plainly

ERROR = Problem("haie/if.md", 3, "il manque le titre. Ajoutez-le.", column=7)
WARNING = Problem("haie/if.md", 3, "« Taille » est trop long.", is_error=False, column=2)
NOTE = Problem("haie/if.md", 4, "le texte commence par « Oui ».", is_error=False, is_note=True)


PASSAGE = Passage("a.md", 1, ("A",), "a")


def result(*problems: Problem) -> CheckResult:
    return CheckResult.of(KnowledgeBase((PASSAGE,), files=4), problems)


def test_problems_come_by_their_place_and_once() -> None:
    first = Problem("aide.md", 12, "a", is_error=False)
    assert result(ERROR, WARNING, first, ERROR).problems == (first, WARNING, ERROR)


def test_errors_and_warnings_are_counted_apart() -> None:
    found = result(ERROR, WARNING)
    assert (found.errors, found.warnings) == (1, 1)
    assert plainly(found.summary) == "4 pages, 1 passage ; 1 erreur, 1 avertissement."


ASKED = Tally(questions=8, right=5, helpful=6, misleading=2, silent=1)


@pytest.mark.parametrize(
    ("unpublished", "said"),
    [
        (0, "ce dossier n’a aucune page que le robot puisse lire."),
        (1, "la seule page de ce dossier n’est pas publiée"),
        (3, "aucune des 3 pages de ce dossier n’est publiée"),
    ],
)
def test_a_folder_with_nothing_to_serve_says_why(unpublished: int, said: str) -> None:
    (problem,) = CheckResult.of(KnowledgeBase((), unpublished=("a.md",) * unpublished), ()).problems
    assert (problem.is_error, plainly(problem.message).startswith(said)) == (True, True)


def test_what_the_expected_questions_got_is_said_and_a_wrong_answer_is_not_in_order() -> None:
    found = CheckResult.of(KnowledgeBase((replace(PASSAGE, questions=("a ?",)),), files=1), (), ASKED)
    assert plainly("\n".join(found.notes)) == "Questions « expect » : 8 posées, 5 justes (62,5 %), 2 trompeuses (25,0 %)."
    assert plainly(found.summary) == "1 page, 1 passage ; 0 erreur, 0 avertissement."
    expected = as_json(found)["expected"]
    assert (expected["questions"], expected["misleading"]) == (8, {"count": 2, "share": 0.25})


def test_passages_without_phrasings_are_counted_but_posts_and_lists_of_headings() -> None:
    post, outline = replace(PASSAGE, published=date(2031, 3, 1)), replace(PASSAGE, is_outline=True)
    found = CheckResult.of(KnowledgeBase((PASSAGE, PASSAGE, replace(PASSAGE, questions=("a ?",)), post, outline)), ())
    assert [plainly(note) for note in found.notes] == ["2 passages sur 3 n’ont pas encore de questions (« questions: »)."]
    assert as_json(found)["without_phrasings"] == 2


def test_a_folder_that_nobody_wrote_phrasings_for_hears_what_they_are_good_for() -> None:
    (note,) = CheckResult.of(KnowledgeBase((PASSAGE, PASSAGE)), ()).notes
    assert plainly(note) == (
        "Aucun passage n’a encore de questions (« questions: ») : avec quelques façons de demander, "
        "chacun sera plus souvent trouvé."
    )


def test_a_line_says_in_words_that_it_is_an_error_or_a_note() -> None:
    assert plainly(as_line(ERROR)) == "haie/if.md:3:7: erreur : il manque le titre. Ajoutez-le."
    assert as_line(WARNING) == "haie/if.md:3:2: « Taille » est trop long."
    assert plainly(as_line(NOTE)) == "haie/if.md:4:1: à noter : le texte commence par « Oui »."


def test_the_json_holds_each_problem_with_its_place() -> None:
    assert as_json(result(ERROR, WARNING, NOTE)) == {
        "files": 4,
        "passages": 1,
        "unpublished": 0,
        "unpublished_pages": [],
        "errors": 1,
        "warnings": 1,
        "notes": 1,
        "without_phrasings": 1,
        "expected": None,
        "problems": [
            {"path": "haie/if.md", "line": 3, "column": 2, "severity": "warning", "message": WARNING.message},
            {"path": "haie/if.md", "line": 3, "column": 7, "severity": "error", "message": ERROR.message},
            {"path": "haie/if.md", "line": 4, "column": 1, "severity": "note", "message": NOTE.message},
        ],
        "left_out": [],
    }


def test_an_annotation_names_the_file_from_the_root_of_the_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    wanted = "::error file=pages/haie/if.md,line=3,col=7::il manque le titre. Ajoutez-le."
    assert (
        as_github(ERROR, Path("pages")) == as_github(ERROR, Path("./pages/")) == as_github(ERROR, tmp_path / "pages") == wanted
    )
    assert as_github(WARNING, Path("pages")).startswith("::warning file=pages/haie/if.md,line=3,col=2::")
    assert as_github(NOTE, Path("pages")).startswith("::notice file=pages/haie/if.md,line=4,col=1::")


def test_a_folder_outside_the_repository_is_named_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "depot").mkdir()
    monkeypatch.chdir(tmp_path / "depot")
    assert f"file={(tmp_path / 'pages' / 'haie' / 'if.md').as_posix()}," in as_github(ERROR, tmp_path / "pages")


def test_marks_of_the_command_itself_are_escaped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    problem = Problem("a,b:c%.md", 1, "100 % :\r\nvoir a, b")
    assert as_github(problem, Path("pages")) == (
        "::error file=pages/a%2Cb%3Ac%25.md,line=1,col=1::100 %25 :%0D%0Avoir a, b"
    )  # fmt: skip


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(lambda name: name not in {".", ".."}), st.text())
def test_any_name_and_sentence_make_one_command_that_can_be_read_back(name: str, message: str) -> None:
    found = re.fullmatch(
        r"::error file=pages/([^:,\r\n]*),line=2,col=1::([^\r\n]*)", as_github(Problem(name, 2, message), Path("pages"))
    )
    assert found
    assert [re.sub(r"%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), part) for part in found.groups()] == [name, message]
