"""What a message asks: its questions, one by one, without the greeting, what is told around them and the signature.

Steps: `_pieces` cuts the text into sentences, and an enumeration ("1) … 2) …") into its items; `_asked` keeps those that ask,
and cuts where "et", "ou" or a comma joins two questions. What is not asked is what is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eig_bot.search.message import Message

MAX_QUESTIONS = 3
"""Questions of one message that are answered; what reads more is no chat.
`make tune`: 2 73.9/10.6/82.8, **3** 73.9/10.6/82.8, 4 73.9/10.6/82.8"""
LONG = 12
"""Words told around the questions from which a short question may rest on them ("est-ce bloquant ?").
`make tune`: 10 73.9/10.6/82.8, **12** 73.9/10.6/82.8, 14 73.9/10.6/82.8"""

_WORDS = (
    r"combien|quand|comment|pourquoi|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|est-ce|qu['’]est|peut-on|faut-il|où|quoi"
    r"|que (?:\w+-|fait|font|devien|dois|doit|doivent|faut|se passe|prévo|conseill)\w*"
)
_PREPOSITION = r"(?:[àa]|de|d['’]|pour|par|avec|sur|sous|dans|en|jusqu['’][àa]?|depuis|chez)\s*"
_INVERTED = r"\w+-(?:t-)?(?:il|ils|elle|elles|on|vous|nous|je|tu|ce)\b"
_ASKS = re.compile(rf"\b(?:{_WORDS})\b|{_INVERTED}|^(?:{_PREPOSITION})?qui\b", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"\b(?:(?:pouvez|pourriez|peux|pourrais|sauriez)[- ](?:vous|tu)|merci de (?:me |nous |m['’])?(?:dire|préciser|indiquer)"
    r"|(?:voudr|aimer|souhait|désir|cherch|veu)\w*\s+(?:\w+\s+)?(?:savoir|connaître|comprendre|trouver|voir|montrer)"
    r"|(?:dites|dis|expliquez|indiquez|précisez)[- ](?:moi|nous)|je me demande|besoin de (?:savoir|connaître)|je cherche)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(r"\b(?:questions?|points?)\b", re.IGNORECASE)
_JOINS = re.compile(
    rf"\s*[,;]?\s+(?:et aussi|et|puis)\s+(?=(?:{_PREPOSITION})?(?:{_WORDS}|qui)\b|{_INVERTED})"
    rf"|\s*[,;]?\s+ou\s+(?=(?:existe|y a)-t-il\b)"
    rf"|\s*[,;]\s+(?=(?:{_PREPOSITION})?(?:{_WORDS})\b)"
    rf"|\s*[,;]?\s+et\s+(?=(?:ils?|elles?|c['’]est|vous|nous|on|ça|ceux|celles?|celui)\b|(?:[\w'’-]+\s+){{1,5}}{_INVERTED})",
    re.IGNORECASE,
)
"""Where one question may end and another begin."""
_ITEM = re.compile(r"(?:(?<=\s)|^)(?:\d{1,2}\s?[.)°/]|[a-h]\)|[-–•*])\s+(?=\S)")
_GOES_ON = re.compile(r"(?:des?|du|d['’]|avec|sans|ou|en|[àa]|aux?|par|pour|dans|chez|sur)\b", re.IGNORECASE)
"""How what only goes on from the question before begins: "de l'argent, des bras ?"."""
_BULLET = "• "
_END = re.compile(r"(?<=[?!])(?!\s*[»\"”)])\s*(?=\S)|(?<=[.…;])\s+(?=\S)|\n+")
_GREETS = re.compile(
    r"^(?:(?:re)?bonjour|bonsoir|salut|hello|coucou|bjr|slt|madame|monsieur|mesdames|messieurs|ch[eè]re?s?\s+\w+)\b"
    r"(?:[\s,]+(?:à (?:tous|toutes|vous)|et|toutes|tous|madame|monsieur|mesdames|messieurs|l['’]équipe))*\s*[,!.:;]*\s*",
    re.IGNORECASE,
)
_TAKES_LEAVE = re.compile(
    r"^(?:(?:bien |très )?(?:cordialement|sincèrement|respectueusement)|(?:bien )?à vous|merci\b(?!\s+de\b)|salutations"
    r"|(?:avec )?(?:tous )?(?:mes|nos) (?:\w+ )?(?:remerciements|salutations)|veuillez|je vous (?:remercie|prie)"
    r"|dans l['’]attente|bonne (?:journée|soirée|fin|semaine)|(?:avec )?mes(?! questions?))\b",
    re.IGNORECASE,
)
STANDS = 2
"""Words of content from which what follows a comma is a question of its own, not the end of the one before; after "et", one is
enough.
`make tune`: 1 37.6/38.1/42.5, **2** 37.2/38.1/42.5, 3 37.2/38.1/42.5 (no phrasings)"""


@dataclass(frozen=True, slots=True)
class Segments:
    """A message, taken apart."""

    questions: tuple[Message, ...]
    """What it asks, in its order; the whole message where nothing of it is told from the rest."""
    told: Message | None
    """What it tells beside, without greeting and signature; None for nothing."""


def read(message: Message) -> Segments:
    """Take a `message` apart into what it asks and what it tells."""
    pieces = _pieces(message.text)
    has_mark = any(piece.endswith("?") for piece in pieces)
    asking = _listed(pieces) or [piece for piece in pieces if _asks(piece, has_mark=has_mark)]
    if not asking:
        return Segments((message,), None)
    questions = [Message.read(part) for piece in asking for part in _questions(piece)]
    told = " ".join(piece for piece in pieces if piece not in asking)
    return Segments(
        tuple(question for question in questions if question.content) or (message,), Message.read(told) if told else None
    )


def several_in(message: Message) -> tuple[Message, ...]:
    """Return the questions of a `message` that stand each alone; none where one of them rests on what is told around it."""
    segments = read(message)
    rests = segments.told is not None and len(segments.told.words) > LONG
    if rests and any(len(question.content) < STANDS for question in segments.questions):
        return ()
    return segments.questions if len(segments.questions) > 1 else ()


def _asks(piece: str, *, has_mark: bool) -> bool:
    """Tell a sentence that asks: by its mark, or by its words; where others have the mark, by what it asks about."""
    if piece.endswith("?"):
        return True
    if piece.startswith(_BULLET):
        return _ASKS.match(piece.removeprefix(_BULLET)) is not None
    asks_for = _ASKS_FOR.search(piece) is not None
    if has_mark:
        return asks_for and _ASKS.search(piece) is not None
    return asks_for or _ASKS.match(piece) is not None


def _listed(pieces: Sequence[str]) -> Sequence[str]:
    """Return the items of a list that are asked for and hardly said ("pourriez-vous me dire : 1) la durée 2) le coût ?")."""
    items = [at for at, piece in enumerate(pieces) if piece.startswith(_BULLET)]
    if len(items) < 2 or items[0] == 0:
        return ()
    before = pieces[items[0] - 1]
    asks = _ASKS_FOR.search(before) or _QUESTIONS.search(before)
    says = Message.read(_QUESTIONS.sub("", _ASKS_FOR.sub("", before))).content
    return [pieces[at] for at in items] if asks and len(says) < STANDS else ()


def _pieces(text: str) -> Sequence[str]:
    """Return the sentences and items of a text, without its greeting, and without what comes when it takes leave."""
    found: list[str] = []
    for sentence in _END.split(_ITEM.sub(f"\n{_BULLET}", text)):
        piece = _GREETS.sub("", sentence.strip()).strip()
        if found and _TAKES_LEAVE.match(piece) and not piece.endswith("?"):
            if any(_asks(each, has_mark=False) for each in found):
                break
        elif found and found[-1].endswith("?") and _GOES_ON.match(piece) and not _ASKS.search(piece):
            found[-1] = f"{found[-1]} {piece}"
        elif piece and not _TAKES_LEAVE.match(piece):
            found.append(piece)
    return found


def _questions(piece: str) -> Sequence[str]:
    """Return the questions that one sentence joins; each asks, and says enough to stand."""
    piece = piece.removeprefix(_BULLET)
    found, start = [], 0
    for at in _JOINS.finditer(piece):
        left, right = piece[start : at.start()], piece[at.end() :]
        least = 1 if at[0].strip(" ,;") else STANDS
        if _ASKS.search(left) and Message.read(left).content and len(Message.read(right).content) >= least:
            found.append(left)
            start = at.end()
    return [*found, piece[start:]]
