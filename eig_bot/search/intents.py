"""Is the question about the state of a call ("on peut encore postuler ?")? A small model of its own tells.

Its examples hold for any public service and come with the package (`data/call_status.yml`: `questions` that ask for the state
or the dates of a call, `others` with the same words that do not). The folder's own phrasings are counter-examples, those of
the passage that tells of its call apart.
"""

from collections.abc import Callable, Iterable

from eig_bot.knowledge.extras import read_lists
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.search.lexicon import data_text, general_off_topic
from eig_bot.search.phrasings import Example, PhrasingModel
from eig_bot.search.sampling import steady_sample

MAX_COUNTER_EXAMPLES = 1200
"""Phrasings of the folder taken as counter-examples; more change nothing that was measured and cost time to fit."""
_ASKS, _DOES_NOT = 0, 1


def call_status_model(knowledge: KnowledgeBase, example: Callable[[str, int | None], Example]) -> PhrasingModel:
    """Return the model whose class 0 is "asks for the state of a call".

    Args:
        knowledge: gives counter-examples.
        example: makes an example of a text and a class.
    """
    lists = read_lists(data_text("call_status.yml"), ("questions", "others"))
    telling = {at for at, passage in enumerate(knowledge.passages) if _tells_of_call(passage, at, knowledge)}
    asked = (text for at in telling for text in knowledge.passages[at].questions)
    other = [text for at, passage in enumerate(knowledge.passages) if at not in telling for text in passage.questions]
    other += [passage.section for passage in knowledge.passages if not passage.published and not passage.questions]
    counter = [*lists["others"], *general_off_topic()]
    counter += [other[at] for at in steady_sample(other, MAX_COUNTER_EXAMPLES)]
    counter += [knowledge.off_topic[at] for at in steady_sample(knowledge.off_topic, MAX_COUNTER_EXAMPLES // 4)]
    examples: Iterable[Example] = (
        *(example(text, _ASKS) for text in (*lists["questions"], *asked)),
        *(example(text, _DOES_NOT) for text in counter),
    )
    return PhrasingModel.fit(list(examples), 2)


def _tells_of_call(passage: Passage, at: int, knowledge: KnowledgeBase) -> bool:
    is_first = at == 0 or knowledge.passages[at - 1].page != passage.page
    return is_first and any(call.page == passage.page and call.declared_open is None for call in knowledge.calls)
