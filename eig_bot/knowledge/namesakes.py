"""A name for each heading of a page that no other has: what is copied, judged and taught is the passage that was shown."""

from collections.abc import Sequence

from eig_bot.knowledge.headings import normalized_heading


def names_of(headings: Sequence[str]) -> list[str]:
    """Return the names of headings in reading order: the first of its kind has its own text, the next "Montant (2)".

    Args:
        headings: of one page; "Montant" and "MONTANT :" are of one kind.
    """
    plain = [normalized_heading(heading) for heading in headings]
    taken = set(plain)
    seen: dict[str, int] = {}
    names = []
    for heading, kind in zip(headings, plain, strict=True):
        number = seen.get(kind, 0) + 1
        name = heading if number == 1 else f"{heading} ({number})"
        while number > 1 and normalized_heading(name) in taken:
            number += 1
            name = f"{heading} ({number})"
        seen[kind] = number
        taken.add(normalized_heading(name))
        names.append(name)
    return names
