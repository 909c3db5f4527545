"""A bot in service follows its folder, and keeps what was good when an edit is not."""

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from eig_bot.answers.answer import Kind
from eig_bot.answers.live import LiveResponder
from eig_bot.answers.models import Models
from eig_bot.errors import KnowledgeError
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import Cache
from eig_bot.search.fitting import Fitted
from eig_bot.search.ranker import Ranker
from tests.garden import SPRING, at, page, write
from tests.waiting import wait_until

HONEY = page("La ruche", "Le miel se récolte en juillet.", ["quand récolter le miel"])
HONEY_IN_AUGUST = page("La ruche", "Le miel se récolte en août.", ["quand récolter le miel"])
WITHIN = 2.0
"""Seconds in which an edit must be in service."""


@pytest.fixture
def live(folder: Path, indexed: Callable[..., Ranker]) -> Iterator[LiveResponder]:
    pages = {"ruche.md": HONEY, "site.yml": "contact: miel@ruches.example\n"}
    responder = LiveResponder(write(folder, pages), rank=indexed, period=0.02)
    yield responder
    responder.close()


def said(live: LiveResponder) -> str:
    return live.respond("quand récolter le miel ?", now=SPRING).text


def test_an_edit_is_in_service_after_a_look(live: LiveResponder, folder: Path) -> None:
    write(folder, {"ruche.md": HONEY_IN_AUGUST})
    assert live.refresh()
    assert said(live) == "Le miel se récolte en août."


@pytest.mark.slow
def test_models_of_an_edit_are_fitted_by_another_process(folder: Path, tmp_path: Path) -> None:
    def from_cache(knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | None = None) -> Ranker:
        assert learnt or (cache and cache.has(knowledge))
        return Ranker(knowledge, cache, learnt)

    live = LiveResponder(write(folder, {"ruche.md": HONEY}), Models(Cache(tmp_path / "cache")), rank=from_cache)
    write(folder, {"ruche.md": HONEY_IN_AUGUST, "essaim.md": page("L'essaim", "Il part en mai.", ["quand part l'essaim"])})
    live.refresh()
    assert said(live) == "Le miel se récolte en août."
    assert "mai" in live.respond("quand part l'essaim ?", now=SPRING).text


@pytest.mark.slow
def test_a_start_with_many_phrasings_answers_after_a_part_of_them_and_takes_in_the_rest(folder: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    live = LiveResponder(write(folder, {"ruche.md": HONEY}), Models(cache), takes_long=lambda _: True)
    assert live.respond("quand récolter le miel ?", now=SPRING).results[0].passage.page == "ruche.md"
    assert not cache.has(live.knowledge)
    live.watch()
    wait_until(lambda: cache.has(live.knowledge))
    live.close()
    assert said(live) == "Le miel se récolte en juillet."


@pytest.mark.slow
def test_a_start_with_all_in_the_cache_needs_no_part(folder: Path, tmp_path: Path) -> None:
    pages, cache = write(folder, {"ruche.md": HONEY}), Cache(tmp_path / "cache")
    LiveResponder(pages, Models(cache))
    kept = list((tmp_path / "cache").iterdir())
    LiveResponder(pages, Models(cache), takes_long=lambda _: True)
    assert list((tmp_path / "cache").iterdir()) == kept


def test_a_look_at_a_folder_that_has_not_changed_changes_nothing(live: LiveResponder) -> None:
    before = live.knowledge
    assert not live.refresh()
    assert live.knowledge is before


def test_a_new_page_is_found_and_a_page_that_went_is_not(live: LiveResponder, folder: Path) -> None:
    write(folder, {"haie.md": page("La haie", "On taille en mars.")})
    (folder / "ruche.md").unlink()
    assert live.refresh()
    assert [passage.title for passage in live.knowledge.passages] == ["La haie"]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("---\ntitle: [\n---\n", id="broken-yaml"),
        pytest.param("---\ntitle: La ruche\n", id="front-matter-without-end"),
        pytest.param("", id="emptied"),
    ],
)
def test_a_bad_edit_keeps_the_last_good_page(live: LiveResponder, folder: Path, bad: str) -> None:
    write(folder, {"ruche.md": bad})
    live.refresh()
    assert said(live) == "Le miel se récolte en juillet."
    assert [problem.path for problem in live.knowledge.problems] == ["ruche.md"]


def test_a_bad_site_file_keeps_the_last_good_contact(live: LiveResponder, folder: Path) -> None:
    write(folder, {"site.yml": "contact: [\n"})
    live.refresh()
    assert live.knowledge.site.contact == "miel@ruches.example"


def test_a_mended_page_is_in_service_again(live: LiveResponder, folder: Path) -> None:
    write(folder, {"ruche.md": "---\ntitle: La ruche\n"})
    live.refresh()
    write(folder, {"ruche.md": HONEY_IN_AUGUST})
    live.refresh()
    assert said(live) == "Le miel se récolte en août."
    assert live.knowledge.problems == ()


