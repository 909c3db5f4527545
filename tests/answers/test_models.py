"""What is learnt comes from the cache, from the other replicas, else from a process aside, which ends with the bot."""

import threading
import time
from pathlib import Path

import pytest

from eig_bot.answers import models as module
from eig_bot.answers.models import Models
from eig_bot.errors import JournalError
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import Cache
from eig_bot.search.ranker import Ranker
from tests.garden import page, write
from tests.waiting import PATIENCE, wait_until


class Shared:
    """What replicas share, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def find(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def keep(self, name: str, content: bytes) -> None:
        self.kept[name] = content


class Away:
    """What replicas share, out of reach."""

    def find(self, name: str) -> bytes | None:
        raise JournalError(name)

    def keep(self, name: str, content: bytes) -> None:
        raise JournalError(name, content)


@pytest.fixture
def knowledge(folder: Path) -> KnowledgeBase:
    return Library(write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.", ["quand récolter"])})).load()


@pytest.fixture
def fitted_here(knowledge: KnowledgeBase, tmp_path: Path) -> Cache:
    """The cache of a replica that has fitted its models."""
    cache = Cache(tmp_path / "fitted")
    Ranker(knowledge, cache)
    return cache


@pytest.fixture
def fits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Models, "_aside", lambda *_: None)


def other(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "other")


@pytest.mark.usefixtures("fits_nothing")
def test_what_one_replica_has_fitted_another_one_takes(knowledge: KnowledgeBase, fitted_here: Cache, tmp_path: Path) -> None:
    shared = Shared()
    Models(fitted_here, shared).fit(knowledge)
    taken = Models(other(tmp_path), shared)
    assert taken.have(knowledge)
    assert taken.cache.read(knowledge) == fitted_here.read(knowledge)


def test_one_entry_is_all_that_a_replica_needs(knowledge: KnowledgeBase, fitted_here: Cache, tmp_path: Path) -> None:
    cache = other(tmp_path)
    cache.write(knowledge, fitted_here.read(knowledge) or b"")
    Ranker(knowledge, cache)
    assert len(list((tmp_path / "other").iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rien de tel"])
def test_what_cannot_be_trusted_is_not_taken(knowledge: KnowledgeBase, tmp_path: Path, content: bytes) -> None:
    shared, cache = Shared(), other(tmp_path)
    shared.keep(cache.name_of(knowledge), content)
    assert not Models(cache, shared).have(knowledge)
    assert cache.read(knowledge) is None


@pytest.mark.usefixtures("fits_nothing")
def test_a_database_that_is_away_costs_nothing_but_the_fit(
    knowledge: KnowledgeBase, fitted_here: Cache, tmp_path: Path
) -> None:
    Models(fitted_here, Away()).fit(knowledge)
    assert not Models(other(tmp_path), Away()).have(knowledge)


@pytest.mark.usefixtures("fits_nothing")
def test_what_is_too_large_is_not_shared(
    knowledge: KnowledgeBase, fitted_here: Cache, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    shared = Shared()
    Models(fitted_here, shared).fit(knowledge)
    assert shared.kept == {}
    assert "too large" in caplog.text


def _for_ever(cache: Cache, _: KnowledgeBase) -> None:
    cache.save("begun", {})
    time.sleep(PATIENCE)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_fit_all", _for_ever)


@pytest.mark.usefixtures("endless")
def test_a_fit_ends_with_the_bot_and_none_begins_after_it(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    models = Models(other(tmp_path))
    fit = threading.Thread(target=models.fit, args=(knowledge,))
    fit.start()
    wait_until((tmp_path / "other").is_dir)
    models.close()
    fit.join(PATIENCE / 2)
    assert not fit.is_alive()
    models.fit(knowledge)  # returns at once


@pytest.mark.slow
def test_a_fit_aside_is_in_the_cache_and_shared(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    shared = Shared()
    models = Models(other(tmp_path), shared)
    assert not models.have(knowledge)
    models.fit(knowledge)
    assert models.cache.has(knowledge)
    assert list(shared.kept) == [models.cache.name_of(knowledge)]
