"""What people say to a bot without asking anything of its pages: thanks, doubt, "non", "la 2", "qui lit mes questions ?".

`Reaction` names the kinds, `examples` gives messages of each, and messages that look like one and ask something
(`data/courtesies.yml`, general words of the package). `ReactionModel` tells of which kind a message is: a ridge regression
over words and letters as they were typed, since here "non", "?" and an emoji say all. It is the same for every folder. What is
replied to each is decided in `answers/small_talk.py`.
"""

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eig_bot.knowledge.extras import read_lists
from eig_bot.search.analyzer import fold
from eig_bot.search.cache import array_to_text, text_to_array
from eig_bot.search.confidence import Calibration, logistic
from eig_bot.search.lexicon import data_text, general_off_topic
from eig_bot.search.message import Message
from eig_bot.search.sampling import steady_sample
from eig_bot.search.vectors import Floats, SparseVector

MAX_WORDS = 30
"""A longer message asks or tells something."""
RIDGE = 1.0
"""Regularisation; of examples left out one by one 65 of 100 are given their own kind, 66 with half, 61 with twice that. With
half, twice as many of the development questions are taken for reactions."""
WEIGHTS = {"w": 1.0, "b": 0.7, "c": 0.5}
"""Weight of words and marks, of pairs of these, of runs of letters; half or twice the last two moves two in 100 of these."""
OTHERS = 250
"""Questions of each general list that are counter-examples: enough to tell questions of all sorts, and quick to fit."""
CALIBRATED_ON = 600
"""Examples that the model is made to forget one by one, to learn what its scores are worth."""
USUAL_WEIGHTS, PENALTY = (6.0, -6.0), 0.1
"""Slopes of the probability over the best score and over that of "none" where nothing tells otherwise, and how little that
weighs beside the examples."""

LIKE_ONE = 0.2
"""Score that a reaction has at least: with less, letters alone are alike ("mentor", "menteur")."""
OFTEN = 3
"""Reactions with a word from which it is theirs even where a folder uses it too: "clair", not "terrain"."""

_NONE = "none"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SMILEY = re.compile(r"(?<!\w)[:;=]-?[()DPp|/](?!\w)")
_PASSED_OVER = frozenset("'\".,;:-…()") | {chr(code) for code in (0xAB, 0xBB, 0xFE0F, 0x200D, *range(0x1F3FB, 0x1F400))}
"""Marks that say nothing of a mood, guillemets among them; variants and skin tones of emoji."""
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


class Reaction(StrEnum):
    """A kind of message that asks nothing of the pages; the values are the lists of `data/courtesies.yml`."""

    GREETING = "greeting"
    THANKS = "thanks"
    RECEIVED = "received"
    """The answer was taken in: "bien noté"."""
    GOODBYE = "goodbye"
    REMARK = "remark"
    """Laughter, exclamations, comments that call for no answer."""
    SLIP = "slip"
    """Tries, slips, what was meant for others, "stop"."""
    DOUBT = "doubt"
    NOT_UNDERSTOOD = "not_understood"
    """Also: plainer, shorter."""
    WRONG = "wrong"
    """The answer is not what was asked."""
    REFUSAL = "refusal"
    """A "non" and nothing else."""
    CONSENT = "consent"
    CHOICE = "choice"
    """One of those offered: "la 2"."""
    INSULT = "insult"
    """Also anger and grumbling."""
    IDENTITY = "identity"
    """Who or what the bot is, and whether a person is behind it."""
    READER = "reader"
    """Who reads or keeps what people write to the bot."""
    MAY_I_ASK = "may_i_ask"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message is taken for."""

    reaction: Reaction | None
    """The likeliest kind; None where nothing speaks for any."""
    probability: float
    """That it is a reaction, of whatever kind, from 0 to 1."""
    score: float
    """Likeness to that kind: about 1 for one of its examples, 0 for what has nothing of it."""


NOTHING = Guess(None, 0.0, 0.0)


@cache
def examples() -> tuple[tuple[str, Reaction | None], ...]:
    """Return general messages, each with its reaction; None for one that looks like a reaction and asks something."""
    lists = read_lists(data_text("courtesies.yml"), (*Reaction, _NONE))
    return tuple((text, None if name == _NONE else Reaction(name)) for name, texts in lists.items() for text in texts)


class ReactionModel:
    """Tells a reaction from a question, and its kind; read-only once it is there."""

    def __init__(
        self, names: Sequence[str], idf: Floats, weights: Floats, calibration: Calibration, usual: Iterable[str]
    ) -> None:
        """Take what `general` found.

        Args:
            names: the features, in the order of their numbers.
            idf: weight of each feature.
            weights: of each feature for each reaction, then for "none": shape (features, kinds).
            calibration: of two values: the best score of a reaction, and that of "none".
            usual: words that many reactions have.
        """
        self._numbers = {name: at for at, name in enumerate(names)}
        self._idf = idf
        self._weights = weights
        self._calibration = calibration
        self._usual = frozenset(usual)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "ReactionModel":
        """Return the model whose `arrays` were kept among others, under names that begin with a `prefix`."""
        names, idf, weights = (arrays[f"{prefix}_{name}"] for name in ("names", "idf", "weights"))
        calibration = Calibration.from_array(arrays[f"{prefix}_calibration"])
        return cls(array_to_text(names), idf, weights, calibration, array_to_text(arrays[f"{prefix}_usual"]))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the model as arrays whose names begin with a `prefix`, to be kept on disk."""
        return {
            f"{prefix}_names": text_to_array(list(self._numbers)),
            f"{prefix}_idf": self._idf,
            f"{prefix}_weights": self._weights,
            f"{prefix}_calibration": self._calibration.array(),
            f"{prefix}_usual": text_to_array(sorted(self._usual)),
        }

    def read(self, message: Message, own: AbstractSet[str] = frozenset(), least: float = 0.0) -> Guess:
        """Return what a message is taken for; one without a word is a reaction by its emoji or its question mark.

        Args:
            message: as it was typed.
            own: folded words by which the folder is asked; a message must be a reaction without these too.
            least: probability below which it is none, so that nothing else is looked at.
        """
        if len(message.words) > MAX_WORDS:
            return NOTHING
        tokens = tokens_of(message.text)
        others = [token for token in tokens if token not in own or token in self._usual]
        whole = self._read(message, tokens)
        is_settled = whole.probability < least or len(others) == len(tokens)
        rest = whole if is_settled else self._read(message, others)
        score = whole.score if rest.score >= LIKE_ONE else rest.score
        return Guess(whole.reaction, min(whole.probability, rest.probability), score)

    def _read(self, message: Message, marks: Sequence[str]) -> Guess:
        if not message.words and not any(mark in "?!" or unicodedata.category(mark[0]) == "So" for mark in marks):
            return NOTHING
        numbers, values = _vector(_features(marks), self._numbers, self._idf)
        *scores, none = (values @ self._weights[numbers]).tolist()
        best = max(range(len(scores)), key=scores.__getitem__)
        if not message.words:
            return Guess(list(Reaction)[best] if len(numbers) else Reaction.REMARK, 1.0, 1.0)
        if not len(numbers):
            return NOTHING
        return Guess(list(Reaction)[best], self._calibration.probability(scores[best], none), scores[best])


