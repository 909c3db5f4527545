"""Every number that decides on answers is known to `make tune`, and nothing is tuned on what is kept to judge."""

import re
from pathlib import Path

import pytest

from benchmarks import tune, tuned_lines
from benchmarks.constants import constants
from benchmarks.not_tuned import NOT_TUNED
from benchmarks.sets import KeptHalfError, kept_half, open_half
from tests.garden import FOLDER

ROOT = Path(__file__).parents[2]
MAY_ASK_THE_KEPT_HALF = {"benchmarks/kept.py", "benchmarks/sets.py"}
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


def test_nothing_is_tuned_on_what_is_kept(tmp_path: Path) -> None:
    with pytest.raises(KeptHalfError, match="nothing is tuned on it"):
        tune.Trials([*open_half("questions"), kept_half("questions")[0]], tmp_path, FOLDER)


def test_only_the_benchmark_asks_the_kept_halves() -> None:
    asking = {name for name, source in python_files().items() if "kept_half" in source}
    printing = {name for name, source in python_files().items() if re.search(r"import .*\bkept\b|benchmarks\.kept\b", source)}
    assert (asking, printing) == (MAY_ASK_THE_KEPT_HALF, MAY_PRINT_WHAT_IT_SAYS)
