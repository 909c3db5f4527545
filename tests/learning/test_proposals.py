"""From what people made known to a phrasing in a file: what is proposed, what it would change, and `eig-bot learn`."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eig_bot.answers.answer import Kind
from eig_bot.answers.responder import Responder
from eig_bot.cli import app as cli
from eig_bot.editing.edits import EditError
from eig_bot.journal.journal import Journal
from eig_bot.journal.keys import Keys
from eig_bot.journal.lessons import Decision, name_of
from eig_bot.journal.questions import Question
from eig_bot.journal.repository import new_id
from eig_bot.journal.requests import Asking, Recipient
from eig_bot.knowledge.library import Library
from eig_bot.knowledge.passage import KnowledgeBase, Passage
from eig_bot.learning import proposals as learning
from eig_bot.learning.dialogue import effect_lines
from eig_bot.learning.effect import Changed, Effect, Measured, State, effect_of, measure, says_the_same
from eig_bot.learning.proposals import Proposal
from eig_bot.messages import learning as messages
from eig_bot.search.ranker import Ranker
from tests.garden import FOLDER, SPRING, page, plainly, write

SECRET = "un secret de seize lettres"
HOUR = "À quelle heure arroser ?"
NOON = "doucher ses tomates en plein soleil"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path) -> None:
    monkeypatch.setenv("EIG_BOT_DATA", str(data))
    monkeypatch.setenv("EIG_BOT_SECRET_KEY", SECRET)
    monkeypatch.setenv("EIG_BOT_TODAY", "2031-04-10")
    monkeypatch.delenv("EIG_BOT_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal.open(tmp_path / "data", Keys(SECRET))) as journal:
        yield journal


@pytest.fixture
def jardins(tmp_path: Path) -> Path:
    """The garden programme without its `expect:` questions: an effect takes two fits, which few tests need."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "jardins"))
    for file in folder.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^( *)expect:\n(?:\1  - .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    return folder


@pytest.fixture
def measured(jardins: Path) -> Path:
    """The garden programme as it is."""
    return Path(shutil.copytree(FOLDER, jardins, dirs_exist_ok=True))


def read(folder: Path) -> KnowledgeBase:
    return Library(folder).load()


def under(folder: Path, section: str) -> Passage:
    return next(passage for passage in read(folder).passages if passage.section == section)


def ask(journal: Journal, text: str, kind: str = "suggestions", times: int = 1) -> str:
    """Record a question and return the id of its last asking."""
    for _ in range(times):
        asked = Question(new_id(), SPRING, "quelqu'un", "dm", text, kind, None, 0.3, 5)
        journal.questions.record(asked)
    return asked.id


def choose(journal: Journal, text: str, passage: Passage | None, clicks: int = 1) -> None:
    for _ in range(clicks):
        journal.feedback.choose(ask(journal, text), "quelqu'un", passage.identity if passage else None)


def reply(journal: Journal, text: str, passage: Passage, question_id: str | None = None) -> None:
    asking = Asking(new_id(), text, Recipient("U0HABITANT"), question_id)
    journal.requests.add(asking)
    journal.requests.nearest(asking.id, passage.identity)


def proposed(journal: Journal, folder: Path) -> tuple[Proposal, ...]:
    return learning.proposals(journal, read(folder), folder)


# --- what is proposed -------------------------------------------------------------------------------------------------


def test_what_most_people_showed_comes_first_and_what_nobody_showed_last(journal: Journal, jardins: Path) -> None:
    hour, tools = under(jardins, HOUR), under(jardins, "Emprunter un outil")
    ask(journal, "planter un baobab nain", "no_answer", times=9)
    choose(journal, "un arrosoir à midi pile", hour)
    choose(journal, NOON, hour, clicks=2)
    reply(journal, "la bêche du voisin", tools, ask(journal, "la bêche du voisin", "no_answer"))
    reply(journal, "la bêche du voisin", tools)
    reply(journal, "la bêche du voisin", tools)
    assert [(one.question, one.passage) for one in proposed(journal, jardins)] == [
        ("la bêche du voisin", tools),
        (NOON, hour),
        ("un arrosoir à midi pile", hour),
        ("planter un baobab nain", None),
    ]


def test_a_proposal_says_how_often_it_was_asked_and_from_what_it_comes(journal: Journal, jardins: Path) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, hour, clicks=2)
    choose(journal, NOON, under(jardins, "Emprunter un outil"))
    choose(journal, NOON, None)
    reply(journal, NOON, hour, ask(journal, NOON, "no_answer"))
    (found,) = proposed(journal, jardins)
    assert found == Proposal(name_of(NOON), NOON, hour, asked=5, chosen=2, replied=1, refused=1, unanswered=1)


