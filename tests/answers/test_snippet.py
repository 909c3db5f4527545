"""The reader sees whole sentences of a passage, those that answer, with their words in bold and their links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eig_bot.answers.snippet import GAP, MAX_CHARACTERS, Run, Snippet, snippet
from eig_bot.search.message import Message
from eig_bot.search.ranker import Ranker
from tests.garden import bold

FILLER = (
    "Les allées sont larges et paillées.",
    "Chaque printemps, on taille les haies basses avant la montée de sève.",
    "Le lierre court le long du mur du fond, et personne ne songe plus à l’arracher.",
    "Un banc attend les promeneurs sous le tilleul, près du puits.",
    "Les merles y nichent volontiers.",
    "Le soir, les voisins arrosent à tour de rôle et parlent du temps qu’il fait.",
    "Quelques rangs de fèves bordent la clôture, dont le bois gris se fend un peu plus chaque hiver.",
    "On y entend l’horloge de la gare quand le vent vient de l’est.",
    "Les plus jeunes y apprennent le nom des oiseaux, et parfois celui des nuages.",
    "La cabane a été repeinte en vert.",
)
PRICE = "La cotisation est de 1 250,50 € par an."
DAY = "L’assemblée se tient le 14 mars 2031 dans la grande salle."
ADDRESS = "Pour le reste, voyez [le secrétariat](https://jardins.example/secretariat/)."
LONG = " ".join([*FILLER[:5], PRICE, DAY, *FILLER[5:], ADDRESS])


def shown(ranker: Ranker, text: str, question: str) -> Snippet:
    return snippet(text, ranker.rank(Message.read(question)).query)


@pytest.mark.parametrize(
    ("question", "fact"),
    {
        "combien ça coûte ?": "1 250,50 €",
        "quel est le montant": "1 250,50 €",
        "quand a lieu la réunion": "14 mars 2031",
        "à quelle date": "14 mars 2031",
        "à quelle adresse écrire": "le secrétariat",
        "parlez-moi des merles": "Les merles y nichent volontiers.",
    }.items(),
)
def test_the_sentence_with_the_fact_asked_for_is_kept(ranker: Ranker, question: str, fact: str) -> None:
    assert fact in shown(ranker, LONG, question).plain


@pytest.mark.parametrize("question", ["", "combien", "quand", "les merles", "le lierre du mur", "zzz"])
def test_a_long_text_is_cut_to_whole_sentences(ranker: Ranker, question: str) -> None:
    plain = shown(ranker, LONG, question).plain
    whole = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", LONG)
    assert len(plain) <= MAX_CHARACTERS
    assert all(re.search(rf"(?:^|\. ){re.escape(part)}(?: |$)", whole) for part in plain.removesuffix(GAP.rstrip()).split(GAP))


def test_what_is_left_out_is_marked_between_and_at_the_end(ranker: Ranker) -> None:
    endless = "Le lierre grimpe" + ", redescend et grimpe" * 20 + "."
    plain = shown(ranker, f"{LONG} {endless}", "quelle adresse").plain
    assert GAP in plain.removesuffix(GAP.rstrip())
    assert plain.endswith("…")


def test_sentences_stay_in_their_order(ranker: Ranker) -> None:
    plain = shown(ranker, LONG, "à quelle date et combien").plain
    assert plain.index("1 250,50 €") < plain.index("14 mars 2031")


def test_a_short_text_is_shown_whole(ranker: Ranker) -> None:
    text = f"{PRICE}\n{DAY}\n• Une bêche.\n• Un râteau."
    assert shown(ranker, text, "les merles").plain == text


def test_a_text_of_nothing_gives_nothing(ranker: Ranker) -> None:
    assert shown(ranker, "", "combien").runs == ()


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("la cotisation", "Une cotisation, deux cotisations.", ["cotisation", "cotisations"]),
        ("récolte", "La RECOLTE et les récoltes.", ["RECOLTE", "récoltes"]),
        ("le lopin", "Chaque parcelle a son robinet.", ["parcelle"]),
        ("les parselles", "Chaque parcelle a son robinet.", ["parcelle"]),
        ("eau", "Fermez l’eau le soir.", ["l’eau"]),
        ("3500 euros", "Un don de 3500 francs.", ["3500"]),
        ("est-ce que c'est la", "C'est la vie.", []),
    ],
)
def test_the_words_of_the_question_are_in_bold(ranker: Ranker, question: str, text: str, words: list[str]) -> None:
    assert bold(shown(ranker, text, question)) == words


def test_a_link_keeps_its_label_and_address(ranker: Ranker) -> None:
    links = [(run.text, run.url) for run in shown(ranker, LONG, "quelle adresse").runs if run.url]
    assert links == [("le secrétariat", "https://jardins.example/secretariat/")]


@pytest.mark.parametrize(
    ("link", "plain"),
    {
        "[a@jardins.example](mailto:a@jardins.example)": "a@jardins.example",
        "[Écrivez-nous](mailto:a@jardins.example)": "Écrivez-nous (a@jardins.example)",
        "[Voyez ici](https://jardins.example/)": "Voyez ici",
    }.items(),
)
def test_plain_text_shows_an_address_that_its_label_hides(ranker: Ranker, link: str, plain: str) -> None:
    assert shown(ranker, link, "contact").plain == plain


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG.replace("1 250", "1\u202f250"), id="narrow-space"),
        pytest.param(LONG.replace("14 mars", "1er mars"), id="first-of-the-month"),
        pytest.param(" ".join([*FILLER[:8], "Comptez 3.5 m de haie, cf. p. 12 du guide de M. Racine.", *FILLER]), id="points"),
    ],
)
@pytest.mark.parametrize("question", ["combien", "quand", "la haie", "le guide"])
def test_no_figure_date_or_abbreviation_is_cut(ranker: Ranker, text: str, question: str) -> None:
    parts = shown(ranker, text, question).plain.removesuffix(" …").split(GAP)
    assert all(part.endswith((".", "»")) and not part.endswith(("cf.", "p.", "M.", "3.")) for part in parts)


@pytest.mark.parametrize("fact", ["3 500 €", "le 14 mars 2031", "1 234 567 €", "12 000 euros", "du 1er au 15 mai 2031", "25 %"])
@pytest.mark.parametrize("before", range(575, 601, 3))
def test_one_endless_sentence_is_cut_before_a_figure_or_date(ranker: Ranker, fact: str, before: int) -> None:
    text = ("et la haie pousse, " * 40)[:before].rsplit(" ", 1)[0] + f" {fact} et la haie pousse" + " encore" * 20
    plain = shown(ranker, text, "zzz").plain
    assert len(plain) <= MAX_CHARACTERS
    assert fact in plain or not any(character.isdigit() for character in plain)


def test_an_item_brings_the_line_that_announces_its_list(ranker: Ranker) -> None:
    items = "\n".join(f"• {sentence}" for sentence in FILLER)
    plain = shown(ranker, f"{LONG}\nIl faut apporter :\n{items}\n• une courge bien mûre.", "une courge").plain
    assert "Il faut apporter :" in plain
    assert "• une courge bien mûre." in plain


MAIL = "[écrivez au comité](mailto:comite-des-jardins-partages@jardins.example)"


@given(
    st.lists(st.sampled_from([*FILLER, PRICE, DAY, ADDRESS, f"Sinon, {MAIL}.", "• un item", "Voici :"]), max_size=40),
    st.sampled_from([" ", "\n"]),
    st.sampled_from(["combien", "quand", "adresse mail", "les merles du jardin", ""]),
)
def test_any_passage_gives_at_most_six_hundred_characters_with_its_figures_whole(
    ranker: Ranker, sentences: list[str], gap: str, question: str
) -> None:
    plain = shown(ranker, gap.join(sentences), question).plain
    assert len(plain) <= MAX_CHARACTERS
    assert plain.count("1 250") == plain.count("1 250,50 € par an.")
    assert plain.count("14 mars") == plain.count("14 mars 2031 dans")


@given(st.text(max_size=2_000))
def test_any_text_gives_a_snippet_of_bounded_length(ranker: Ranker, text: str) -> None:
    assert len(shown(ranker, text, "combien coûte une parcelle").plain) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("run", "plain"),
    [
        (Run("écrivez-nous", url="mailto:miel@ruches.example"), "écrivez-nous (miel@ruches.example)"),
        (Run("miel@ruches.example", url="mailto:miel@ruches.example"), "miel@ruches.example"),
        (Run("la page", url="https://ruches.example"), "la page"),
        (Run("gras", bold=True), "gras"),
    ],
)
def test_plain_text_shows_an_address_that_only_a_link_knows(run: Run, plain: str) -> None:
    assert Snippet((run,)).plain == plain
