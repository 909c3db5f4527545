"""What identifies a person is taken out of a text before it is kept.

That is: e-mail addresses, phone, social security, bank account and payment card numbers.
"""

import re

from eig_bot.journal.bank_numbers import without_bank_numbers
from eig_bot.messages.journal import ACCOUNT, CARD, EMAIL, PHONE, SOCIAL_SECURITY

MAX_TEXT = 2_000
"""Characters that are kept of what a person wrote."""
_GAP = r"[\s\u00a0\u202f.-]?"
_PATTERNS = (
    (re.compile(r"(?<![\w.+%'-])[\w.+%'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), EMAIL),
    (
        # sex, year, month, department (2A and 2B in Corsica), town, rank, and often the two digits of its key
        re.compile(rf"(?<!\w)[1278]{_GAP}\d\d{_GAP}\d\d{_GAP}(?:\d\d|2[AaBb]){_GAP}\d{{3}}{_GAP}\d{{3}}(?:{_GAP}\d\d)?(?!\w)"),
        SOCIAL_SECURITY,
    ),
    (
        re.compile(
            rf"(?<![\w+])(?:(?:\+|00){_GAP}\d\d{{1,2}}{_GAP}(?:\(0\){_GAP})?\d|0\d)(?:{_GAP}\d\d){{4}}(?!\w|:\d)|(?<!\w)0\d(?:/\d\d){{4}}(?!\w)"
        ),
        PHONE,
    ),
)


def kept_text(text: str) -> str:
    """Return what is kept of a text: without what identifies a person, and no more than `MAX_TEXT` characters of that.

    Args:
        text: as a person wrote it.
    """
    return redacted(text)[:MAX_TEXT]


def storable(text: str) -> str:
    """Return a text without what databases and seals refuse: half characters, and the one that ends a text in C."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def redacted(text: str) -> str:
    """Return a text of any length with a word in the place of each address and number that identifies a person."""
    text = without_bank_numbers(storable(text), ACCOUNT, CARD)
    for pattern, word in _PATTERNS:
        text = pattern.sub(word, text)
    return text
