"""What choices between passages are called: by their headings, and where these are the same, by what tells them apart."""

from collections.abc import Callable, Sequence

from eig_bot.knowledge.passage import Passage

SUFFIX = 0.4
"""Share of a label that what tells it apart may take where there is little room; the heading is what people look for."""


def labels(passages: Sequence[Passage], room: int | None = None) -> list[str]:
    """Return a label for each passage, in their order; no two are the same.

    Of passages with one heading, the first of these that tells all of them apart is added: the titles of their pages, the
    headings around them, their numbers in their pages, their files. Where nothing does, all choices are numbered.

    Args:
        passages: to choose from.
        room: characters that a label may have; None for any number.
    """
    found = [_cut(passage.section, room) for passage in passages]
    for label in set(found):
        alike = [at for at, other in enumerate(found) if other == label]
        if len(alike) > 1:
            tries = ([form(passages[at], room) for at in alike] for form in _FORMS)
            told = next((tried for tried in tries if len(set(tried)) == len(alike)), [label] * len(alike))
            for at, name in zip(alike, told, strict=True):
                found[at] = name
    if len(set(found)) == len(found):
        return found
    return [_cut(f"{number}. {label}", room) for number, label in enumerate(found, 1)]


def _with(passage_name: str, told: str, room: int | None) -> str:
    """Return "Name (what tells it apart)"; both are cut where they have no room."""
    if room is None:
        return f"{passage_name} ({told})"
    told = _cut(told, max(int(room * SUFFIX), room - len(passage_name) - len(" ()")))
    return f"{_cut(passage_name, room - len(told) - len(' ()'))} ({told})"


_Form = Callable[[Passage, int | None], str]
_FORMS: tuple[_Form, ...] = (
    lambda passage, room: _with(passage.section, passage.title, room),
    lambda passage, room: _with(passage.section, passage.heading_path[-2:][0], room),
    lambda passage, room: _cut(passage.name, room),
    lambda passage, room: _with(passage.name, passage.title, room),
    lambda passage, room: _with(passage.name, passage.page, room),
)


def _cut(text: str, room: int | None) -> str:
    return text if room is None or len(text) <= room else f"{text[: room - 1]}…"