def test_a_passage_that_has_gone_leaves_the_next_one_or_none(journal: Journal, jardins: Path) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, replace(hour, heading_path=("Ailleurs",)), clicks=2)
    assert [one.passage for one in proposed(journal, jardins)] == [None]
    choose(journal, NOON, hour)
    assert [one.passage for one in proposed(journal, jardins)] == [hour]


@pytest.mark.parametrize(
    "text",
    [
        "Peut-on arroser à MIDI ?",
        "L’heure pour ouvrir l’arrosage quand il fait chaud",
        "louez-vous des vélos électriques ?",
        "arroser",
        "arroser ?!",
        "j'arrose à midi, écrivez-moi à moi@jardins.example",
        "j'arrose à midi, appelez le 06 12 34 56 78",
        "et à midi ?",
        f"arroser {'très ' * 40}tard",
    ],
)
def test_what_could_not_be_learnt_is_left_out(journal: Journal, measured: Path, text: str) -> None:
    choose(journal, text, under(measured, HOUR))
    assert proposed(journal, measured) == ()


@pytest.mark.parametrize("text", ["où arroser", "et si je pars en vacances, quelqu'un peut-il arroser mes salades ?"])
def test_what_stands_alone_is_proposed_however_it_opens(journal: Journal, jardins: Path, text: str) -> None:
    choose(journal, text, under(jardins, HOUR))
    assert [one.question for one in proposed(journal, jardins)] == [text]


def test_a_pasted_text_is_proposed_on_one_line(journal: Journal, jardins: Path) -> None:
    ask(journal, "arroser\n  en\u00a0août\x1b[2J", "no_answer")
    assert [one.question for one in proposed(journal, jardins)] == ["arroser en août[2J"]


def test_a_page_that_takes_no_phrasings_is_named_and_nothing_is_proposed_for_it(journal: Journal, jardins: Path) -> None:
    asked = "questions:\n  - title: Quand semer ?\n    desc: En avril.\n  - title: Que semer ?\n    desc: Des fèves.\n"
    write(jardins, {"semis.md": f"---\ntitle: Semis\ndesc: Semer au jardin\n{asked}---\n"})
    for section in ("Quand semer ?", "Que semer ?"):
        choose(journal, f"pour mes fèves : {section}", under(jardins, section))
    assert proposed(journal, jardins) == ()
    (why,) = learning.refusals(journal, read(jardins), jardins)
    assert plainly(why).startswith("semis.md:5:1: « questions » est ici le contenu de la page")


def test_a_proposal_is_found_by_its_name_until_someone_decides(journal: Journal, jardins: Path) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    assert learning.find(journal, read(jardins), jardins, proposal.name) == proposal
    learning.decide(journal, jardins, proposal, Decision.SKIPPED)
    assert learning.find(journal, read(jardins), jardins, proposal.name) is None


# --- what it would change ---------------------------------------------------------------------------------------------


@pytest.fixture
def haies(folder: Path) -> Path:
    """Two pages with a question each that the words of one page alone do not find."""
    ruche = page("La ruche", "Le miel se récolte en juillet.", ["récolter le miel", "quand ouvrir la ruche"])
    haie = page("La haie", "La haie se taille en mars.", ["tailler la haie", "à quel mois couper les branches"])
    return write(
        folder,
        {
            "ruche.md": ruche.replace("questions:", "expect: [vider les cadres au printemps]\nquestions:", 1),
            "haie.md": haie.replace("questions:", "expect: [tailler la haie au printemps]\nquestions:", 1),
        },
    )


def test_an_effect_tells_which_expected_questions_change_and_touches_no_file(haies: Path) -> None:
    before = measure(read(haies), SPRING)
    proposal = Proposal("nom", "vider les cadres d'une ruche", under(haies, "La ruche"), asked=1)
    found = effect_of(proposal, before, SPRING)
    (change,) = found.changed
    assert (change.question, change.after) == ("vider les cadres au printemps", State.RIGHT)
    assert change.before < change.after
    assert (found.before.right, found.after.right, len(found.after.states)) == (1, 2, 2)
    assert found.after.helpful >= found.before.helpful
    assert says_the_same(read(haies), before.responder.knowledge)


def test_losses_come_before_gains_and_what_stays_is_left_out(responder: Responder) -> None:
    asked = [(text, "La haie") for text in ("gagne", "perd", "reste", "perd tout")]
    before = Measured(responder, dict(zip(asked, (State.MISSED, State.RIGHT, State.HELPFUL, State.RIGHT), strict=True)))
    after = Measured(responder, dict(zip(asked, (State.HELPFUL, State.HELPFUL, State.HELPFUL, State.MISSED), strict=True)))
    assert Effect(before, after).changed == (
        Changed("perd tout", State.RIGHT, State.MISSED),
        Changed("perd", State.RIGHT, State.HELPFUL),
        Changed("gagne", State.MISSED, State.HELPFUL),
    )
    assert [(one.right, one.helpful) for one in (before, after)] == [(2, 3), (0, 3)]


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


