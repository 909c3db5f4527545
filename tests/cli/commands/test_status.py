"""`eig-bot status`."""

from pathlib import Path

import pytest

from eig_bot.messages import answers as messages
from tests.cli.conftest import Run
from tests.garden import CALL, page, plainly, write

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
    assert run("status", "--knowledge", str(folder)).out == f"{messages.NO_CALL}\n"
    assert run("status", "--json", "--knowledge", str(folder)).objects == [{"state": "none", "opens": None, "closes": None}]


def test_each_of_several_calls_has_its_line(run: Run, folder: Path) -> None:
    calls = "calls:\n  - {name: Ruches, opens: 2031-03-01, closes: 2031-05-15}\n  - {name: Nichoirs, opens: 2031-06-01}\n"
    write(folder, {"appels.md": f"---\ntitle: Appels\n{calls}---\nDeux appels.\n"})
    assert [row["name"] for row in run("status", "--json", "--knowledge", str(folder)).objects] == ["Ruches", "Nichoirs"]
    out = plainly(run("status", "--knowledge", str(folder)).out)
    assert out.index("L’appel « Ruches » est ouvert.") < out.index("L’appel « Nichoirs » n’est pas encore ouvert.")
