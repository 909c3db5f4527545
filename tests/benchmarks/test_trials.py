"""What the three trials count, from replies made up here."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import trials
from benchmarks.replies import ROOT, Reply
from benchmarks.sets import TRIALS, Asked, Place, Wanted, kept_half, open_half
from benchmarks.trials import Counts

PLOTS: Place = ("potagers.md", "Demander une parcelle")
WATER: Place = ("eau.md", "Arroser")


def reply(kind: str, *places: Place, wanted: Wanted = Wanted.ANSWER) -> Reply:
    return Reply(Asked("kept-n01/1", "?", wanted, "negations", (PLOTS,)), kind, 0.5, places, "")


RIGHT = reply("answer", PLOTS)
WRONG = reply("answer", WATER, PLOTS)
HELD = reply("no_answer", WATER)
OFFERED = reply("suggestions", WATER, PLOTS)
TALK = reply("small_talk")
FOREIGN = reply("answer", WATER, wanted=Wanted.NOTHING)


def test_of_a_pair_neither_may_be_answered_wrongly_nor_taken_for_small_talk() -> None:
    found = Counts.of([RIGHT, RIGHT, RIGHT, HELD, OFFERED, HELD, RIGHT, WRONG, TALK, RIGHT], [], [])
    assert (found.neither_misled.part, found.neither_misled.whole) == (3, 5)
    assert found.both_right.part == 1


def test_a_place_is_judged_where_the_same_question_without_it_is_answered_rightly() -> None:
    found = Counts.of([], [RIGHT, RIGHT, HELD, RIGHT, OFFERED, RIGHT, WRONG, RIGHT, HELD, HELD, WRONG, WRONG], [])
    assert (found.newly_held_back.part, found.newly_wrong.part) == (2, 1)
    assert found.newly_held_back.whole == found.newly_wrong.whole == 4


def test_a_scheme_that_does_not_exist_is_not_to_be_answered() -> None:
    found = Counts.of([], [], [FOREIGN, HELD, OFFERED])
    assert (found.held_back.part, found.held_back.whole) == (2, 3)


def test_the_table_names_each_count() -> None:
    told = trials.table(Counts.of([RIGHT, WRONG], [HELD, RIGHT], [HELD]))
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in told.splitlines()[2:]]
    assert [row[1:] for row in rows] == [["0", "1"], ["0", "1"], ["1", "1"], ["0", "1"], ["1", "1"]]
    assert "a place: held back with it" in rows[2][0]


def test_the_trials_are_kept_as_a_whole_and_each_has_its_number_of_messages() -> None:
    assert Counter(asked.group for name in TRIALS for asked in kept_half(name)) == {
        "negations": 80,
        "places": 60,
        "no_such_scheme": 30,
    }
    assert [open_half(name) for name in TRIALS] == [(), (), ()]


def test_a_place_stands_in_the_first_question_alone_and_both_have_the_same_answers() -> None:
    asked = kept_half("places")
    for one, without in zip(asked[::2], asked[1::2], strict=True):
        assert one.row == without.row
        assert one.text != without.text
        assert one.accept == without.accept != ()


@pytest.mark.slow
def test_the_counts_come_from_the_bot(tmp_path: Path) -> None:
    found = trials.counts(ROOT / "knowledge", tmp_path)
    assert (found.neither_misled.whole, found.held_back.whole) == (40, 30)
    assert found.newly_wrong.whole > 0
