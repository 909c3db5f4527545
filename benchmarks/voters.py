"""What each voter of `eig_bot/search/fusion.py` finds alone, and what the others find without it. Begin at `of_voters`."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.replies import SHOWN
from benchmarks.sets import Asked
from benchmarks.verdicts import Verdict, accepted
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase
from eig_bot.search.cache import Cache
from eig_bot.search.evidence import EvidenceSource
from eig_bot.search.fitting import fitted
from eig_bot.search.fusion import Votes
from eig_bot.search.index import Index
from eig_bot.search.message import Message
from eig_bot.search.vectors import Floats

ALL = "all voters"


def of_voters(folder: Path, cache: Path, messages: Sequence[Asked]) -> dict[str, list[Verdict]]:
    """Return the verdicts on all voters, on each alone, and on the others without it; none where there is one voter alone.

    Args:
        folder: the knowledge folder of the sets.
        cache: where what was fitted on it is kept.
        messages: each is read as it stands, without its thread.
    """
    index = Index(Library(folder).load())
    source = EvidenceSource(index, fitted(index, Cache(cache)))
    found: dict[str, list[Verdict]] = {}
    for asked in messages:
        seen = source.of(Message.read(asked.text))
        for name, scores in readings(seen.votes).items() if seen.votes else ():
            of_passages = index.candidates.spread(scores, seen.among)
            found.setdefault(name, []).append(_verdict(asked, of_passages, index.knowledge))
    return found


def readings(votes: Votes) -> dict[str, Floats]:
    """Return the fused scores of all voters, of each alone, and of the others without it: shape (candidates,) each.

    Args:
        votes: what each voter says of a question; one that says the same of all passages has no say.
    """
    said = {field.name: getattr(votes, field.name) for field in fields(votes)}
    silent: dict[str, Any] = {name: np.zeros_like(scores) for name, scores in said.items() if isinstance(scores, np.ndarray)}
    alone = {name: replace(votes, **{other: scores for other, scores in silent.items() if other != name}) for name in silent}
    return (
        {ALL: votes.fused}
        | {f"{name} alone": one.fused for name, one in alone.items()}
        | {f"without {name}": replace(votes, **{name: scores}).fused for name, scores in silent.items()}
    )


def _verdict(asked: Asked, scores: Floats, knowledge: KnowledgeBase) -> Verdict:
    best = np.argsort(-scores, kind="stable")[:SHOWN]
    right = [(knowledge.passages[at].page, knowledge.passages[at].section) in accepted(asked) for at in best]
    return Verdict(asked, right[0], any(right), (float(scores[best[0]]),))
