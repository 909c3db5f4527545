"""Bank account and payment card numbers in a text: told from ordinary codes by their own check digits.

An IBAN has two letters, two check digits and what its country makes of the rest, always as long (ISO 13616); the whole is
1 modulo 97 (ISO 7064). A French account is also given by its "RIB", which has a key of its own. A card number fulfils Luhn's
formula (ISO/IEC 7812).
"""

import re
from functools import cache

_GAP = r"[\s\u00a0\u202f.\-\u2010-\u2013]{0,2}"
"""What stands between the groups of a number, if anything."""
_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "AO CV LY MZ PT ST",
    26: "DZ IR IS TR",
    27: "BI CF CG CM DJ FR GA GQ GR IT KM MC MG MR SM TD",
    28: "AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
IBAN_LENGTHS = {country: length for length, countries in _COUNTRIES.items() for country in countries.split()}
"""Characters of an IBAN, by its country: SWIFT's registry, and the countries that use the form without being in it."""

_BEGIN = re.compile(rf"(?:(?<!\w)|(?<=IBAN)|(?<=iban))([A-Za-z]{{2}}){_GAP}[0-9]{_GAP}[0-9]")
_RIB = re.compile(rf"(?<!\w)(?:[0-9]{_GAP}){{10}}(?:[0-9A-Za-z]{_GAP}){{11}}[0-9]{_GAP}[0-9](?!\w)")
_CARD = re.compile(
    rf"(?<!\w)(?:3[47]\d\d{_GAP}\d{{6}}{_GAP}\d{{5}}"
    rf"|(?:[4-6]\d|2[2-7])\d\d(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{3}})?)(?!\w)",
    re.ASCII,
)
_VALUES_IN_A_RIB = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def without_bank_numbers(text: str, account: str, card: str) -> str:
    """Return a text with words in the place of account and card numbers; what only looks like one stays.

    Args:
        text: as a person wrote it.
        account: stands for an IBAN or a RIB.
        card: stands for the number of a payment card.
    """
    text = _without_ibans(text, account)
    text = _RIB.sub(lambda found: account if _is_rib(_bare(found[0])) else found[0], text)
    return _CARD.sub(lambda found: card if _is_card(_bare(found[0])) else found[0], text)


def _without_ibans(text: str, word: str) -> str:
    parts, at = [], 0
    while begin := _BEGIN.search(text, at):
        length = IBAN_LENGTHS.get(begin[1].upper(), 0)
        rest = _rest(length).match(text, begin.end()) if length else None
        is_iban = rest is not None and _is_iban(_bare(text[begin.start() : rest.end()]))
        end = rest.end() if rest and is_iban else begin.start() + 1
        parts.append(text[at : begin.start()] + (word if is_iban else text[begin.start() : end]))
        at = end
    return "".join([*parts, text[at:]])


@cache
def _rest(length: int) -> re.Pattern[str]:
    """Return the pattern of what follows the country and the check digits of an IBAN of so many characters."""
    return re.compile(rf"(?:{_GAP}[0-9A-Za-z]){{{length - 4}}}(?!\w)")


def _bare(number: str) -> str:
    return "".join(char for char in number if char.isalnum()).upper()


def _is_iban(number: str) -> bool:
    """A sentence that begins as an IBAN ("de 12 000 euros…") has more letters than any has."""
    digits = "".join(str(int(char, 36)) for char in number[4:] + number[:4])
    return sum(map(str.isdigit, number)) > len(number) // 2 and int(digits) % 97 == 1


def _is_rib(number: str) -> bool:
    """All of it is a multiple of 97, its key in the last two digits, once letters are turned into digits as banks do."""
    return int(number.translate(_VALUES_IN_A_RIB)) % 97 == 0


def _is_card(number: str) -> bool:
    """Luhn's formula: every second digit from the right counts twice, as the sum of its digits."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0
