"""Account and card numbers are told from ordinary codes by their check digits, however they are cut into groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.journal.bank_numbers import IBAN_LENGTHS, without_bank_numbers

IBANS = (
    "FR14 2004 1010 0505 0001 3M02 606",
    "FR76 3000 6000 0112 3456 7890 189",
    "MC93 2005 2222 1001 1223 3M44 555",
    "BE62 5100 0754 7061",
    "DE89 3704 0044 0532 0130 00",
    "ES80 2310 0001 1800 0001 2345",
    "IT40 S054 2811 1010 0000 0123 456",
    "GB29 NWBK 6016 1331 9268 19",
    "NO93 8601 1117 947",
    "CH93 0076 2011 6238 5295 7",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    "LC55 HEMM 0001 0001 0012 0012 0002 3015",
    "QA58 DOHB 0000 1234 5678 90AB CDEF G",
    "TN59 1000 6035 1835 9847 8831",
)
"""The examples of the registry."""
GAPS = ("", " ", "\u00a0", "\u202f", "-", ".", "\u2011", " - ")
CARDS = ("4242 4242 4242 4242", "5555 5555 5555 4444", "2223 0031 2200 3222", "3782 822463 10005", "6011 1111 1111 1117")


def taken_out(text: str) -> str:
    return without_bank_numbers(text, "[compte]", "[carte]")


@pytest.mark.parametrize("iban", IBANS)
@pytest.mark.parametrize("gap", GAPS)
def test_an_iban_of_any_country_is_taken_out_however_it_is_written(iban: str, gap: str) -> None:
    written = gap.join(iban.split()) if len(gap) < 3 else iban.replace(" ", "-", 1)
    for number in (written, written.lower(), written.replace(iban[:2], f"{iban[:2]} ", 1)):
        for around in ("{}", "Mon IBAN : {}.", "({})", "« {} »", "a\n{}\nb", "IBAN{}", "le {} merci", "{}, {} ou {} ?"):
            assert taken_out(around.replace("{}", number)) == around.replace("{}", "[compte]")


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.data())
def test_an_iban_with_right_check_digits_is_taken_out_and_one_with_others_stays(country: str, data: st.DataObject) -> None:
    length = IBAN_LENGTHS[country] - 4
    account = data.draw(st.from_regex(rf"[0-9]{{{length}}}", fullmatch=True))
    check = 98 - int("".join(str(int(char, 36)) for char in f"{account}{country}00")) % 97
    assert taken_out(f"le {country}{check:02} {account}, svp") == "le [compte], svp"
    wrong = f"le {country}{check % 96 + 3:02}"
    assert taken_out(f"{wrong} {account}, svp").startswith(wrong)


@pytest.mark.parametrize("rib", ["20041 01005 0500013M026 06", "30006 00001 12345678901 89", "30006-00001-12345678901-89"])
def test_an_account_given_without_its_country_is_taken_out(rib: str) -> None:
    assert taken_out(f"RIB : {rib}.") == "RIB : [compte]."
    assert taken_out(f"RIB : {rib[:-1]}0.") == f"RIB : {rib[:-1]}0."


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("gap", GAPS[:-1])
def test_the_number_of_a_card_is_taken_out(card: str, gap: str) -> None:
    number = gap.join(card.split())
    assert taken_out(f"ma carte {number}, merci") == "ma carte [carte], merci"
    wrong = f"ma carte {number[:-1]}{(int(number[-1]) + 1) % 10}, merci"
    assert taken_out(wrong) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "",
        "de 12 000 euros pour tous les projets de la promotion",
        "FR76 3000 6000 0112 3456 7890 188",
        "FR76 3000 6000 0112 3456 7890 1890",
        "ZZ89 3704 0044 0532 0130 00",
        "SIRET 732 829 320 00074",
        "en 2022 2023 2024 2025",
        "4 000 5 000 6 000 7 000 €",
        "dossier EL12345678901234567890123",
        "réf. AB12-3456-7890",
    ],
)
def test_what_is_no_number_of_a_bank_stays(text: str) -> None:
    assert taken_out(text) == text
