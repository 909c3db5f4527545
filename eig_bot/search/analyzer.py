"""Text -> terms: the one way in which pages and questions become comparable.

Steps of `words`: fold (case, accents, ligatures, apostrophes), join the digits of a number ("3 500" -> "3500"), cut at
everything that is no letter or digit, drop elided articles ("l'", "qu'"). `terms` also drops stop words and takes stems.
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import Stemmer

ELISIONS = ("l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu")
"""What stands before an apostrophe and says nothing."""

PAGE_TEXTS = 30_000
"""Texts whose words are remembered while a folder is indexed, which reads each of them four times."""


def fold(text: str) -> str:
    """Return the text in lower case, without accents or ligatures, with straight apostrophes."""
    text = text.casefold().translate(_PLAIN)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    if not any(map(unicodedata.combining, decomposed)):
        return decomposed.casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[str]:
    """Return the folded words of a text, in their order; a hyphenated word is one word and its parts."""
    found: list[str] = []
    for token in _TOKEN.findall(_NUMBER_GAP.sub("", _ELISION.sub(" ", fold(text)))):
        if "-" in token:
            found.extend(_hyphenated(token))
        else:
            found.append(token)
    return found


def terms(text: str) -> list[str]:
    """Return the stems of the words of a `text` that carry meaning, in their order."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=PAGE_TEXTS)
def page_words(text: str) -> tuple[str, ...]:
    """Return the `words` of a `text` of the pages, which are remembered until `forget_pages`; not for what a person asks."""
    return tuple(words(text))


def page_terms(text: str) -> list[str]:
    """Return the `terms` of a `text` of the pages, likewise."""
    return [stem(word) for word in page_words(text) if word not in STOP_WORDS]


def forget_pages() -> None:
    """Let go of what `page_words` remembers, once a folder is indexed."""
    page_words.cache_clear()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a folded word.

    Snowball's French stemmer expects accents; without them a feminine or plural participle ("selectionnees") keeps its
    ending, so that "-ee(s)" and "-es" become "-e" first.
    """
    if len(word) > 4:
        word = _PARTICIPLE.sub("e", word)
    return str(_STEMMER.stemWord(word))


def _hyphenated(token: str) -> list[str]:
    """Cut at hyphens: "co-financement" is also "cofinancement"; "peut-elle" and "rendez-vous" are their parts alone."""
    parts = token.split("-")
    return parts if STOP_WORDS.intersection(parts) else ["".join(parts), *parts]


def _stop_words() -> frozenset[str]:
    lines = (files("eig_bot.search") / "data" / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP_WORDS = _stop_words()
_STEMMER = Stemmer.Stemmer("french", 0)
_PLAIN = {
    code: "".join(char for char in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(char))
    for code in range(0xA0, 0x250)
} | {
    ord("œ"): "oe",
    ord("æ"): "ae",
    **dict.fromkeys(map(ord, "’‘`´ʼ′"), "'"),
    ord("\u2011"): "-",
    ord("\u00ad"): "",
}
"""Letters of Latin alphabets without their accents: what is left (combining marks, other scripts) is rare and slower."""
_ELISION = re.compile(rf"\b(?:{'|'.join(ELISIONS)})'(?=\w)")
_NUMBER_GAP = re.compile(r"(?<=\d)[ .\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PARTICIPLE = re.compile(r"ees?$|es$")
