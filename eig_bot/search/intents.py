"""Is the question about the state of a call ("on peut encore postuler ?")? A small model of its own tells.

Its examples hold for any public service and come with the package (`data/call_status.yml`: `questions` that ask for the state
or the dates of a call, `others` with the same words that do not). Courtesies are counter-examples, and the folder's own
phrasings, those of the passage that tells of its call apart.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from eig_bot.knowledge.extras import read_lists
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.confidence import Calibration, logistic
from eig_bot.search.lexicon import data_text, general_off_topic
from eig_bot.search.phrasings import Example, PhrasingModel, Text
from eig_bot.search.reactions import examples
from eig_bot.search.sampling import steady_sample

MAX_COUNTER_EXAMPLES = 1200
"""Phrasings of the folder taken as counter-examples; more change nothing that was measured and cost time to fit."""
COURTESIES = 700
"""Courtesies and reactions taken as counter-examples, so that "bonne fin de semaine" asks for no date."""
CALIBRATED_ON = 500
"""Examples that the model is made to forget one by one, to learn what its score is worth; 1,000 give the same two figures
after the decimal point."""
USUAL_WEIGHT, PENALTY = 8.0, 0.1
"""Slope of the probability over the score where nothing tells otherwise, and how little that weighs beside the examples."""
_ASKS, _DOES_NOT = 0, 1


@dataclass(frozen=True, slots=True)
class CallStatusModel:
    """Tells whether a question asks for the state of a call; read-only."""

    model: PhrasingModel
    """Its class 0 is "asks for it"."""
    calibration: Calibration
    """Of one value, that class's score."""

    @classmethod
    def fit(cls, knowledge: KnowledgeBase, example: Callable[[str, int | None], Example]) -> "CallStatusModel":
        """Return the model of a folder.

        Args:
            knowledge: gives counter-examples.
            example: makes an example of a text and a class.
        """
        examples = _examples(knowledge, example)
        left_out = steady_sample([" ".join(one.text.words) for one in examples], CALIBRATED_ON)
        model = PhrasingModel.fit(examples, 2, left_out)
        asks = [float(examples[at].label == _ASKS) for at in left_out]
        return cls(model, logistic(model.left_out.scores[:, :1].astype(float), asks, (USUAL_WEIGHT,), PENALTY))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], prefix: str) -> "CallStatusModel":
        """Return the model whose `arrays` were kept among others, under names that begin with a `prefix`."""
        return cls(PhrasingModel.from_arrays(arrays, prefix), Calibration.from_array(arrays[f"{prefix}_calibration"]))

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the model as arrays whose names begin with a `prefix`, to be kept on disk."""
        return self.model.arrays(prefix) | {f"{prefix}_calibration": self.calibration.array()}

    def score(self, text: Text) -> float:
        """Return the score of a question, the `text` as it is searched: about 1 for one that asks for it, 0 for another."""
        return float(self.model.predict(text).scores[_ASKS])

    def probability(self, score: float) -> float:
        """Return the probability that a question with a `score` asks for it, from 0 to 1."""
        return self.calibration.probability(score)


def names_a_call(asked: Sequence[str]) -> bool:
    """Return whether a question names a call or what one does with it; where there is none, nothing else asks about its state.

    Args:
        asked: the folded words of the question, spelt out. "Quand ferme la cantine" sounds like it, and is about a canteen.
    """
    return any(map(_CALL.fullmatch, asked))


_CALL = re.compile(r"l?appels?|aap|aac|candidat\w*|postul\w*|apply|applications?")


def _examples(knowledge: KnowledgeBase, example: Callable[[str, int | None], Example]) -> Sequence[Example]:
    lists = read_lists(data_text("call_status.yml"), ("questions", "others"))
    telling = {at for at, passage in enumerate(knowledge.passages) if _tells_of_call(passage, at, knowledge)}
    asked = (text for at in telling for text in knowledge.passages[at].questions)
    reference = [passage for at, passage in enumerate(knowledge.passages) if at not in telling and not passage.is_entry]
    other = [text for passage in reference for text in passage.questions]
    other += [passage.section for passage in reference if not passage.published and not passage.questions]
    courtesies = [text for text, reaction in examples() if reaction]
    counter = [*lists["others"], *general_off_topic(), *(courtesies[at] for at in steady_sample(courtesies, COURTESIES))]
    counter += [other[at] for at in steady_sample(other, MAX_COUNTER_EXAMPLES)]
    counter += [knowledge.off_topic[at] for at in steady_sample(knowledge.off_topic, MAX_COUNTER_EXAMPLES // 4)]
    return [
        *(example(text, _ASKS) for text in (*lists["questions"], *asked)),
        *(example(text, _DOES_NOT) for text in counter),
    ]


def _tells_of_call(passage: Passage, at: int, knowledge: KnowledgeBase) -> bool:
    is_first = at == 0 or knowledge.passages[at - 1].page != passage.page
    return is_first and any(call.page == passage.page and call.declared_open is None for call in knowledge.calls)