def test_an_effect_is_what_the_written_file_does(journal: Journal, haies: Path) -> None:
    proposal = Proposal("nom", "vider les cadres d'une ruche", under(haies, "La ruche"), asked=1)
    foreseen = effect_of(proposal, measure(read(haies), SPRING), SPRING).after
    learning.accept(journal, haies, proposal)
    assert says_the_same(read(haies), foreseen.responder.knowledge)
    assert measure(read(haies), SPRING).states == foreseen.states


def test_the_effect_of_a_question_for_others_is_foreseen_too(journal: Journal, haies: Path) -> None:
    proposal = Proposal("nom", "vider les cadres de mon vélo", None, asked=1)
    foreseen = effect_of(proposal, measure(read(haies), SPRING), SPRING, is_off_topic=True).after
    learning.decide(journal, haies, proposal, Decision.OFF_TOPIC)
    assert says_the_same(read(haies), foreseen.responder.knowledge)


def test_another_passage_is_searched_by_a_few_words(jardins: Path) -> None:
    found = learning.candidates(Responder(Ranker(read(jardins))), "arroser midi", SPRING)
    assert found[0] == under(jardins, HOUR)
    assert len(found) <= learning.CANDIDATES


# --- what a person decides --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "path"), [(Decision.ACCEPTED, "eau.md"), (Decision.OFF_TOPIC, "hors-sujet.yml"), (Decision.SKIPPED, None)]
)
def test_what_was_decided_is_written_and_not_proposed_again(
    journal: Journal, jardins: Path, decision: Decision, path: str | None
) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    written = learning.decide(journal, jardins, proposal, decision)
    assert (written.path if written else None) == path
    assert path is None or f"- {NOON}\n" in (jardins / path).read_text(encoding="utf-8")
    assert proposed(journal, jardins) == ()
    assert journal.lessons.decided() == {proposal.name}
    shutil.copytree(FOLDER, jardins, dirs_exist_ok=True)
    assert proposed(journal, jardins) == ()


def test_what_could_not_be_written_is_proposed_again(journal: Journal, jardins: Path) -> None:
    choose(journal, NOON, under(jardins, HOUR))
    (proposal,) = proposed(journal, jardins)
    (jardins / "eau.md").write_text(page("L'eau au jardin", "Coupée."), encoding="utf-8")
    with pytest.raises(EditError):
        learning.accept(journal, jardins, proposal)
    assert [one.passage for one in proposed(journal, jardins)] == [None]


def test_a_proposal_without_a_passage_cannot_be_accepted(journal: Journal, jardins: Path) -> None:
    with pytest.raises(ValueError, match="passage"):
        learning.accept(journal, jardins, Proposal("nom", NOON, None, asked=1))


# --- eig-bot learn ----------------------------------------------------------------------------------------------------

Learn = Callable[..., Result]


@pytest.fixture
def learn(jardins: Path) -> Learn:
    def learn(*typed: str, options: tuple[str, ...] = ()) -> Result:
        arguments = ["learn", "--knowledge", str(jardins), *options]
        found = CliRunner().invoke(cli.cli, arguments, input="".join(f"{line}\n" for line in typed))
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


def test_a_page_that_others_edit_meanwhile_is_read_again(journal: Journal, jardins: Path, learn: Learn) -> None:
    hour = under(jardins, HOUR)
    choose(journal, NOON, hour, clicks=2)
    choose(journal, "un arrosoir la nuit", hour)
    decide = learning.decide

    def decide_and_edit(*arguments: object) -> object:
        written = decide(*arguments)  # type: ignore[arg-type]
        text = (jardins / "eau.md").read_text(encoding="utf-8")
        (jardins / "eau.md").write_text(text.replace("avant 9 h", "avant 8 h"), encoding="utf-8")
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "decide", decide_and_edit)
        shown = learn("a", "a").stdout
    assert "Arrosez avant 8 h" in plainly(shown)
    assert under(jardins, HOUR).questions[-2:] == (NOON, "un arrosoir la nuit")
    assert "avant 8 h" in under(jardins, HOUR).text


def test_a_page_that_cannot_be_written_says_so_and_the_next_question_comes(
    journal: Journal, jardins: Path, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(journal, NOON, under(jardins, HOUR))

    def refuse(*_: object) -> None:
        raise EditError("eau.md: non.")

    monkeypatch.setattr(learning, "decide", refuse)
    shown = learn("a").stdout
    assert "eau.md: non.\n" in plainly(shown)
    assert messages.LATER in shown


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
