"""Each voter alone, and the others without it."""

from pathlib import Path

import numpy as np

from benchmarks import voters
from benchmarks.sets import Asked, Wanted
from eig_bot.search.fusion import Votes
from eig_bot.search.vectors import Floats
from tests.garden import FOLDER


def scores(*values: float) -> Floats:
    return np.array(values, dtype=np.float32)


VOTES = Votes(
    spelt_out=scores(9, 0, 0),
    whole=scores(9, 0, 1),
    typed=scores(0, 9, 0),
    not_ours=-3.0,
    meant=scores(0, 0, 9),
    means_not_ours=-3.0,
)


def test_a_voter_alone_decides() -> None:
    found = voters.readings(VOTES)
    assert int(np.argmax(found["typed alone"])) == 1
    assert int(np.argmax(found["whole alone"])) == 0


def test_the_others_decide_without_it() -> None:
    found = voters.readings(VOTES)
    assert int(np.argmax(found["without typed"])) == 0
    assert set(found) == {voters.ALL} | {
        f"{way}" for name in ("spelt_out", "whole", "typed", "meant") for way in (f"{name} alone", f"without {name}")
    }


def test_a_folder_with_few_phrasings_has_no_voters_to_tell_apart(tmp_path: Path) -> None:
    asked = Asked("q1", "une parcelle ?", Wanted.ANSWER, "plain", (("parcelle.md", "Demander"),))
    assert voters.of_voters(FOLDER, tmp_path, [asked]) == {}
