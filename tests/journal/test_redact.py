"""Addresses and numbers that identify a person are taken out of a text; amounts, dates and articles stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.journal.redact import MAX_TEXT, kept_text, redacted, storable
from eig_bot.messages.journal import ACCOUNT, CARD, EMAIL, PHONE, SOCIAL_SECURITY

PHONES = (
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "0612345678",
    "06 1234 5678",
    "06\u00a012\u00a034\u00a056\u00a078",
    "06\u202f12\u202f34\u202f56\u202f78",
    "01 23 45 67 89",
    "+33 6 12 34 56 78",
    "+33612345678",
    "+33.6.12.34.56.78",
    "+33(0)6 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "+33 (0) 6.12.34.56.78",
    "+33(0)612345678",
    "0033 6 12 34 56 78",
    "0033612345678",
    "00 33 6 12 34 56 78",
    "0692 12 34 56",
    "+262 692 12 34 56",
    "+32 470 12 34 56",
)
EMAILS = (
    "moi@exemple.fr",
    "MOI@EXEMPLE.FR",
    "prenom.nom@exemple.gouv.fr",
    "nom+jardin@exemple.fr",
    "nom_1%a@sous-domaine.exemple.fr",
    "hélène.müller@exemple.fr",
    "accueil@mairie-clairval.été.example",
    "moi @ exemple.fr",
    "moi(at)exemple.fr",
    "moi [at] exemple.fr",
)
SOCIAL_SECURITY_NUMBERS = (
    "1 85 05 78 006 084 36",
    "1 85 05 78 006 084",
    "185057800608436",
    "1850578006084",
    "2.85.05.78.006.084.36",
    "2-85-05-78-006-084-36",
    "2\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a036",
    "1850578006084 36",
    "1 85 05 2A 006 084 36",
    "2 85 05 2B 006 084",
    "285052b00608436",
    "2 85 05 97 411 084 36",
    "7 85 05 99 123 456 36",
)
KINDS = [(text, PHONE) for text in PHONES] + [(text, EMAIL) for text in EMAILS]
KINDS += [(text, SOCIAL_SECURITY) for text in SOCIAL_SECURITY_NUMBERS]
KINDS += [("FR76 3000 6000 0112 3456 7890 189", ACCOUNT), ("4242 4242 4242 4242", CARD)]


@pytest.mark.parametrize(("private", "word"), KINDS)
def test_what_identifies_a_person_is_taken_out_wherever_it_stands(private: str, word: str) -> None:
    for around in ("{}", "Contact : {}.", "({})", "« {} »", "a\n{}\nb", "<{}>", "ou {}, ou {} ?"):
        assert redacted(around.format(private, private)) == around.format(word, word)


def test_the_label_and_the_number_of_a_link_are_both_taken_out() -> None:
    assert redacted("mailto:moi@exemple.fr tel:+33612345678") == f"mailto:{EMAIL} tel:{PHONE}"


@pytest.mark.parametrize("between", [" ", "/", " / ", "-", ", ", "\n", " ou "])
def test_two_numbers_side_by_side_are_both_taken_out(between: str) -> None:
    for gap in (" ", "."):
        numbers = [gap.join(("06", "12", "34", "56", "78")), gap.join(("01", "23", "45", "67", "89"))]
        assert redacted(between.join(numbers)) == between.join((PHONE, PHONE))


def test_several_in_one_text_are_all_taken_out() -> None:
    text = "moi@exemple.fr, 06 12 34 56 78 ou 01 23 45 67 89 (1 85 05 78 006 084 36)"
    assert redacted(text) == f"{EMAIL}, {PHONE} ou {PHONE} ({SOCIAL_SECURITY})"


def test_a_text_is_kept_by_its_beginning_cut_once_it_is_redacted() -> None:
    assert kept_text(f"{'eau ' * (MAX_TEXT // 4 - 1)}06 12 34 56 78")[-8:] == "eau [tél"
    assert len(kept_text("eau " * MAX_TEXT)) == MAX_TEXT


@pytest.mark.parametrize(("text", "kept"), [("a\0b", "ab"), ("a\ud83d b", "a b"), ("é🧑‍🌾\n", "é🧑‍🌾\n")])
def test_what_databases_and_seals_refuse_is_taken_out(text: str, kept: str) -> None:
    assert storable(text) == redacted(text) == kept


PAIRS = st.lists(st.from_regex(r"[0-9]{2}", fullmatch=True), min_size=4, max_size=4)


@given(
    st.sampled_from(("0", "+33", "+33 ", "+33(0)", "+33 (0) ", "0033", "0033 ")),
    st.from_regex(r"[1-9]", fullmatch=True),
    PAIRS,
    st.sampled_from(("", " ", ".", "-", "\u00a0", "\u202f")),
)
def test_any_french_phone_number_is_taken_out(prefix: str, first: str, pairs: list[str], gap: str) -> None:
    number = prefix + gap.join([first, *pairs])
    assert redacted(f"Appelez le {number}, svp") == f"Appelez le {PHONE}, svp"


@given(
    st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2])([0-8][0-9]|9[0-5]|2[AB])[0-9]{6}", fullmatch=True),
    st.from_regex(r"([0-9]{2})?", fullmatch=True),
    st.sampled_from(("", " ", "\u00a0")),
)
def test_any_social_security_number_is_taken_out(number: str, key: str, gap: str) -> None:
    parts = [number[:1], number[1:3], number[3:5], number[5:7], number[7:10], number[10:], key]
    assert redacted(f"Le {gap.join(filter(None, parts))}, svp") == f"Le {SOCIAL_SECURITY}, svp"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "combien coûte une parcelle ?",
        "20 000 €",
        "de 12 000 à 15 000 euros, 3 500,50 €",
        "1 234 567 890 €",
        "2022-03-18",
        "18/03/2022",
        "18.03.2022",
        "du 24/01/2022 au 18/03/2022",
        "le 01.03.2022 10:30",
        "2022-03-18T23:59",
        "le 1er mars 2022 à 10 h 30",
        "10 mois",
        "2 ou 3 agents, 40 000 € brut",
        "article 12 345 678",
        "article L. 332-24 du code",
        "loi n° 2019-828 du 6 août 2019",
        "3939, 15, 112",
        "75007 Paris",
        "SIRET 123 456 789 00012",
        "SIREN 123 456 789",
        "@equipe dans le canal",
        "5 @ 3 €",
        "10 20 30 40 50",
    ],
)
def test_what_identifies_nobody_stays(text: str) -> None:
    assert redacted(text) == text
