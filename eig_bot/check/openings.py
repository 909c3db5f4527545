"""Passages whose first words lean on a question or a heading that their reader may not see.

An answer is often read by its first line, and quoted alone: "Oui, sous conditions" answers nothing there, and "Ils sont
remboursés" tells of nobody knows what.
"""

import re
from collections.abc import Iterator, Sequence

from eig_bot.check.problems import note
from eig_bot.knowledge.passage import Passage, Problem
from eig_bot.messages import check_text as messages


def leaning_openings(passages: Sequence[Passage]) -> Iterator[Problem]:
    """Yield a note for each passage with phrasings that opens with a yes, a no, or a pronoun whose noun comes before it.

    Where the heading is the question, it is shown above its answer, and nothing is noted.

    Args:
        passages: of a folder.
    """
    for passage in passages:
        if not passage.questions or passage.section.rstrip().endswith("?"):
            continue
        text = _MARKS.sub("", passage.text).replace("’", "'")
        if found := _YES_OR_NO.match(text):
            yield note(passage.page, (passage.line, 1), messages.opens_with_yes_or_no(passage.section, found[0]))
        elif (found := _PRONOUN.match(text)) and not _NOT_FOR_A_NOUN.match(text):
            yield note(passage.page, (passage.line, 1), messages.opens_with_pronoun(passage.section, found[0].rstrip()))


_MARKS = re.compile(r"^(?:•|\d+\.|[«\"(*_]|\s)+")
"""What may stand before the first word: the mark of a list, a quotation, a bracket."""
_YES_OR_NO = re.compile(
    r"(?:oui|non|tout à fait|bien sûr|absolument|pas (?:forcément|nécessairement|toujours|encore))"
    r"(?=\s*[,.:;!…»]|\s+(?:et|mais)\b)",
    re.IGNORECASE,
)
"""Only where the answer ends there or goes on after it: "Non seulement" and "Bien sûr de lui" begin a sentence."""
_PRONOUN = re.compile(
    r"(?:(?:ils?|elles?|cela|ça|ceci|(?:celles?|celui|ceux)-(?:ci|là))(?!\w)|c'(?:est|étai(?:t|ent)|en est)(?!\w)"
    r"|ce (?:n'est|n'étai(?:t|ent)|ne |sont|ser(?:a|ait|ont|aient)\b|fu(?:t|rent)\b|doit|peut|pourrait))",
    re.IGNORECASE,
)
"""A pronoun that stands for a noun; "ce" only before its verb: "ce programme" and "ce que vous payez" have what they mean."""
_SUITS = (
    r"possible|impossible|nécessaire|inutile|utile|obligatoire|interdit|permis|prévu|recommandé|conseillé|préférable|important"
    r"|essentiel|indispensable|temps|trop tard|question|facile|difficile|rare|courant|fréquent"
)
_NOT_FOR_A_NOUN = re.compile(
    r"il (?:n'|ne )?(?:y |en |vous |nous |leur |lui )?(?:a|avait|aura|faut|faudra|faudrait|fallait|suffit|convient|existe"
    r"|manque|reste|vaut mieux|arrive|importe|se peut)\b"
    rf"|il (?:n'|ne )?(?:est|était|sera|serait|devient) (?:\w+ )?(?:{_SUITS})\b"
    r"|c'est (?!une? |des )[^.,:;]* (?:qui|que|qu')",
    re.IGNORECASE,
)
"""An "il" that is nobody ("il faut", "il est possible"), and "c'est la mairie qui paie", which names what it means."""
