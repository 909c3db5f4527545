"""`eig-bot learn`: what is shown, what is typed, what is written."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.cli import app as cli
from eig_bot.journal.journal import Journal
from eig_bot.learning.dialogue import effect_lines
from eig_bot.learning.effect import Effect, Measured, State
from eig_bot.messages import editing as editing_messages
from eig_bot.messages import learning as messages
from eig_bot.search.ranker import Ranker
from tests.garden import SPRING, page, plainly, write
from tests.learning.asked import HOUR, NOON, ask, choose, proposed, read, under


def test_an_effect_fits_on_one_screen(responder: Responder) -> None:
    asked = [(f"q{at}", "La haie") for at in range(9)]
    before = Measured(responder, dict.fromkeys(asked, State.MISSED))
    gained = Measured(responder, {**before.states, asked[0]: State.RIGHT, asked[1]: State.HELPFUL})
    assert [plainly(line) for line in effect_lines(Effect(before, gained))] == [
        "Questions « expect » justes : 0,0 % avant, 11,1 % après ; utiles : 0,0 % avant, 22,2 % après.",
        "  + devient utile : « q1 »",
        "  + devient juste : « q0 »",
    ]
    assert [plainly(line) for line in effect_lines(Effect(gained, before))[1:]] == [
        "  − n’est plus utile : « q0 »",
        "  − n’est plus utile : « q1 »",
    ]
    right = Measured(responder, dict.fromkeys(asked, State.RIGHT))
    helpful = Measured(responder, dict.fromkeys(asked, State.HELPFUL))
    lines = [plainly(line) for line in effect_lines(Effect(right, helpful))]
    assert lines[1] == "  − n’est plus juste, mais reste utile : « q0 »"
    assert (len(lines), lines[-1]) == (8, "  et 3 autres.")


Learn = Callable[..., Result]


@pytest.fixture
def learn(jardins: Path) -> Learn:
    def learn(*typed: str, options: tuple[str, ...] = (), meanwhile: Callable[[], object] = list) -> Result:
        arguments = ["learn", "--knowledge", str(jardins), *options]
        lines = "".join(f"{line}\n" for line in typed).encode()
        found = CliRunner().invoke(cli.cli, arguments, input=Typing(lines, meanwhile))
        assert found.exit_code == 0, found.output
        return found

    return learn


def test_a_suggestion_that_was_clicked_becomes_a_phrasing_that_is_answered(
    journal: Journal, measured: Path, learn: Learn
) -> None:
    choose(journal, NOON, under(measured, HOUR), clicks=2)
    found = learn("a")
    shown = plainly(found.stdout)
    assert shown.startswith(f"\nQuestion 1 sur 1\n« {NOON} »\nPosée 2 fois (choix de ce passage : 2).\n")
    assert f"Passage proposé : « {HOUR} » (eau.md)\n  Arrosez avant 9 h ou après 20 h" in shown
    assert "Questions « expect » justes : 100,0 % avant, 100,0 % après ; utiles : 100,0 % avant, 100,0 % après." in shown
    assert messages.NO_CHANGE in found.stdout
    assert "Ajoutée : eau.md:15\n" in shown
    assert "1 question dans les pages, 0 hors sujet, 0 sautée." in shown

    assert (measured / "eau.md").read_text(encoding="utf-8").splitlines()[14] == f"      - {NOON}"
    answer = Responder(Ranker(read(measured))).respond(NOON, now=SPRING)
    assert (answer.kind, answer.results[0].passage.section) == (Kind.ANSWER, HOUR)
    assert plainly(learn().stdout) == plainly(f"{messages.NOTHING_TO_LEARN}\n")


def test_nothing_that_a_person_wrote_commands_the_terminal(journal: Journal, jardins: Path, learn: Learn) -> None:
    choose(journal, "l'eau\x9b2J \x1b]0;titre\x07 du\x85 \u202esoir", under(jardins, HOUR), clicks=2)
    for options in ((), ("--patch",)):
        found = learn("s", options=options)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", click.unstyle(found.output))


def test_each_proposal_has_its_own_decision(journal: Journal, jardins: Path, learn: Learn) -> None:
    hour = under(jardins, HOUR)
    for clicks, text in enumerate(("un arrosoir la nuit", "ma carte de piscine", NOON), 2):
        choose(journal, text, hour, clicks)
    shown = plainly(learn("A", "hors sujet", "sauter").stdout)
    assert [line for line in shown.splitlines() if line.startswith("Question ")] == [f"Question {at} sur 3" for at in (1, 2, 3)]
    assert f"- {NOON}\n" in (jardins / "eau.md").read_text(encoding="utf-8")
    assert "- ma carte de piscine\n" in (jardins / "hors-sujet.yml").read_text(encoding="utf-8")
    assert "1 question dans les pages, 1 hors sujet, 1 sautée." in shown
    assert proposed(journal, jardins) == ()


def test_another_passage_is_found_by_words_chosen_by_number_and_shown_before_it_is_accepted(
    journal: Journal, jardins: Path, learn: Learn
) -> None:
    ask(journal, "planter un baobab nain", "no_answer")
    found = learn("p", "emprunter outils", "1", "a")
    assert messages.NO_PASSAGE in found.stdout
    shown = plainly(found.stdout)
    assert "1. Emprunter un outil (outils.md)\n" in shown
    assert shown.index("Passage proposé : « Emprunter un outil » (outils.md)") < shown.index("Ajoutée : outils.md")
    assert "planter un baobab nain" in under(jardins, "Emprunter un outil").questions


def test_the_search_goes_on_until_a_number_of_its_list_and_an_empty_line_goes_back(
    journal: Journal, jardins: Path, learn: Learn
) -> None:
    before = read(jardins)
    choose(journal, NOON, under(jardins, HOUR))
    shown = learn("p", "9", "zzz", "").stdout
    assert messages.LATER in shown
    assert read(jardins) == before
    assert [one.question for one in proposed(journal, jardins)] == [NOON]


@pytest.mark.parametrize("typed", [(), ("q",), ("quitter",)])
def test_the_end_of_what_is_typed_ends_it_with_nothing_decided(
    journal: Journal, jardins: Path, learn: Learn, typed: tuple[str, ...]
) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    choose(journal, "un arrosoir la nuit", under(jardins, HOUR))
    assert "0 question dans les pages, 0 hors sujet, 0 sautée." in plainly(learn(*typed).stdout)
    assert len(proposed(journal, jardins)) == 2


def test_an_answer_that_does_not_fit_leaves_the_question_for_later(journal: Journal, jardins: Path, learn: Learn) -> None:
    ask(journal, "planter un baobab nain", "no_answer")
    ask(journal, "planter un séquoia", "no_answer", times=2)
    shown = learn("a", "oui").stdout
    assert shown.count(messages.WHAT) == shown.count(messages.LATER) == 2
    assert len(proposed(journal, jardins)) == 2


def test_a_patch_holds_what_was_accepted_and_nothing_is_written(
    journal: Journal, jardins: Path, learn: Learn, tmp_path: Path
) -> None:
    before, hour = read(jardins), under(jardins, HOUR)
    for clicks, text in enumerate(("ma carte de piscine", "un arrosoir la nuit", NOON), 1):
        choose(journal, text, hour, clicks)
    found = learn("a", "a", "h", options=("--patch",))
    assert read(jardins) == before
    assert journal.lessons.decided() == frozenset()
    assert found.stdout.startswith("diff --git a/jardins/eau.md b/jardins/eau.md\n--- a/jardins/eau.md\n+++ b/jardins/eau.md\n")
    assert "À ajouter : eau.md:15" in plainly(found.stderr)

    subprocess.run(["git", "apply", "-"], input=found.stdout.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert under(jardins, HOUR).questions[-2:] == (NOON, "un arrosoir la nuit")
    assert read(jardins).off_topic[-1] == "ma carte de piscine"
    assert proposed(journal, jardins) == ()


def test_a_patch_without_an_addition_is_empty(journal: Journal, jardins: Path, learn: Learn) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    assert learn("s", options=("--patch",)).stdout == ""
    assert proposed(journal, jardins) == ()


class Typing(BytesIO):
    """Lines that a person types, who does something else before the first."""

    def __init__(self, lines: bytes, first: Callable[[], object]) -> None:
        super().__init__(lines)
        self._first: Callable[[], object] | None = first

    def readline(self, size: int | None = -1, /) -> bytes:
        if self._first:
            self._first()
        self._first = None
        return super().readline(size)


def test_a_page_that_others_edit_meanwhile_is_read_again(journal: Journal, jardins: Path, learn: Learn) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, hour, clicks=2)
    choose(journal, "un arrosoir la nuit", hour)
    text = (jardins / "eau.md").read_text(encoding="utf-8").replace("avant 9 h", "avant 8 h")
    shown = learn("a", "a", meanwhile=lambda: (jardins / "eau.md").write_text(text, encoding="utf-8")).stdout
    assert "Arrosez avant 8 h" in plainly(shown)
    assert under(jardins, HOUR).questions[-2:] == (NOON, "un arrosoir la nuit")
    assert "avant 8 h" in under(jardins, HOUR).text


def test_a_page_that_cannot_be_written_says_so_and_the_next_question_comes(
    journal: Journal, jardins: Path, learn: Learn
) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    shown = learn("a", meanwhile=(jardins / "eau.md").unlink).stdout
    assert f"eau.md: {editing_messages.PASSAGE_GONE}\n" in shown
    assert messages.LATER in shown
    assert [one.question for one in proposed(journal, jardins)] == [NOON]


def test_a_folder_without_expected_questions_says_that_nothing_is_measured(journal: Journal, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.", ["récolter le miel"])})
    choose(journal, "vider les cadres", under(folder, "La ruche"))
    shown = CliRunner().invoke(cli.cli, ["learn", "--knowledge", str(folder)], input="a\n").stdout
    assert messages.NOT_MEASURED in shown
    assert under(folder, "La ruche").questions == ("récolter le miel", "vider les cadres")


def test_pages_that_take_no_phrasings_are_named_before_the_first_question(
    journal: Journal, jardins: Path, learn: Learn
) -> None:
    write(jardins, {"semis.md": "---\ntitle: Semis\ndesc: Semer\nquestions: Tout savoir en avril.\n---\nSemez.\n"})
    choose(journal, "mes semis en mai", under(jardins, "Semis"))
    shown = plainly(learn().stdout)
    assert shown.startswith("semis.md:4:1: « questions » est ici le contenu de la page")
    assert shown.endswith(plainly(f"{messages.NOTHING_TO_LEARN}\n"))
