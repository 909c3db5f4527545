"""Every number that decides on answers is known to `make tune`, and nothing is tuned on what is kept to judge."""

import re
import shutil
from dataclasses import replace
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

from benchmarks import tune, tuned_lines
from benchmarks.constants import FOLDERS, Constant, changed, constants, in_code
from benchmarks.forks import in_forks
from benchmarks.not_tuned import IN_CODE, NOT_TUNED
from benchmarks.replies import Reply, replies
from benchmarks.sets import Asked, KeptHalfError, Wanted, kept_half, open_half
from eig_bot.knowledge.library import Library
from tests.garden import FOLDER, write

ROOT = Path(__file__).parents[2]
GROUND = tune.Ground("", Library(FOLDER).load())
GARDEN = [
    Asked("q1", text, Wanted.ANSWER, "plain")
    for passage in GROUND.knowledge.passages
    for text in (passage.section, f"{passage.section} svp merci", *passage.questions[:1])
]
MAY_ASK_THE_KEPT_HALF = {"benchmarks/kept.py", "benchmarks/sets.py", "benchmarks/trials.py"}
MAY_PRINT_WHAT_IT_SAYS = {"benchmarks/__main__.py"}


def python_files() -> dict[str, str]:
    files = [file for folder in ("benchmarks", "eig_bot") for file in (ROOT / folder).rglob("*.py")]
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.xfail(strict=True, reason="no number was measured yet")
def test_every_number_carries_the_line_that_tells_how_it_stands() -> None:
    sources = python_files()
    untold = [one.name for one in tune.tunable() if not tuned_lines.is_told(one, sources[f"eig_bot/{one.file}"])]
    assert untold == [], 'make tune ARGS="--untold --write" measures them; or name them in benchmarks/not_tuned.py, with why'


def test_what_is_not_tuned_is_there_and_says_why() -> None:
    there = {name for one in constants(tune.PACKAGE) for name in (one.name, f"{one.file}:{one.owner}")}
    assert set(NOT_TUNED) - there == set()
    assert all(NOT_TUNED.values())


def test_no_number_that_decides_hides_in_code() -> None:
    files = {file for folder in FOLDERS for file in (tune.PACKAGE / folder).rglob("*.py")}
    found = {(file.relative_to(tune.PACKAGE).as_posix(), value) for file in files for value in in_code(file.read_text("utf-8"))}
    assert found == set(IN_CODE), "give it a name, or name it in benchmarks/not_tuned.py, with why"


def test_nothing_is_tuned_on_what_is_kept() -> None:
    with pytest.raises(KeptHalfError, match="nothing is tuned on it"):
        tune.Trials([*open_half("questions"), kept_half("questions")[0]], [])


def test_a_number_is_told_on_the_first_folder_where_a_neighbour_differs() -> None:
    now = ["a", "b", "c"]
    assert tune.telling([["a", "b", "z"], ["a", "z"]], now) == 1
    assert tune.telling([["z"], ["a", "b", "c"]], now) == 0
    assert tune.telling([["a", "b", "c"], ["a", "b", "c"]], now) == 0
    assert tune.telling([["fails"], ["a", "b", "z"]], now) == 0


def test_figures_are_told_in_percent() -> None:
    message = Asked("q1", "une parcelle ?", Wanted.ANSWER, "plain", (("potagers.md", "Demander"),))
    right = Reply(message, "answer", 0.75, (("potagers.md", "Demander"),), "")
    wrong = replace(right, places=(("eau.md", "Arroser"),))
    near = Reply(replace(message, wanted=Wanted.NOTHING), "suggestions", 0.5, (), "")
    thanks = Reply(replace(message, wanted=Wanted.SMALL_TALK), "small_talk", 1.0, (), "")
    assert str(tune.figures([right, right, wrong, near, thanks])) == "66.7/33.3/100/19/100"


def test_a_line_goes_into_the_docstring_of_its_number_and_what_is_not_tuned_loses_its_own(tmp_path: Path) -> None:
    exempt = 'MAX_WORDS = 80\n"""`make tune`: 64 a, **80** a, 100 a"""\n'
    package = write(tmp_path, {"search/message.py": f'{exempt}SHADE = 0.5\n"""Of trees."""\n'})
    shade = next(one for one in tune.tunable(package) if one.owner == "SHADE")
    tune.write_line(shade, "`make tune`: 0.4 a, **0.5** b, 0.625 c", package)
    written = (package / "search" / "message.py").read_text(encoding="utf-8")
    assert written == 'MAX_WORDS = 80\nSHADE = 0.5\n"""Of trees.\n`make tune`: 0.4 a, **0.5** b, 0.625 c"""\n'


@pytest.mark.parametrize("module", sorted(tune.PURE | tune.OF_A_FOLDER))
def test_what_remembers_is_there(module: str) -> None:
    for path in (*tune.PURE.get(module, ()), *tune.OF_A_FOLDER.get(module, ())):
        assert callable(attrgetter(path)(import_module(module))), "name it anew in benchmarks/tune.py"


def loaded_again(constant: Constant, value: float) -> list[Reply]:
    """Ask the garden with another number, after it was asked as all numbers stand; for a copy of this process."""
    trials = tune.Trials(GARDEN, [GROUND])
    trials._package.change(constant.file, changed((tune.PACKAGE / constant.file).read_text("utf-8"), constant, value))
    return trials._replies(GROUND)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["search/index.py:LEXICAL", "search/reactions.py:RIDGE"])
def test_what_is_loaded_again_answers_as_a_bot_with_that_number_in_its_source(name: str, tmp_path: Path) -> None:
    constant = next(one for one in tune.tunable() if one.name == name)
    value = constant.neighbours(4)[1]
    shutil.copytree(tune.PACKAGE, tmp_path / "eig_bot")
    source = (tune.PACKAGE / constant.file).read_text("utf-8")
    (tmp_path / "eig_bot" / constant.file).write_text(changed(source, constant, value), encoding="utf-8")
    found = next(in_forks([partial(loaded_again, constant, value)], 1))
    assert found == replies(GARDEN, FOLDER, tmp_path / "data", tmp_path)


def test_only_the_benchmark_asks_the_kept_halves() -> None:
    asking = {name for name, source in python_files().items() if "kept_half" in source}
    printing = {name for name, source in python_files().items() if re.search(r"import .*\bkept\b|benchmarks\.kept\b", source)}
    assert (asking, printing) == (MAY_ASK_THE_KEPT_HALF, MAY_PRINT_WHAT_IT_SAYS)
