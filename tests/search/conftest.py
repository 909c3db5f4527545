"""A folder with phrasings enough for several voters."""

from dataclasses import replace

import pytest

from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.fitting import MANY
from eig_bot.search.ranker import Ranker

AROUND = (
    "{}",
    "bonjour, {} ?",
    "{} svp",
    "je voudrais savoir {}",
    "dites-moi {}",
    "{} exactement",
    "et sinon {}",
    "question : {}",
)
"""Ways to ask the same, so that a small folder has many phrasings."""


@pytest.fixture(scope="session")
def well_asked(garden: KnowledgeBase) -> Ranker:
    """The garden, each phrasing of which is there in several wordings."""
    passages = tuple(
        replace(passage, questions=tuple(around.format(text) for text in passage.questions for around in AROUND))
        for passage in garden.passages
    )
    assert sum(len(passage.questions) for passage in passages) >= MANY
    return Ranker(replace(garden, passages=passages))
