"""What is told is true on the day: pages that are published, days that are deadlines, calls that are open."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Run
from tests.folders.conftest import Typed
from tests.folders.pages import CANTEEN, FILE, HERE, NEXT
from tests.garden import page, plainly, write


@pytest.fixture
def on(typed: Typed, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run a command on the folder, on a day."""

    def command(day: str, *words: str) -> Outcome:
        monkeypatch.setenv("EIG_BOT_TODAY", day)
        return Outcome(*typed(*words, "--knowledge", str(folder)))

    return command


# --- published --------------------------------------------------------------------------------------------------------

UNPUBLISHED = ("draft: true", "published: false", "publish: false", "publishDate: 2031-04-11", "expiryDate: 2031-04-10")
PUBLISHED = ("draft: false", "published: true", "publish: true", "publishDate: 2031-04-10", "expiryDate: 2031-04-11")


@pytest.mark.parametrize("key", UNPUBLISHED)
def test_a_page_that_is_not_published_is_not_served(on: Run, folder: Path, key: str) -> None:
    name, value = key.split(": ")
    write(folder, {"eau.md": page("L’eau", "Un robinet."), "miel.md": page("Le miel", "Du miel.", **{name: value})})
    assert {found["page"] for found in on("2031-04-10", "ask", "--json", "le miel").objects[0]["results"]} <= {"eau.md"}
    assert "1 page n’est pas publiée" in plainly(on("2031-04-10", "check").out)


@pytest.mark.parametrize("key", PUBLISHED)
def test_a_page_that_is_published_is_served(on: Run, folder: Path, key: str) -> None:
    name, value = key.split(": ")
    write(folder, {"miel.md": page("Le miel", "Du miel.", **{name: value})})
    assert on("2031-04-10", "ask", "--json", "le miel").objects[0]["results"][0]["page"] == "miel.md"
    assert "publiée" not in on("2031-04-10", "check").out


@pytest.mark.parametrize(
    ("day", "served"),
    {
        "2031-04-09": ["eau.md", "tarif.md"],
        "2031-04-10": ["eau.md", "fete.md", "tarif.md"],
        "2031-04-12": ["eau.md", "fete.md", "tarif.md"],
        "2031-04-13": ["eau.md", "tarif.md"],
    }.items(),
)
def test_a_folder_of_drafts_and_days_serves_what_is_published_that_day(typed: Typed, day: str, served: list[str]) -> None:
    code, out, _ = typed("check", "--json", "--on", day, "--knowledge", str(HERE / "dates"))
    report = json.loads(out)
    assert (code, report["files"], report["unpublished"]) == (0, len(served), 6 - len(served))


POST = page("La récolte", "Des courges.")
COMING = {
    "_posts/2031-04-11-recolte.md": POST,
    "blog/_posts/2031-4-11-recolte.md": POST,
    "_posts/2031-04-01-recolte.md": page("La récolte", "Des courges.", date="2031-04-10 17:30:00 -0500"),
    "_recettes/soupe.md": page("La soupe", "Des courges.", date="2031-04-11"),
}


@pytest.mark.parametrize("path", COMING)
def test_a_post_of_jekyll_is_served_from_its_day_on(on: Run, folder: Path, path: str) -> None:
    write(folder, {"_config.yml": "collections: [recettes]\n", "eau.md": page("L’eau", "Un robinet."), path: COMING[path]})
    assert json.loads(on("2031-04-10", "check", "--json").out)["unpublished"] == 1
    assert "courges" not in on("2031-04-10", "ask", "que faire des courges ?").out
    assert "courges" in on("2031-04-11", "ask", "que faire des courges ?").out


@pytest.mark.parametrize(
    ("configuration", "path"),
    [
        ("_config.yml", "recolte.md"),
        ("mkdocs.yml", "docs/recolte.md"),
        (".obsidian/app.json", "recolte.md"),
    ],
)
def test_a_day_to_come_is_only_a_day_where_no_tool_waits_for_it(on: Run, folder: Path, configuration: str, path: str) -> None:
    write(folder, {configuration: "", path: page("La récolte", "Des courges.", date="2031-04-11")})
    assert json.loads(on("2031-04-10", "check", "--json").out)["unpublished"] == 0


# --- deadlines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["L’arrêté du 3 mars 2020 sera appliqué.", "Le tarif est de 5 euros à partir du 1er janvier 2024."]
)
def test_a_day_that_is_no_deadline_makes_nothing_dated(on: Run, folder: Path, text: str) -> None:
    write(folder, {"tarif.md": page("Le tarif", text)})
    assert "datée" not in on("2031-04-10", "ask", "le tarif").out


def test_a_date_alone_makes_no_post_of_a_page(on: Run, folder: Path) -> None:
    write(folder, {"miel.md": page("Le miel", "Du miel.", date="2029-04-10")})
    assert "Article" not in on("2031-04-10", "ask", "le miel").out


# --- the day a call opens ---------------------------------------------------------------------------------------------

CALLS = {file.name: file.read_text(encoding="utf-8") for file in (HERE / "calls").iterdir()}


