"""What `check` found, in each of its three forms."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.check.output import CheckResult, as_github, as_json, as_line
from eig_bot.knowledge.passage import KnowledgeBase, Passage, Problem
from tests.garden import plainly

ERROR = Problem("haie/if.md", 3, "il manque le titre. Ajoutez-le.", column=7)
WARNING = Problem("haie/if.md", 3, "« Taille » est trop long.", is_error=False, column=2)


def result(*problems: Problem) -> CheckResult:
    return CheckResult.of(KnowledgeBase((Passage("a.md", 1, ("A",), "a"),), files=4), problems)


def test_problems_come_by_their_place_and_once() -> None:
    first = Problem("aide.md", 12, "a", is_error=False)
    assert result(ERROR, WARNING, first, ERROR).problems == (first, WARNING, ERROR)


def test_errors_and_warnings_are_counted_apart() -> None:
    found = result(ERROR, WARNING)
    assert (found.errors, found.warnings) == (1, 1)
    assert plainly(found.summary) == "4 pages, 1 passage ; 1 erreur, 1 avertissement."


def test_a_line_says_in_words_that_it_is_an_error() -> None:
    assert plainly(as_line(ERROR)) == "haie/if.md:3:7: erreur : il manque le titre. Ajoutez-le."
    assert as_line(WARNING) == "haie/if.md:3:2: « Taille » est trop long."


def test_the_json_holds_each_problem_with_its_place() -> None:
    assert as_json(result(ERROR, WARNING)) == {
        "files": 4,
        "passages": 1,
        "unpublished": 0,
        "errors": 1,
        "warnings": 1,
        "problems": [
            {"path": "haie/if.md", "line": 3, "column": 2, "severity": "warning", "message": WARNING.message},
            {"path": "haie/if.md", "line": 3, "column": 7, "severity": "error", "message": ERROR.message},
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
