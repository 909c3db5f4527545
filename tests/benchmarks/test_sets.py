"""The question sets: what they name is there, half of each is kept, and nothing is tuned on that half."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from benchmarks import sets
from benchmarks.sets import FOLDER, SETS, TRIALS, Asked, KeptHalfError, Wanted
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase

ROOT = Path(__file__).parents[2]
DATA = ROOT / "eig_bot" / "search" / "data"
WORDS = "lexicon.yml"
"""General data that holds words, not messages."""
TOO_NEAR = 88
"""Of 100, in `fuzz.ratio`: a phrasing that was copied, give or take a word."""
CALLS = {True: {"administrations", "candidats"}, False: {"", "administrations", "candidats"}}
"""Whose call may be named, where its state is asked for and elsewhere."""
LONG_ENOUGH = 15
"""Characters from which two questions are not alike by chance."""


def whole(name: str) -> tuple[Asked, ...]:
    return (*sets.open_half(name), *sets.kept_half(name))


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    """The folder that the sets are about."""
    return Library(ROOT / "knowledge").load()


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


def test_there_are_as_many_as_are_needed() -> None:
    rows = {name: len({asked.row for asked in whole(name)}) for name in SETS}
    assert rows == {"questions": 360, "threads": 140, "off_topic": 350, "courtesies": 110, "long": 100}
    assert Counter(asked.group for asked in whole("off_topic")) == {"near": 260, "far": 90}


def test_no_two_rows_share_an_id_and_none_is_asked_twice() -> None:
    messages = [asked for name in (*SETS, *TRIALS) for asked in whole(name)]
    assert len({asked.id for asked in messages}) == len(messages)
    assert len({(asked.text, asked.history) for asked in messages}) == len(messages)


def test_what_answers_is_in_the_folder(knowledge: KnowledgeBase) -> None:
    there = {(passage.page, passage.section) for passage in knowledge.passages}
    messages = [asked for name in (*SETS, *TRIALS) for asked in whole(name)]
    named = {place for asked in messages for places in (asked.accept, *asked.parts) for place in places}
    assert named - there == set()
    assert len(named) > 150


def test_what_has_an_answer_names_it_and_what_has_none_does_not() -> None:
    for asked in (asked for name in (*SETS, *TRIALS) for asked in whole(name)):
        assert bool(asked.accept) == (asked.wanted in {Wanted.ANSWER, Wanted.STATUS}), asked.id
        assert (len(asked.parts) >= 2) == (asked.wanted is Wanted.SEVERAL), asked.id
        assert asked.call in CALLS[asked.wanted is Wanted.STATUS], asked.id


def test_the_halves_are_halves_and_apart() -> None:
    for name in SETS:
        ours, kept = ({asked.row for asked in half} for half in (sets.open_half(name), sets.kept_half(name)))
        assert not ours & kept
        assert 0.4 < len(kept) / len(ours | kept) < 0.6


def test_a_thread_is_whole_in_one_half_and_tells_what_came_before() -> None:
    first, second, third, *_ = sets.open_half("threads")
    assert (first.history, second.history) == ((), (first.text,))
    assert third.history == (first.text, second.text)
    assert third.without_thread().history == ()


def test_a_kept_half_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    shutil.copytree(FOLDER, folder)
    kept = sets.kept_half("courtesies", folder)[0]
    file = folder / "courtesies.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace(f'"{kept.text}"', '"mille mercis"'), encoding="utf-8")
    with pytest.raises(KeptHalfError, match="not the one"):
        sets.kept_half("courtesies", folder)


def test_an_open_half_may_be_changed(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    shutil.copytree(FOLDER, folder)
    file = folder / "courtesies.jsonl"
    file.write_text(
        file.read_text(encoding="utf-8").replace(sets.open_half("courtesies")[0].text, "grand merci"), encoding="utf-8"
    )
    assert sets.kept_half("courtesies", folder) == sets.kept_half("courtesies")


def test_what_is_kept_is_refused_where_it_would_be_tuned_on() -> None:
    for name in SETS:
        sets.refuse_kept(sets.open_half(name))
        with pytest.raises(KeptHalfError, match="nothing is tuned on it"):
            sets.refuse_kept(whole(name))
    for name in TRIALS:
        with pytest.raises(KeptHalfError, match="nothing is tuned on it"):
            sets.refuse_kept(whole(name)[:1])


def test_no_phrasing_or_example_copies_a_question_of_a_set(knowledge: KnowledgeBase) -> None:
    learnt = [text for passage in knowledge.passages for text in (*passage.questions, *passage.expect)]
    learnt += knowledge.off_topic
    learnt += [
        text for file in DATA.glob("*.yml") if file.name != WORDS for text in strings(yaml.safe_load(file.read_text("utf-8")))
    ]
    plain = [text.lower() for text in learnt]
    asked = [one.text for name in (*SETS, *TRIALS) for one in whole(name) if len(one.text) >= LONG_ENOUGH]
    found = {text: process.extractOne(text.lower(), plain, scorer=fuzz.ratio, score_cutoff=TOO_NEAR) for text in asked}
    assert {text: near[0] for text, near in found.items() if near} == {}
