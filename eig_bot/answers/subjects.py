"""What a reader can browse: the subjects of a knowledge base, by theme."""

from dataclasses import dataclass

from eig_bot.knowledge.passage import KnowledgeBase, Passage


@dataclass(frozen=True, slots=True)
class Theme:
    """A page, with its passages in the order in which they are written."""

    title: str
    page: str
    passages: tuple[Passage, ...]


def themes(knowledge: KnowledgeBase) -> tuple[Theme, ...]:
    """Return the reference pages of a `knowledge` base: those with phrasings first, the readers' own before others'.

    Dated pages (posts, past projects) are left to the search; so is what only lists the headings below it.
    """
    by_page: dict[str, list[Passage]] = {}
    for passage in knowledge.passages:
        if not passage.published and not passage.is_outline:
            by_page.setdefault(passage.page, []).append(passage)
    found = [Theme(passages[0].title, page, tuple(passages)) for page, passages in by_page.items()]
    reader = knowledge.site.audience

    def order(theme: Theme) -> tuple[bool, bool]:
        is_ours = any(passage.questions for passage in theme.passages)
        is_for_others = bool(reader) and all(passage.audience not in {None, reader} for passage in theme.passages)
        return not is_ours, is_for_others

    return tuple(sorted(found, key=order))
