"""What all tests share: how they are run, the garden programme read and indexed once, databases."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

# Before NumPy is there: threads of its own, which wait for each other, have no place beside tests on every core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

from eig_bot.answers.responder import Responder
from eig_bot.journal.file_database import FILE
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search import fitting
from eig_bot.search.cache import Cache, key_of
from eig_bot.search.fitting import Fitted, Reactions
from eig_bot.search.index import Index
from eig_bot.search.ranker import Ranker

from .garden import FOLDER
from .postgres import Server, running

ROOT = Path(__file__).parents[1]
FIT = fitting._fit
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy")

BUSY = (HealthCheck.too_slow,)
"""What says more of the machine than of a test."""

settings.register_profile("suite", deadline=None, database=None, max_examples=60, derandomize=True, suppress_health_check=BUSY)
settings.register_profile("fuzz", deadline=None, max_examples=3_000, print_blob=True, suppress_health_check=BUSY)
settings.load_profile("suite")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in what order the tests were run, for who wants to see a failure again."""
    terminalreporter.write_line(f"random order: pytest --randomly-seed={config.getoption('randomly_seed', 'none')}")


@pytest.fixture(scope="session", autouse=True)
def _no_proxy() -> Iterator[None]:
    """Slack's client takes a proxy from the environment, and would look for the fake beyond it."""
    with pytest.MonkeyPatch.context() as environment:
        for name in PROXIES:
            environment.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def for_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def _fitted_once(for_all_workers: Path) -> Iterator[None]:
    """Fit each content once for all tests, whatever cache a test begins with: what is asked for anew is read again instead."""
    known = Cache(for_all_workers / "fitted", kept=40)

    def fit(index: Index, reactions: Reactions, _: Cache | None) -> Fitted:
        key = key_of(index.knowledge)
        with (for_all_workers / f"{key}.lock").open("w") as lock:  # another worker waits for it instead of doing the same
            fcntl.flock(lock, fcntl.LOCK_EX)
            return fitting._kept(key, known, lambda _: FIT(index, reactions, known))

    with pytest.MonkeyPatch.context() as replaced:
        replaced.setattr(fitting, "_fit", fit)
        yield


@pytest.fixture
def fitted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit in this test what it wants fitted."""
    monkeypatch.setattr(fitting, "_fit", FIT)


@pytest.fixture(scope="session")
def _server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def postgres(_server: Server) -> Iterator[Server]:
    """A server, which a test may stop; its databases go with the test."""
    yield _server
    _server.clear()


@pytest.fixture(scope="session")
def new_journal(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Put a database file into a data folder, with its tables up to date: that would take most of a short test's time."""
    original = tmp_path_factory.mktemp("journal")
    Journal.open(original, Keys("un secret de seize lettres")).close()

    def put(data: Path) -> None:
        data.mkdir(exist_ok=True)
        if not (data / FILE).exists():
            shutil.copy(original / FILE, data)

    return put


@pytest.fixture(scope="session")
def garden() -> KnowledgeBase:
    return Library(FOLDER).load()


@pytest.fixture(scope="session")
def indexed() -> Callable[..., Ranker]:
    """Make rankers as `Ranker` does, one for each content."""
    known: list[tuple[KnowledgeBase, Ranker]] = []

    def ranker(knowledge: KnowledgeBase, cache: Cache | None = None, learnt: Fitted | None = None) -> Ranker:
        if learnt:
            return Ranker(knowledge, cache, learnt)
        content = replace(knowledge, problems=(), files=0, written={})
        found = next((ranker for other, ranker in known if other == content), None)
        if found is None:
            found = Ranker(knowledge, cache)
            known.append((content, found))
        found = copy(found)
        found.knowledge = knowledge
        return found

    return ranker


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of what was fitted on the garden, for all tests that run a command on it."""
    place = tmp_path_factory.mktemp("cache")
    Ranker(Library(FOLDER).load(), Cache(place))
    return place


@pytest.fixture
def data(tmp_path: Path, shared_cache: Path) -> Path:
    """A data folder whose cache is the shared one."""
    place = tmp_path / "data"
    place.mkdir()
    (place / "cache").symlink_to(shared_cache)
    return place


@pytest.fixture(scope="session")
def ranker(garden: KnowledgeBase, indexed: Callable[..., Ranker]) -> Ranker:
    return indexed(garden)


@pytest.fixture(scope="session")
def responder(ranker: Ranker) -> Responder:
    return Responder(ranker)


@pytest.fixture(scope="session")
def shipped() -> Responder:
    """The knowledge of this repository; it is learnt once for all processes, and for `make check` and `make run`."""
    return Responder(Ranker(Library(ROOT / "knowledge").load(), Cache(ROOT / "data" / "cache")))


@pytest.fixture(scope="session")
def answering(indexed: Callable[..., Ranker]) -> Callable[[Path], Responder]:
    """Answer from a folder, which is indexed once for each content."""
    return lambda folder: Responder(indexed(Library(folder).load()))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    """A folder of one page: no `site.yml`, no lexicon, no call."""
    folder = tmp_path_factory.mktemp("sans-site")
    (folder / "ruche.md").write_text("---\ntitle: La ruche\n---\n\nLe miel se récolte en juillet.\n", encoding="utf-8")
    return Responder(Ranker(Library(folder).load()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, for pages of one's own."""
    place = tmp_path / "pages"
    place.mkdir()
    return place
