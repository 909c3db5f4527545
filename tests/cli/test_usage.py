"""Click in French, whatever the command: help, and what is said of bad usage."""

import click
import pytest

from eig_bot.cli.usage import FrenchCommand, FrenchGroup, FrenchUsageError, in_french
from eig_bot.messages import cli as messages


@pytest.fixture
def garden() -> FrenchGroup:
    """Two commands, one of which refuses to plant by its own sentence."""

    @click.command("semer", cls=FrenchCommand, help="Sème des graines.")
    @click.option("--rang", type=int)
    @click.option("--vite", is_flag=True)
    def sow(rang: int | None, vite: bool) -> int:
        return 7 if vite else rang or 0

    @click.command("planter", cls=FrenchCommand, help="Plante un arbre.")
    def plant() -> None:
        raise FrenchUsageError("Attendez l’automne.")

    return FrenchGroup("jardin", commands=[sow, plant])


def said(group: FrenchGroup, *arguments: str) -> str:
    """Run what is badly used, and return what is said of it."""
    with pytest.raises(click.UsageError) as found:
        group.main(list(arguments), "jardin", standalone_mode=False)
    return in_french(found.value)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["planter"], "Attendez l’automne."),
        (["semmer"], messages.no_such_command("semmer", "semer")),
        (["zzz"], messages.no_such_command("zzz", None)),
        (["semer", "--loin"], messages.no_such_option("--loin")),
        (["semer", "--rang"], messages.missing_value("--rang")),
        (["semer", "--rang", "dix"], messages.BAD_USAGE),
        (["semer", "--vite=oui"], messages.BAD_USAGE),
        (["semer", "--help=oui"], messages.BAD_USAGE),
        (["semer", "des", "fèves"], messages.BAD_USAGE),
    ],
)
def test_bad_usage_is_said_in_one_sentence(garden: FrenchGroup, arguments: list[str], sentence: str) -> None:
    assert said(garden, *arguments) == sentence


def test_what_a_command_returns_is_handed_on(garden: FrenchGroup) -> None:
    assert garden.main(["semer", "--vite"], "jardin", standalone_mode=False) == 7


def test_help_is_in_french(garden: FrenchGroup, capsys: pytest.CaptureFixture[str]) -> None:
    garden.main(["--help"], "jardin", standalone_mode=False)
    assert capsys.readouterr().out.split("\n") == [
        f"{messages.USAGE}jardin [OPTIONS] COMMAND [ARGS]...",
        "",
        "Options:",
        f"  --help  {messages.OPTION_HELP}",
        "",
        f"{messages.COMMANDS}:",
        "  planter  Plante un arbre.",
        "  semer    Sème des graines.",
        "",
    ]
