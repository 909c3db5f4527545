"""What was fitted is kept on disk, and only what can be trusted is read again."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import KEPT, Arrays, Cache, array_to_text, key_for_all, key_of, text_to_array
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker

ARRAYS: Arrays = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": text_to_array(["été", "3500", "🌱"])}
KEY = "0123456789abcdef" * 4


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache").iterdir()
    return found


def test_what_was_kept_comes_back(cache: Cache) -> None:
    cache.save(KEY, ARRAYS)
    found = cache.load(KEY)
    assert found is not None
    assert found.keys() == ARRAYS.keys()
    assert all(np.array_equal(found[name], ARRAYS[name]) for name in ARRAYS)


def test_words_come_back_from_an_array() -> None:
    assert array_to_text(ARRAYS["b"]) == ["été", "3500", "🌱"]


def test_what_was_never_kept_is_not_there(cache: Cache) -> None:
    assert cache.load(KEY) is None


def altered(content: bytes) -> bytes:
    """The same entry, with one of its arrays turned around, and the digest of before."""
    with np.load(io.BytesIO(content)) as stored:
        arrays = {name: stored[name] for name in stored.files}
    altered = io.BytesIO()
    np.savez(altered, **{**arrays, "a": arrays["a"][::-1]})
    return altered.getvalue()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="emptied"),
        pytest.param(lambda content: content[: len(content) // 2], id="cut-short"),
        pytest.param(lambda _: b"\x80\x04N.", id="a-pickle"),
        pytest.param(altered, id="altered"),
    ],
)
def test_a_damaged_entry_is_not_read(cache: Cache, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache.save(KEY, ARRAYS)
    entry(tmp_path).write_bytes(damage(entry(tmp_path).read_bytes()))
    assert cache.load(KEY) is None


def test_an_array_in_another_format_is_not_read(cache: Cache, tmp_path: Path) -> None:
    cache.save(KEY, ARRAYS)
    with entry(tmp_path).open("wb") as stream:
        np.save(stream, ARRAYS["a"])
    assert cache.load(KEY) is None


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_whatever_bytes_change_an_entry_is_read_as_it_was_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    place = tmp_path_factory.mktemp("cache")
    Cache(place).save(KEY, ARRAYS)
    (file,) = place.iterdir()
    content = bytearray(file.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    file.write_bytes(content)
    found = Cache(place).load(KEY)
    assert found is None or all(np.array_equal(found[name], ARRAYS[name]) for name in ARRAYS)


def test_an_entry_of_another_content_under_this_name_is_not_read(cache: Cache, tmp_path: Path) -> None:
    other = KEY.replace("0", "f")
    cache.save(other, ARRAYS)
    entry(tmp_path).rename(entry(tmp_path).with_name(entry(tmp_path).name.replace(other[:32], KEY[:32])))
    assert cache.load(KEY) is None


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("un fichier", encoding="utf-8")
    cache = Cache(tmp_path / "cache")
    cache.save(KEY, ARRAYS)
    assert cache.load(KEY) is None


def test_only_the_last_contents_are_kept(cache: Cache, tmp_path: Path) -> None:
    for at in range(KEPT + 3):
        cache.save(f"{at}" * 64, ARRAYS)
    assert len(list((tmp_path / "cache").iterdir())) == KEPT
    assert cache.load(f"{KEPT + 2}" * 64) is not None


def test_another_content_has_another_key(garden: KnowledgeBase) -> None:
    assert key_of(garden) == key_of(replace(garden))
    assert key_of(garden) != key_of(replace(garden, off_topic=(*garden.off_topic, "une question")))
    assert key_of(garden) != key_of(replace(garden, passages=garden.passages[1:]))


def test_what_is_the_same_for_all_folders_has_a_key_for_each_of_its_names(garden: KnowledgeBase) -> None:
    assert len({key_of(garden), key_for_all("un"), key_for_all("deux")}) == 3


@pytest.mark.usefixtures("fitted_anew")
def test_a_ranker_taken_from_the_cache_finds_the_same(garden: KnowledgeBase, cache: Cache, tmp_path: Path) -> None:
    ranker = Ranker(garden, cache)
    written = {file.name: file.stat().st_ino for file in (tmp_path / "cache").iterdir()}
    kept = Ranker(garden, cache)
    assert {file.name: file.stat().st_ino for file in (tmp_path / "cache").iterdir()} == written
    for question in ("combien coûte un lopin", "et à midi ?", "la piscine", "l'appel est-il ouvert", "merci", ""):
        assert kept.rank(Message.read(question)) == ranker.rank(Message.read(question)), question
        assert kept.reaction(Message.read(question)) == ranker.reaction(Message.read(question)), question
