"""What several voters saw -> the probability that the first hit is right.

A logistic model over what each voter says, whether they agree, and what kind of message it is. Where a folder has phrasings
enough for all voters, its weights are general: they were fitted on labelled questions (`data/calibration.yml`, which
`python -m benchmarks.calibration` writes), since phrasings that a folder's team wrote are no questions of people.
"""

from dataclasses import dataclass
from functools import cache

import yaml

from eig_bot.search.confidence import Calibration
from eig_bot.search.lexicon import data_text


@dataclass(frozen=True, slots=True)
class Belief:
    """What tells a right first hit from a wrong one, where several voters rank. Leads and heights are in deviations."""

    lead: float
    """By how much its fused score leads that of the fourth: two or three that answer alike take nothing from each other."""
    typed: float
    """Its height above the others by the model over what was typed."""
    meant: float
    """Logarithm of how many times likelier it is than "not ours" by the model over what the question means."""
    like_not_ours: float
    """Likeness of the question, spelt out, to the nearest one that is known not to be ours, 0 to 1."""
    coverage: float
    """Share of the question's information that the first hit has, 0 to 1."""
    ours: float
    """By how much the question, spelt out, is more like what is asked of the folder than like what is not ours."""
    words: float
    """Logarithm of one more than the words of content of the message."""
    in_thread: float
    """1 where the message is read with what came before it, else 0."""
    slips: float
    """Share of its words that were spelt out or corrected, about, from 0."""
    same_page: float
    """Share of the four hits after the first that are on its page, 0 to 1."""


@cache
def general() -> Calibration:
    """Return the calibration of a `Belief`, its values in their order."""
    values = yaml.safe_load(data_text("calibration.yml"))["voters"]
    return Calibration(float(values["intercept"]), tuple(float(values[name]) for name in Belief.__dataclass_fields__))