@pytest.mark.parametrize(
    ("day", "state"),
    {
        "2031-01-31": "L’appel « Jardins 2031 » n’est pas encore ouvert.",
        "2031-02-01": "L’appel « Jardins 2031 » est ouvert.",
        "2031-04-30": "L’appel « Jardins 2031 » est ouvert, mais il ferme aujourd’hui",
    }.items(),
)
def test_the_old_way_to_apply_comes_after_the_state_of_the_new_call(on: Run, folder: Path, day: str, state: str) -> None:
    write(folder, CALLS)
    (found,) = on(day, "ask", "--json", "à quel endroit déposer le dossier").objects
    assert (found["kind"], found["results"][0]["page"]) == ("answer", "dossier.md")
    assert plainly(found["text"]).startswith(state)


def test_the_check_tells_what_will_be_answered_that_day(on: Run, folder: Path) -> None:
    write(folder, CALLS)
    out = plainly(on("2030-12-01", "check", "--on", "2031-02-01").out)
    assert "à quel endroit déposer le dossier" in out
    assert out.index("L’appel « Jardins 2031 » est ouvert.") < out.index("le guichet ne prend plus rien")


def test_the_check_proposes_the_call_of_a_passage(on: Run, folder: Path) -> None:
    write(folder, {**CALLS, "dossier.md": FILE.replace("    call: Jardins 2030\n", "")})
    assert "call: Jardins 2030" in plainly(on("2031-02-01", "check").out)


def test_a_call_of_which_only_the_end_is_known_is_not_said_to_be_open(on: Run, folder: Path) -> None:
    write(folder, {"appel.md": NEXT.replace("opens: 2031-02-01, ", "")})
    assert on("2031-02-01", "status", "--json").objects[0]["state"] == "announced"
    assert "n’a pas de date d’ouverture" in plainly(on("2031-02-01", "check").out)


def test_the_results_are_linked_from_their_day_on(on: Run, folder: Path) -> None:
    results = "results_url: https://jardins.example/lus/, results_from: 2031-06-01"
    write(folder, {"appel.md": NEXT.replace("closes: 2031-04-30", f"closes: 2031-04-30, {results}")})
    assert "https://jardins.example/lus/" not in on("2031-05-31", "status").out
    assert "https://jardins.example/lus/" in on("2031-06-01", "status").out


# --- what cannot be read ----------------------------------------------------------------------------------------------

BROKEN = NEXT.replace("2031-04-30", "2031-04-31")


def test_a_call_whose_page_cannot_be_read_is_not_no_call(on: Run, folder: Path) -> None:
    write(folder, {"appel.md": BROKEN, "eau.md": page("L’eau", "Un robinet.")})
    found = on("2031-02-01", "status", "--json")
    assert found.objects[0]["state"] == "unreadable"
    assert "appel.md:4:" in found.err


def test_what_was_last_known_of_it_survives_a_restart(on: Run, folder: Path) -> None:
    write(folder, {"appel.md": NEXT, "eau.md": page("L’eau", "Un robinet.")})
    on("2031-02-01", "status")
    write(folder, {"appel.md": BROKEN})
    found = on("2031-02-01", "status", "--json").objects[0]
    assert (found["state"], found["closes"]) == ("unreadable", "2031-04-30T23:59")
    assert "L’appel « Jardins 2031 » est ouvert." in plainly(on("2031-02-01", "status").out)


def test_a_page_that_was_deleted_does_not(on: Run, folder: Path) -> None:
    write(folder, {"appel.md": NEXT, "eau.md": page("L’eau", "Un robinet.")})
    assert on("2031-02-01", "status", "--json").objects[0]["state"] == "open"
    (folder / "appel.md").unlink()
    assert on("2031-02-01", "status", "--json").objects[0]["state"] == "none"


# --- no call ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["quand ferme la cantine", "la cantine est-elle encore ouverte ?"])
def test_where_there_are_no_calls_what_closes_is_no_call(on: Run, folder: Path, question: str) -> None:
    write(folder, {"eau.md": page("L’eau", "Un robinet."), "vaisselle.md": page("La vaisselle", "Elle est prêtée.")})
    assert on("2031-04-10", "ask", "--json", question).objects[0]["kind"] != "call_status"


def test_a_question_that_names_a_call_is_told_that_there_is_none(on: Run, folder: Path) -> None:
    write(folder, {"cantine.md": CANTEEN.replace("open: true\n", "")})
    (found,) = on("2031-04-10", "ask", "--json", "l'appel à projets est-il ouvert ?").objects
    assert found["call"]["state"] == "none"


def test_where_there_are_no_calls_a_document_of_one_is_no_question_about_its_state(on: Run, folder: Path) -> None:
    write(folder, {"cantine.md": CANTEEN.replace("open: true\n", "")})
    asked = ("où est le cahier des charges de l'appel à projets ?", "qui fait le tri des candidats ?")
    assert [on("2031-04-10", "ask", "--json", text).objects[0]["kind"] == "call_status" for text in asked] == [False, False]


def test_an_open_canteen_is_no_call(on: Run, folder: Path) -> None:
    write(folder, {"cantine.md": CANTEEN})
    assert on("2031-04-10", "status", "--json").objects[0]["state"] == "none"


def test_an_open_page_that_calls_for_something_is_a_call(on: Run, folder: Path) -> None:
    write(
        folder, {"cantine.md": CANTEEN.replace("Elle ouvre à midi.", "L’appel à candidatures est ouvert jusqu’au 15/05/2031.")}
    )
    assert on("2031-04-10", "status", "--json").objects[0]["state"] == "open"