def test_a_bad_edit_is_logged_once_for_who_looks_after_the_bot(
    live: LiveResponder, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(folder, {"ruche.md": "---\ntitle: La ruche\n"})
    live.refresh()
    write(folder, {"haie.md": page("La haie", "On taille en mars.")})
    live.refresh()
    errors = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert "ruche.md:1:1: " in errors[0]


@pytest.mark.parametrize("kept", [True, False], ids=["emptied", "removed"])
def test_a_folder_that_goes_away_keeps_all_that_was_good(live: LiveResponder, folder: Path, kept: bool) -> None:
    shutil.rmtree(folder)
    if kept:
        folder.mkdir()
    assert not live.refresh()
    assert said(live) == "Le miel se récolte en juillet."


def test_a_folder_that_comes_back_is_followed_again(live: LiveResponder, folder: Path) -> None:
    shutil.rmtree(folder)
    live.refresh()
    write(folder, {"ruche.md": HONEY_IN_AUGUST})
    assert live.refresh()
    assert said(live) == "Le miel se récolte en août."


@pytest.mark.parametrize("make", [lambda folder: folder, lambda folder: folder / "absent"], ids=["empty", "absent"])
def test_there_is_nothing_to_follow_without_a_page(folder: Path, make: Callable[[Path], Path]) -> None:
    with pytest.raises(KnowledgeError):
        LiveResponder(make(folder))


def test_a_page_comes_on_its_day_and_goes_on_its_day(folder: Path, indexed: Callable[..., Ranker]) -> None:
    moment = [at("2031-04-09T12:00")]
    mead = page("L’hydromel", "Il fermente.", publishDate="2031-04-10", expiryDate="2031-04-12")
    read = partial(Library, now=lambda: moment[0])
    live = LiveResponder(write(folder, {"ruche.md": HONEY, "miel.md": mead}), read=read, rank=indexed)
    served = []
    for day in ("2031-04-09", "2031-04-10", "2031-04-11", "2031-04-12"):
        moment[0] = at(f"{day}T12:00")
        served.append((live.refresh(), live.knowledge.files))
    assert served == [(False, 1), (True, 2), (False, 2), (True, 1)]


def test_a_folder_whose_last_page_has_expired_answers_nothing_until_one_is_published(
    folder: Path, indexed: Callable[..., Ranker], caplog: pytest.LogCaptureFixture
) -> None:
    moment = [at("2031-04-11T12:00")]
    mead = page("L’hydromel", "Il fermente.", ["comment se fait l’hydromel"], expiryDate="2031-04-12")
    live = LiveResponder(write(folder, {"miel.md": mead}), read=partial(Library, now=lambda: moment[0]), rank=indexed)
    assert live.respond("comment se fait l’hydromel ?", now=moment[0]).kind is Kind.ANSWER
    moment[0] = at("2031-04-12T12:00")
    assert live.refresh()
    for thread in ((), ("comment se fait l’hydromel ?",)):
        answer = live.respond("et combien de temps ?", thread, now=moment[0])
        assert (answer.kind, answer.results) == (Kind.NO_ANSWER, ())
    assert "no page is published any more" in caplog.text
    write(folder, {"ruche.md": HONEY})
    assert live.refresh()
    assert said(live) == "Le miel se récolte en juillet."


# --- watching ---------------------------------------------------------------------------------------------------------


def seconds_until(is_so: Callable[[], bool]) -> float:
    began = time.monotonic()
    wait_until(is_so)
    return time.monotonic() - began


def test_an_edit_is_in_service_within_two_seconds(live: LiveResponder, folder: Path) -> None:
    """The best of a few edits: a busy machine may be slow, but not always."""

    def edited(month: str) -> float:
        write(folder, {"ruche.md": HONEY.replace("juillet", month)})
        return seconds_until(lambda: month in said(live))

    live.watch()
    assert any(edited(month) < WITHIN for month in ("août", "septembre", "octobre"))


def test_the_watch_outlives_a_folder_that_goes_and_comes_back(
    live: LiveResponder, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live.watch()
    away = folder.rename(folder.with_name("ailleurs"))
    wait_until(lambda: "out of reach" in caplog.text)
    assert "juillet" in said(live)
    write(away, {"ruche.md": HONEY_IN_AUGUST})
    away.rename(folder)
    wait_until(lambda: "août" in said(live))


def test_the_watch_outlives_an_error_of_its_own(
    folder: Path, indexed: Callable[..., Ranker], caplog: pytest.LogCaptureFixture
) -> None:
    fails = iter([False, True, False, False, False])

    def rank(*arguments: Any) -> Ranker:  # noqa: ANN401 - as `Ranker`
        if next(fails):
            raise RuntimeError
        return indexed(*arguments)

    live = LiveResponder(write(folder, {"ruche.md": HONEY}), rank=rank, period=0.02)
    live.watch()
    write(folder, {"ruche.md": HONEY_IN_AUGUST})
    wait_until(lambda: "background job failed" in caplog.text)
    write(folder, {"ruche.md": HONEY.replace("juillet", "septembre")})
    wait_until(lambda: "septembre" in said(live))
    live.close()


def test_a_closed_responder_follows_no_more(live: LiveResponder, folder: Path) -> None:
    live.watch()
    live.close()
    write(folder, {"ruche.md": HONEY_IN_AUGUST})
    assert "juillet" in said(live)
    assert live.refresh()


def test_it_says_the_state_of_calls_like_the_responder_it_holds(live: LiveResponder) -> None:
    assert live.status(SPRING).message.startswith("Aucun appel à projets n’est connu à ce jour.")
