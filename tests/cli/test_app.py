"""The command line as a whole: how a command is found, help, settings, errors, colours, exit codes."""

import io
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from eig_bot.cli.app import CommandFolder, cli
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
from tests.cli.conftest import Run, lines
from tests.garden import CONTACT, FOLDER, page, plainly, write
from tests.waiting import PATIENCE

COMMANDS = {
    "ask": messages.ASK,
    "backup": journal_messages.BACKUP,
    "chat": messages.CHAT,
    "check": check_messages.COMMAND,
    "eval": evaluation_messages.COMMAND,
    "export": journal_messages.EXPORT,
    "fit": messages.FIT,
    "import": importing_messages.COMMAND,
    "learn": learning_messages.COMMAND,
    "purge": journal_messages.PURGE,
    "report": report_messages.COMMAND,
    "run": messages.RUN,
    "status": messages.STATUS,
}


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
    write(folder, {"ruche.md": "---\ntitle: La ruche\n"})
    found = run("status", "--knowledge", str(folder))
    assert found.code == 2
    assert f"ruche.md:1:1: {knowledge_messages.FRONT_MATTER_WITHOUT_END}" in found.err


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
    assert list(COMMANDS) == cli.list_commands(click.Context(cli))
    for command, what in COMMANDS.items():
        assert f"{command} {' '.join(what.split())}" in found


def test_without_a_command_the_help_is_shown_as_bad_usage(run: Run) -> None:
    found = run()
    assert (found.code, found.out) == (2, "")
    assert found.err == run("--help").out


def test_the_folder_of_the_option_wins_over_the_variable(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    assert "juillet" in run("ask", "quand récolter le miel de la ruche", "--knowledge", str(folder)).out


def test_without_option_or_variable_the_folder_is_knowledge(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EIG_BOT_KNOWLEDGE")
    write(tmp_path / "knowledge", {"ruche.md": page("La ruche", "Le miel se récolte en juillet.")})
    assert "Tout est en ordre" in run("check").out


class Interrupted(io.BytesIO):
    """Standard input before which a person types Ctrl+C."""

    def readline(self, size: int | None = -1) -> bytes:
        raise KeyboardInterrupt(size)


def test_what_is_interrupted_says_so(run: Run) -> None:
    found = run("chat", typed=Interrupted())
    assert (found.code, found.err.strip()) == (130, messages.INTERRUPTED)


# --- commands that are found ------------------------------------------------------------------------------------------

COMMAND = "import click\n\n\n@click.command()\ndef command():\n    click.echo('semé')\n"


@pytest.fixture
def garden_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandFolder:
    """A group over a folder of its own, with one command that works and one that cannot be imported."""
    write(tmp_path, {"semer_.py": COMMAND, "tailler.py": "import nothing_of_the_kind"})
    package = ModuleType("garden_commands")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, package.__name__, package)
    return CommandFolder("jardin", package, "Jardine.")


def test_a_file_that_is_added_is_a_command_of_its_name(garden_commands: CommandFolder) -> None:
    assert garden_commands.list_commands(click.Context(garden_commands)) == ["semer", "tailler"]


def test_a_command_costs_the_import_of_no_other(garden_commands: CommandFolder, capsys: pytest.CaptureFixture[str]) -> None:
    garden_commands.main(["semer"], "jardin", standalone_mode=False)
    assert capsys.readouterr().out == "semé\n"


def test_a_file_that_is_deleted_is_no_command_any_more(garden_commands: CommandFolder, tmp_path: Path) -> None:
    (tmp_path / "semer_.py").unlink()
    assert garden_commands.get_command(click.Context(garden_commands), "semer") is None


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
        timeout=PATIENCE,
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
    write(folder, {"ruche.md": "---\ntitle: La ruche\n"})
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
        assert running.wait(PATIENCE) == 0
