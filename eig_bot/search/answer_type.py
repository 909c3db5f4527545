"""The expected answer type of a question (an amount, a date, an address), and which texts hold one."""

import re
from collections.abc import Iterable

AMOUNT = re.compile(r"\d[\d\s.,]*(?:€|%|euros?|k€|ans?\b|mois|jours?|semaines?|heures?)|\d", re.IGNORECASE)
DATE = re.compile(
    r"\b\d{1,2}(?:er)?\s+(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"@|\]\((?:https?|mailto|tel):|\+33|\b0\d(?:[ .]?\d\d){4}\b")
_CUES = (
    (frozenset({"combien", "montant", "cout", "prix", "pourcentage", "taux", "nombre"}), AMOUNT),
    (frozenset({"quand", "date", "dates", "jour", "calendrier", "heure", "delai", "limite", "echeance"}), DATE),
    (frozenset({"contacter", "joindre", "contact", "mail", "courriel", "adresse", "ecrire", "telephone", "lien"}), ADDRESS),
)
TYPES = tuple(pattern for _, pattern in _CUES)


def expected_types(words: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return the pattern of each type of answer that a question expects; none for most questions.

    Args:
        words: folded words of the question.
    """
    asked = set(words)
    return tuple(pattern for cues, pattern in _CUES if asked & cues)
