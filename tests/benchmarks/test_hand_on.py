"""What was fitted is handed on to a copy of the package that would fit the same, and to no other."""

from pathlib import Path

import numpy as np

from benchmarks import hand_on
from benchmarks.tune import PACKAGE
from eig_bot.knowledge.library import Library
from eig_bot.search.cache import Cache, key_of
from tests.garden import FOLDER, write


def test_a_module_is_fitted_with_all_that_it_imports_in_turn(tmp_path: Path) -> None:
    package = write(
        tmp_path / "bot",
        {
            "search/fitting.py": "from bot.search import soil\nfrom bot.search.water import LITRES\n",
            "search/soil.py": "import bot.search.worms\n",
            "search/water.py": "",
            "search/worms.py": "from bot.search.soil import DEEP\n",
            "search/harvest.py": "from bot.search import soil\n",
        },
    )
    found = hand_on.modules_of(package)
    assert found == {"search/fitting.py", "search/soil.py", "search/water.py", "search/worms.py"}


def test_what_ranks_plays_no_part_in_fitting() -> None:
    assert "search/ranker.py" not in hand_on.modules_of(PACKAGE)
    assert "search/phrasings.py" in hand_on.modules_of(PACKAGE)


def test_an_entry_is_written_again_under_the_name_of_this_code(tmp_path: Path) -> None:
    other = "f" * 64
    Cache(tmp_path / hand_on.CACHE).save(other, {"weights": np.arange(3)})
    hand_on.main(tmp_path, other, FOLDER)
    kept = Cache(tmp_path / hand_on.CACHE).load(key_of(Library(FOLDER).load()))
    assert kept is not None
    assert kept["weights"].tolist() == [0, 1, 2]


def test_what_cannot_be_read_is_left_to_be_fitted_anew(tmp_path: Path) -> None:
    hand_on.main(tmp_path, "f" * 64, FOLDER)
    assert Cache(tmp_path / hand_on.CACHE).load(key_of(Library(FOLDER).load())) is None