@cache
def general() -> ReactionModel:
    """Return the model, fitted on the general examples the first time that a process asks for it: that takes two seconds."""
    from eig_bot.search.ridge import solve  # noqa: PLC0415 - SciPy takes 0.2 s, which a process with a warm cache saves

    kinds: list[Reaction | None] = [*Reaction, None]
    labelled = [(text, kinds.index(reaction)) for text, reaction in (*examples(), *((text, None) for text in _questions()))]
    counted = [_features(tokens_of(text)) for text, _ in labelled]
    frequency = Counter(name for features in counted for name in features)
    names = sorted(name for name, count in frequency.items() if count > 1 or name[0] == "w")
    numbers = {name: at for at, name in enumerate(names)}
    idf = np.array([WEIGHTS[name[0]] * math.log1p(len(labelled) / frequency[name]) for name in names], dtype=np.float32)
    targets = np.zeros((len(labelled), len(kinds)), dtype=np.float32)
    targets[np.arange(len(labelled)), [label for _, label in labelled]] = 1.0
    left_out = steady_sample([text for text, _ in labelled], CALIBRATED_ON)
    rows = [_vector(features, numbers, idf) for features in counted]
    solution = solve(rows, len(names), targets, RIDGE, left_out)
    seen = np.column_stack([solution.predictions[:, :-1].max(axis=1), solution.predictions[:, -1]]).astype(float)
    is_reaction = [float(kinds[labelled[at][1]] is not None) for at in left_out]
    calibration = logistic(seen, is_reaction, USUAL_WEIGHTS, PENALTY)
    said = Counter(token for text, reaction in examples() if reaction for token in set(tokens_of(text)))
    return ReactionModel(names, idf, solution.weights, calibration, [token for token, count in said.items() if count >= OFTEN])


def _questions() -> Sequence[str]:
    """Return questions that no reaction is like, of the package's other general lists."""
    about_calls = read_lists(data_text("call_status.yml"), ("questions", "others"))
    lists = (*about_calls.values(), general_off_topic())
    return [texts[at] for texts in lists for at in steady_sample(texts, OTHERS)]


def tokens_of(text: str) -> list[str]:
    """Return the folded words of a `text` without drawn-out letters, its marks and emoji, one where it stands twice running."""
    found = _TOKEN.findall(fold(_SMILEY.sub("🙂", text)))
    spoken = [_DRAWN_OUT.sub(r"\1", token) for token in found if token not in _PASSED_OVER]
    return [token for token, _ in itertools.groupby(spoken)]


def distinct_tokens_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the distinct tokens of `texts`; those of thousands take a fifth of the time that `tokens_of` takes for each."""
    found = set(_TOKEN.findall(fold(_SMILEY.sub("🙂", " ".join(texts)))))
    return frozenset(_DRAWN_OUT.sub(r"\1", token) for token in found - _PASSED_OVER)


def _features(tokens: Sequence[str]) -> dict[str, float]:
    """Return the features of a text's tokens, whose first letter tells their kind, with the weight of each before TF-IDF."""
    line = f" {' '.join(tokens)} "
    found = [f"w{token}" for token in tokens]
    found += [f"b{left} {right}" for left, right in itertools.pairwise(("^", *tokens, "$"))]
    found += ["c" + line[at : at + size] for size in (2, 3, 4, 5) for at in range(len(line) - size + 1)]
    return {name: 1 + math.log(count) if count > 1 else 1.0 for name, count in Counter(found).items()}


def _vector(weighted: Mapping[str, float], numbers: Mapping[str, int], idf: Floats) -> SparseVector:
    """Return the TF-IDF vector of the features that are known, of length 1."""
    known = [(numbers[name], weight) for name, weight in weighted.items() if name in numbers]
    found = np.array([number for number, _ in known], dtype=np.int32)
    values = np.array([weight for _, weight in known], dtype=np.float32) * idf[found]
    return found, values / (float(np.sqrt(values @ values)) or 1.0)
