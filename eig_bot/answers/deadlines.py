"""Which days of a text are deadlines, and which are meetings to come: after these, what it tells has passed.

A day is a deadline only when its sentence makes it one ("jusqu'au", "avant le", "au plus tard"). That of a law, an order or
a vote, or of a beginning that goes on ("à partir du"), stays true for ever.
"""

import re
from collections.abc import Iterator
from datetime import date

from eig_bot.knowledge.calls import dates_at

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
"""What parts two sentences."""
IN_THE_PAST_TENSE = re.compile(
    r"\b(?:était|étaient|a été|ont été|a eu lieu|ont eu lieu|s['’]est|fut|furent|avait|avaient|fermé|close?s?|terminé\w*|allait"
    r"|devait|devaient|pouvait|pouvaient|fallait|démarrait|débutait|commençait|ouvrait|fermait)\b",
    re.IGNORECASE,
)
"""A sentence in the past tense does not announce anything."""


def deadlines_in(text: str) -> list[date]:
    """Return the days until which something can be done, or holds, in their order; sentences in the past tense have none.

    Args:
        text: what a reader sees.
    """
    return [
        day for sentence in _announcing(text) for day, start, end in dates_at(sentence) if _is_deadline(sentence, start, end)
    ]


def meetings_in(text: str) -> list[date]:
    """Return the days on which something takes place that readers may come to, in their order.

    Args:
        text: what a reader sees.
    """
    return [day for sentence in _announcing(text) for day, start, _ in dates_at(sentence) if _is_meeting(sentence[:start])]


_TO_THE_DAY = r"(?:\W|le\b|la\b|au\b|du\b|est\b|sont\b|fixée?s?\b|dès\b|pour\b|date\b)*$"
"""What may stand between a deadline's word and its day."""
_OF_WHAT = r"(?:\s+(?:d[eu]s?\s|d['’]|de\sla\s|pour\s)[^.;:]{1,60}?)?"
_UNTIL = re.compile(
    rf"(?:jusqu['’](?:au|à|en)|avant|(?:au\s+)?plus\s+tard|d['’]ici|(?:dates?|heures?|jours?)\s+limites?{_OF_WHAT}"
    rf"|dernier\s+(?:délai|jour){_OF_WHAT}|échéance{_OF_WHAT}|délai{_OF_WHAT}|cl[ôo]ture{_OF_WHAT}|fin\s+des\s+(?:inscriptions|candidatures|dépôts)"
    rf"|(?:ferme|se\s+clôt|s['’]ach[èe]ve|se\s+termine|prend\s+fin|prendra\s+fin|expire)(?:nt|ra|ront)?){_TO_THE_DAY}",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"\W*(?:au\s+plus\s+tard|dernier\s+délai)", re.IGNORECASE)
_PERIOD = re.compile(r"\b(?:du\s[^.;]{1,40}\sau|entre\s+le\s[^.;]{1,40}\set\s+le)\s+$", re.IGNORECASE)
_APPLYING = re.compile(r"\bappels?\b|candidat|postul|d[ée]pos|dossier|inscri|ouvert|ferm|s[ée]lection", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:nés?|nées?|recruté\w*|embauché\w*|nommé\w*|titularisé\w*|affilié\w*|conclus?|signé\w*|construit\w*|créé\w*"
    r"|publié\w*|adopté\w*|promulgué\w*|acquis\w*|entré\w*|en\s+vigueur|en\s+poste)\s+avant\W+(?:le\W+)?$",
    re.IGNORECASE,
)
"""Of whom it is said, not until when."""
_MEETS = re.compile(
    r"(?:(?:aura|auront)\s+lieu|se\s+(?:tiendra|tiendront|déroulera|dérouleront)|rejoignez|rejoindre|venez|participez"
    r"|inscrivez-vous|rendez-vous|retrouvez)[^.;]{0,40}$",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"\b(?:loi|décret|arrêté|ordonnance|délibération|votes?|scrutin|règlement|circulaire)\b", re.IGNORECASE)


def _announcing(text: str) -> Iterator[str]:
    return (sentence for sentence in SENTENCE.split(text) if not IN_THE_PAST_TENSE.search(sentence))


def _is_deadline(sentence: str, start: int, end: int) -> bool:
    before = sentence[:start]
    if _CONDITION.search(before):
        return False
    if _UNTIL.search(before) or _AFTERWARDS.match(sentence, end):
        return True
    return bool(_PERIOD.search(before) and _APPLYING.search(sentence))


def _is_meeting(before: str) -> bool:
    return bool(_MEETS.search(before)) and not _DECIDES.search(before)
