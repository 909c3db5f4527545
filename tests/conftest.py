"""The garden programme, read and indexed once for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

from eig_bot.answers.responder import Responder
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.ranker import Ranker

from .garden import FOLDER

settings.register_profile("suite", deadline=None, database=None, max_examples=60)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def garden() -> KnowledgeBase:
    return Library(FOLDER).load()


@pytest.fixture(scope="session")
def ranker(garden: KnowledgeBase) -> Ranker:
    return Ranker(garden)


@pytest.fixture(scope="session")
def responder(garden: KnowledgeBase) -> Responder:
    return Responder(garden)


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Responder:
    """A folder of one page: no `site.yml`, no lexicon, no call."""
    folder = tmp_path_factory.mktemp("sans-site")
    (folder / "ruche.md").write_text("---\ntitle: La ruche\n---\n\nLe miel se récolte en juillet.\n", encoding="utf-8")
    return Responder(Library(folder).load())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, for pages of one's own."""
    place = tmp_path / "pages"
    place.mkdir()
    return place
