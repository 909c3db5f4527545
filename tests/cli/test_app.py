"""Each command: what it prints, what it says when it is badly used, and its exit code."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eig_bot.cli import app as cli
from eig_bot.messages import answers as answers_messages
from eig_bot.messages import check as check_messages
from eig_bot.messages import cli as messages
from eig_bot.messages import evaluation as evaluation_messages
from eig_bot.messages import importing as importing_messages
from eig_bot.messages import journal as journal_messages
from eig_bot.messages import knowledge as knowledge_messages
from eig_bot.messages import learning as learning_messages
from eig_bot.messages import report as report_messages
from eig_bot.messages import settings as settings_messages
from tests.garden import CALL, CONTACT, FOLDER, page, plainly, write

COMMANDS = {
    "ask": messages.ASK,
    "backup": journal_messages.BACKUP,
    "chat": messages.CHAT,
    "check": check_messages.COMMAND,
    "eval": evaluation_messages.COMMAND,
    "export": journal_messages.EXPORT,
    "import": importing_messages.COMMAND,
    "learn": learning_messages.COMMAND,
    "purge": journal_messages.PURGE,
    "report": report_messages.COMMAND,
    "run": messages.RUN,
    "status": messages.STATUS,
}


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path) -> None:
    """No settings but ours, and an empty working folder."""
    for name in [name for name in os.environ if name.startswith(("EIG_BOT_", "SLACK_"))] + ["PORT"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EIG_BOT_KNOWLEDGE", str(FOLDER))
    monkeypatch.setenv("EIG_BOT_DATA", str(data))
    monkeypatch.setenv("EIG_BOT_TODAY", "2031-04-10")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, typed: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8"))
        with pytest.raises(SystemExit) as left:
            cli.main(list(arguments))
        shown = capsys.readouterr()
        return Outcome(int(left.value.code or 0), shown.out, shown.err)

    return run


def lines(*rows: object) -> bytes:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows).encode()


# --- usage ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stats"], "« stats » n’est pas une commande. Vouliez-vous écrire « status » ? Voyez eig-bot --help."),
        (["chek"], "« chek » n’est pas une commande. Vouliez-vous écrire « check » ? Voyez eig-bot --help."),
        (["zzz"], "« zzz » n’est pas une commande. Voyez eig-bot --help."),
        (["--colour"], "« --colour » n’est pas une option. Voyez --help."),
        (["ask", "--fast", "arroser"], "« --fast » n’est pas une option. Voyez --help."),
        (["ask", "arroser", "--knowledge"], "L’option « --knowledge » attend une valeur."),
        (["ask", "--json=oui", "arroser"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["status", "arroser"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["ask"], "Écrivez une question, ou un fichier avec --batch."),
        (["ask", "--json"], "Écrivez une question, ou un fichier avec --batch."),
        (["ask", "arroser", "--batch", "q.jsonl", "--json"], "Donnez une question ou --batch, pas les deux."),
        (["ask", "--batch", "q.jsonl"], "--batch répond en JSON : ajoutez --json."),
        (
            ["ask", "--batch", "q.jsonl", "--json"],
            "Le fichier « q.jsonl » ne peut pas être lu. Vérifiez son nom et ses droits d’accès.",
        ),
        (["ask", "--batch", ".", "--json"], "Le fichier « . » ne peut pas être lu. Vérifiez son nom et ses droits d’accès."),
        (["eval", "--misses"], "L’option « --misses » attend une valeur."),
        (["report", "--days"], "L’option « --days » attend une valeur."),
        (["report", "--days", "0"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["check", "--json", "--format", "github"], "Choisissez --json ou --format, pas les deux."),
        (["check", "--format"], "L’option « --format » attend une valeur."),
        (["check", "--format", "gitlab"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["run"], settings_messages.NO_SLACK_TOKENS),
    ],
)
def test_bad_usage_gets_one_sentence_and_exit_code_two(run: Run, arguments: list[str], sentence: str) -> None:
    found = run(*arguments)
    assert (found.code, found.out, plainly(found.err)) == (2, "", f"{plainly(sentence)}\n")


@pytest.mark.parametrize("command", [["ask", "arroser"], ["chat"], ["check"], ["eval"], ["status"], ["run", "--terminal"]])
def test_a_missing_folder_is_named(run: Run, command: list[str]) -> None:
    found = run(*command, "--knowledge", "absent")
    assert (found.code, found.err) == (2, f"{knowledge_messages.no_such_folder('absent')}\n")


def test_a_folder_without_a_page_says_so(run: Run, folder: Path) -> None:
    found = run("ask", "arroser", "--knowledge", str(folder))
    assert (found.code, found.err) == (2, f"{knowledge_messages.nothing_to_serve(str(folder), None)}\n")


def test_a_folder_without_a_good_page_names_the_first_problem(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": "du texte"})
    found = run("status", "--knowledge", str(folder))
    assert found.code == 2
    assert f"ruche.md:1:1: {knowledge_messages.NO_FRONT_MATTER}" in found.err


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("EIG_BOT_TODAY", "demain", "La variable EIG_BOT_TODAY vaut « demain » : il faut une date comme 2026-11-24."),
        ("PORT", "0", "La variable PORT vaut « 0 » : il faut un nombre de 1 à 65535."),
        ("SLACK_BOT_TOKEN", "xapp-1", "La variable SLACK_BOT_TOKEN doit commencer par « xoxb- ». N’avez-vous pas interverti"),
    ],
)
def test_a_bad_variable_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    monkeypatch.setenv(name, value)
    found = run("status")
    assert found.code == 2
    assert plainly(found.err).startswith(sentence)


@pytest.mark.parametrize("arguments", [[], *([command] for command in COMMANDS)])
def test_help_is_in_french_for_every_command(run: Run, arguments: list[str]) -> None:
    found = run(*arguments, "--help")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Usage\u00a0: eig-bot")
    assert messages.OPTION_HELP in found.out
    assert not re.search(r"\b(?:Show|this message|and exit|Commands|TEXT|PATH|Error)\b", found.out)


def test_the_help_lists_each_command_with_what_it_does(run: Run) -> None:
    found = " ".join(run("--help").out.split())
    assert list(COMMANDS) == sorted(cli.cli.commands)
    for command, what in COMMANDS.items():
        assert f"{command} {' '.join(what.split())}" in found


def test_without_a_command_the_help_is_shown_as_bad_usage(run: Run) -> None:
    found = run()
    assert (found.code, found.out) == (2, "")
    assert found.err == run("--help").out


# --- ask --------------------------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_heading_text_and_source(run: Run) -> None:
    found = run("ask", "combien", "coûte", "une", "parcelle ?")
    assert (found.code, found.err) == (0, "")
    assert plainly(found.out).startswith("Combien coûte une parcelle ?\n\nLa cotisation est de 24 € par an")
    assert "Source : https://jardins.example/cotisation/" in plainly(found.out)


def test_a_question_that_is_not_ours_is_no_failure_of_the_command(run: Run) -> None:
    found = run("ask", "quelle est la capitale de l'Australie")
    assert (found.code, found.err) == (0, "")


def test_a_question_in_json_gives_one_line(run: Run) -> None:
    (found,) = run("ask", "--json", "combien coûte une parcelle").objects
    assert list(found) == ["id", "question", "kind", "confidence", "text", "results"]
    assert (found["question"], found["kind"]) == ("combien coûte une parcelle", "answer")


def test_the_folder_of_the_option_wins_over_the_variable(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    assert "juillet" in run("ask", "quand récolter le miel de la ruche", "--knowledge", str(folder)).out


def test_without_option_or_variable_the_folder_is_knowledge(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EIG_BOT_KNOWLEDGE")
    write(tmp_path / "knowledge", {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    assert run("check").out.startswith("Tout est en ordre")


# --- ask --batch ------------------------------------------------------------------------------------------------------


def test_a_batch_is_answered_in_its_order(run: Run, tmp_path: Path) -> None:
    asked = [{"id": f"q{at}", "question": text} for at, text in enumerate(["que mettre au compost", "bonjour", "", "🌱"])]
    (tmp_path / "q.jsonl").write_bytes(lines(*asked))
    found = run("ask", "--batch", "q.jsonl", "--json")
    assert found.code == 0
    assert [{"id": row["id"], "question": row["question"]} for row in found.objects] == asked


def test_a_batch_is_read_from_standard_input_too(run: Run) -> None:
    found = run("ask", "--batch", "-", "--json", typed=lines({"id": 1, "question": "bonjour"}))
    assert [row["kind"] for row in found.objects] == ["small_talk"]


def test_a_bad_line_gets_an_error_in_its_place_and_exit_code_one(run: Run) -> None:
    typed = lines({"id": 1, "question": "bonjour"}, "pas du JSON", {"id": 3}, {"id": 4, "question": "merci"})
    found = run("ask", "--batch", "-", "--json", typed=typed)
    assert found.code == 1
    assert [row["id"] for row in found.objects] == [1, None, 3, 4]
    assert found.objects[1] == {"id": None, "error": messages.bad_line(2)}
    assert found.objects[2] == {"id": 3, "error": messages.bad_line(3)}


def test_an_empty_batch_gives_nothing(run: Run) -> None:
    assert run("ask", "--batch", "-", "--json") == Outcome(0, "", "")


def test_the_history_of_a_line_is_its_thread(run: Run) -> None:
    row = {"id": 1, "question": "et pour les étudiants ?", "history": ["combien coûte une parcelle"]}
    (found,) = run("ask", "--batch", "-", "--json", typed=lines(row)).objects
    assert found["results"][0]["section"] == "Combien coûte une parcelle ?"


@pytest.mark.parametrize("text", ["a\u2028b", "a\x85b", "a\u2029b", "\ud83d", "\x00\x1b[31m", '"\\'])
def test_an_answer_stays_on_one_line_of_valid_utf8(run: Run, text: str) -> None:
    found = run("ask", "--batch", "-", "--json", typed=lines({"id": text, "question": f"{text} arroser"}))
    assert (found.code, len(found.out.splitlines())) == (0, 1)
    assert found.out.encode()
    assert found.objects[0]["id"] == text


# --- status -----------------------------------------------------------------------------------------------------------

STATES = {
    "2030-12-01": {"state": "announced", "days_left": None},
    "2031-04-10": {"state": "open", "days_left": 35},
    "2031-05-15": {"state": "open", "days_left": 0},
    "2031-05-16": {"state": "closed", "days_left": None},
}
SENTENCES = {
    "2030-12-01": f"{CALL} n’est pas encore ouvert. Il ouvrira le samedi 1er mars 2031",
    "2031-04-10": f"{CALL} est ouvert. Il ferme le jeudi 15 mai 2031 à 23 h 59 : il vous reste 35 jours.",
    "2031-05-15": f"{CALL} est ouvert, mais il ferme aujourd’hui à 23 h 59.",
    "2031-05-16": f"{CALL} est fermé depuis le 15 mai 2031.\nLes résultats : https://jardins.example/laureats/",
}


@pytest.mark.parametrize(("today", "state"), STATES.items())
def test_the_status_in_json_follows_the_date_that_is_set(
    run: Run, monkeypatch: pytest.MonkeyPatch, today: str, state: dict[str, object]
) -> None:
    monkeypatch.setenv("EIG_BOT_TODAY", today)
    (found,) = run("status", "--json").objects
    assert found.items() >= state.items()


@pytest.mark.parametrize(("today", "sentence"), SENTENCES.items())
def test_the_status_in_words_follows_it_too(run: Run, monkeypatch: pytest.MonkeyPatch, today: str, sentence: str) -> None:
    monkeypatch.setenv("EIG_BOT_TODAY", today)
    assert plainly(run("status").out).startswith(sentence)


def test_without_a_call_the_status_says_that_none_is_known(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    assert run("status", "--knowledge", str(folder)).out == f"{answers_messages.NO_CALL}\n"
    assert run("status", "--json", "--knowledge", str(folder)).objects == [{"state": "none", "opens": None, "closes": None}]


def test_each_of_several_calls_has_its_line(run: Run, folder: Path) -> None:
    calls = "calls:\n  - {name: Ruches, closes: 2031-05-15}\n  - {name: Nichoirs, opens: 2031-06-01}\n"
    write(folder, {"appels.md": f"---\ntitle: Appels\n{calls}---\nDeux appels.\n"})
    assert [row["name"] for row in run("status", "--json", "--knowledge", str(folder)).objects] == ["Ruches", "Nichoirs"]
    out = plainly(run("status", "--knowledge", str(folder)).out)
    assert out.index("L’appel « Ruches » est ouvert.") < out.index("L’appel « Nichoirs » n’est pas encore ouvert.")


# --- check ------------------------------------------------------------------------------------------------------------


def test_a_folder_in_order_passes_the_check(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Du miel.")})
    found = run("check", "--knowledge", str(folder))
    assert (found.code, plainly(found.out)) == (0, "Tout est en ordre : 1 page, 1 passage.\n")


def test_what_should_be_mended_is_shown_by_page_and_line_and_fails_nothing(run: Run) -> None:
    found = run("check")
    assert found.code == 0
    assert plainly(found.out).splitlines() == [
        "eau.md:18:18: « Restrictions de la sécheresse » n’est plus valable depuis le 31 octobre 2030. "
        "Mettez ce texte à jour, ou supprimez-le.",
        "8 pages, 20 passages ; 0 erreur, 1 avertissement.",
    ]


def test_the_check_follows_the_date_that_is_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIG_BOT_TODAY", "2030-10-31")
    assert "eau.md" not in run("check").out


def expecting(question: str) -> str:
    return page("La ruche", "Le miel se récolte en juillet.").replace("---\n", f"---\nexpect: [{question}]\n", 1)


def test_a_question_that_no_longer_brings_its_passage_fails_the_check(run: Run, folder: Path) -> None:
    pages = {f"{kind}.md": page(f"Tailler la haie de {kind}", "La haie se taille en mars.") for kind in ("buis", "if", "thuya")}
    pages["ruche.md"] = expecting("quand tailler la haie").replace("---\n", "---\nurl: https://jardins.example/ruche/\n", 1)
    write(folder, pages)
    found = run("check", "--knowledge", str(folder))
    assert found.code == 1
    assert plainly(found.out).startswith(
        "ruche.md:3:10: erreur : la question « quand tailler la haie » (expect) n’amène plus « La ruche »"
    )
    assert plainly(found.out).endswith("\n4 pages, 4 passages ; 1 erreur, 0 avertissement.\n")


def test_two_passages_with_one_phrasing_fail_the_check(run: Run, folder: Path) -> None:
    address = "https://jardins.example/"
    write(
        folder,
        {
            "haie.md": page("La haie", "La haie se taille en mars.", ["à quel mois ?", "tailler"], url=address),
            "ruche.md": page("La ruche", "Le miel se récolte en juillet.", ["À quel mois ?", "récolter"], url=address),
        },
    )
    found = run("check", "--knowledge", str(folder))
    assert found.code == 1
    assert plainly(found.out).startswith(
        "ruche.md:5:5: erreur : la question « À quel mois ? » est aussi celle de « La haie » (haie.md:5). "
    )


def test_each_problem_is_shown_with_its_place_and_exit_code_one(run: Run, folder: Path) -> None:
    write(
        folder,
        {"ruche.md": page("La ruche", "Du miel."), "haie/if.md": "du texte", "site.yml": "contact: a@b.example\nnom: x\n"},
    )
    found = run("check", "--knowledge", str(folder))
    assert found.code == 1
    assert f"haie/if.md:1:1: {check_messages.ERROR}{knowledge_messages.NO_FRONT_MATTER}\n" in found.out
    assert re.search(r"^site\.yml:2:1: erreur : « nom » n’est pas une clé connue", plainly(found.out), re.MULTILINE)
    assert plainly(found.out).rstrip().splitlines()[-1].startswith("1 page, 1 passage ; 2 erreurs, 0 avertissement")


def test_a_warning_alone_does_not_fail_the_check(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Du miel."), "vide.md": page("Vide", "")})
    found = run("check", "--knowledge", str(folder))
    assert found.code == 0
    assert f"vide.md:1:1: {knowledge_messages.NO_TEXT}\n" in found.out


def broken_and_empty(folder: Path) -> Path:
    return write(folder, {"ruche.md": "du texte", "vide.md": page("Vide", "")})


def test_the_check_in_json_is_one_object_with_the_same_exit_code(run: Run, folder: Path) -> None:
    found = run("check", "--json", "--knowledge", str(broken_and_empty(folder)))
    (report,) = found.objects
    assert (found.code, found.err, report["errors"], report["warnings"]) == (1, "", 1, 1)
    assert [(row["path"], row["severity"]) for row in report["problems"]] == [("ruche.md", "error"), ("vide.md", "warning")]


def test_the_check_for_github_annotates_each_line_from_the_root_of_the_repository(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.chdir(broken_and_empty(folder).parent)
    found = run("check", "--format", "github", "--knowledge", folder.name)
    assert found.code == 1
    assert found.out.splitlines() == [
        f"::error file=pages/ruche.md,line=1,col=1::{knowledge_messages.NO_FRONT_MATTER}",
        f"::warning file=pages/vide.md,line=1,col=1::{knowledge_messages.NO_TEXT}",
        check_messages.summary(1, 0, 1, 1),
    ]


# --- eval -------------------------------------------------------------------------------------------------------------

PRICE = {"page": "cotisation.md", "section": "Combien coûte une parcelle ?", "style": "clean", "topic": "prix"}


def test_without_a_file_the_folders_own_questions_are_asked(run: Run) -> None:
    found = run("eval")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("2 questions.\n\n")
    assert re.search(r"^Ensemble +2 +100,0 % +100,0 % +0,0 % +0,0 %$", plainly(found.out), re.MULTILINE)
    assert "Questions manquées" not in found.out


def test_several_files_make_one_set_of_figures(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"q": "combien coûte une parcelle", **PRICE}, {"q": "composter", **PRICE}))
    (tmp_path / "b.jsonl").write_bytes(lines({"q": "quelle est la capitale de l'Australie", "kind": "far"}))
    (found,) = run("eval", "a.jsonl", "b.jsonl", "--json").objects
    assert (found["questions"], found["right"]["count"], found["off_topic"]["far"]["questions"]) == (2, 1, 1)
    assert found["by_style"]["clean"]["right"] == found["by_topic"]["prix"]["right"] == {"count": 1, "share": 0.5}
    assert [miss["question"] for miss in found["misses"]] == ["composter"]


def test_a_question_set_is_read_from_standard_input_too(run: Run) -> None:
    (found,) = run("eval", "-", "--json", typed=lines({"q": "combien coûte une parcelle", **PRICE})).objects
    assert (found["questions"], found["right"]["count"]) == (1, 1)


def test_only_so_many_misses_are_shown(run: Run) -> None:
    typed = lines(*({"q": f"composter {at} feuilles", **PRICE} for at in range(12)))
    assert "Questions manquées (10 sur 12)" in run("eval", "-", typed=typed).out
    assert "Questions manquées (2 sur 12)" in run("eval", "-", "--misses", "2", typed=typed).out
    assert "Questions manquées" not in run("eval", "-", "--misses", "0", typed=typed).out


def test_a_bad_row_gets_one_sentence_with_its_place_and_exit_code_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(lines({"q": "prix ?", **PRICE}, "pas du JSON"))
    found = run("eval", "q.jsonl")
    assert (found.code, found.out) == (2, "")
    assert plainly(found.err) == "q.jsonl:2: il faut un objet JSON avec « q », le texte de la question.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.jsonl"], "Le fichier « absent.jsonl » ne peut pas être lu."),
        (["--misses", "-1"], "Cette commande ne se lit pas ainsi. Voyez --help."),
        (["--misses", "dix"], "Cette commande ne se lit pas ainsi. Voyez --help."),
    ],
)
def test_a_bad_evaluation_says_why(run: Run, arguments: list[str], sentence: str) -> None:
    found = run("eval", *arguments)
    assert (found.code, found.out) == (2, "")
    assert plainly(found.err).startswith(sentence)


def test_a_folder_that_expects_nothing_has_nothing_to_measure(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    found = run("eval", "--knowledge", str(folder))
    assert (found.code, found.out) == (0, f"{evaluation_messages.NO_QUESTIONS}\n")


# --- chat, run --terminal ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["chat"], ["run", "--terminal"]])
def test_a_conversation_with_piped_lines_ends_with_them(run: Run, command: list[str]) -> None:
    found = run(*command, typed="combien coûte une parcelle\n\net pour les étudiants ?\n".encode())
    assert (found.code, found.err) == (0, "")
    assert found.out.count("La cotisation est de 24 €") == 2
    assert found.out.endswith(f"{answers_messages.GOODBYE}\n")


def test_running_in_the_terminal_says_how_to_connect_slack(run: Run) -> None:
    assert run("run", "--terminal").out.startswith(messages.CONNECT_SLACK)


def test_what_is_interrupted_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "converse", interrupt)
    found = run("chat")
    assert (found.code, found.err.strip()) == (130, messages.INTERRUPTED)


# --- settings, colours ------------------------------------------------------------------------------------------------


def test_the_env_file_of_the_working_folder_is_read(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EIG_BOT_TODAY")
    (tmp_path / ".env").write_text("EIG_BOT_TODAY=2031-05-15\n", encoding="utf-8")
    assert run("status", "--json").objects[0]["days_left"] == 0


def test_a_variable_wins_over_the_env_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EIG_BOT_TODAY=2031-05-15\n", encoding="utf-8")
    assert run("status", "--json").objects[0]["days_left"] == 35


@pytest.mark.parametrize(
    "arguments", [["ask", "combien coûte une parcelle"], ["status"], ["check"], ["ask", "l'eau au jardin"], ["zzz"], ["chat"]]
)
def test_no_colour_is_sent_to_a_pipe(run: Run, arguments: list[str]) -> None:
    found = run(*arguments, typed=b"bonjour\n")
    assert "\x1b" not in found.out + found.err


# --- as a process of its own ------------------------------------------------------------------------------------------


def process(*arguments: str, typed: str = "", folder: Path = FOLDER) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eig_bot", *arguments, "--knowledge", str(folder)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_module_runs_as_a_process(tmp_path: Path) -> None:
    found = process("chat", typed="louez-vous des vélos électriques\nbonjour\n")
    assert (found.returncode, found.stderr) == (0, "")
    assert CONTACT in found.stdout
    assert "\x1b" not in found.stdout
    assert found.stdout.endswith(f"{answers_messages.GOODBYE}\n")
    assert {path.name for path in tmp_path.iterdir()} <= {"data"}


def test_the_exit_code_of_a_process_is_that_of_its_command(folder: Path) -> None:
    write(folder, {"ruche.md": "du texte"})
    found = process("check", folder=folder)
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout.startswith("ruche.md:1:1: ")


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "eig_bot", "ask", "--batch", "-", "--json", "--knowledge", str(FOLDER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        running.stdin.write(lines(*[{"id": at, "question": "arroser"} for at in range(50)]))
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0
