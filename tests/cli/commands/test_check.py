"""`eig-bot check`: what is shown of the problems, and the exit code."""

import json
import re
from pathlib import Path

import pytest

from eig_bot.messages import check as messages
from eig_bot.messages import knowledge as knowledge_messages
from tests.cli.conftest import Run
from tests.garden import page, plainly, write


def test_a_folder_in_order_passes_the_check(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Du miel.")})
    found = run("check", "--knowledge", str(folder))
    assert found.code == 0
    assert plainly(found.out).startswith("Tout est en ordre : 1 page, 1 passage.\n")


def test_what_should_be_mended_is_shown_by_page_and_line_and_fails_nothing(run: Run) -> None:
    found = run("check")
    assert found.code == 0
    problem, summary, alike, *pairs, expected = plainly(found.out).splitlines()
    assert problem == (
        "eau.md:18:18: « Restrictions de la sécheresse » n’est plus valable depuis le 31 octobre 2030. "
        "Mettez ce texte à jour, ou supprimez-le."
    )
    assert summary == "8 pages, 20 passages ; 0 erreur, 1 avertissement."
    assert alike.startswith("Les passages qui se confondent le plus :")
    assert (
        "  « Qui peut demander une parcelle ? » (parcelle.md:37) et « Comment demander une parcelle ? » (parcelle.md:41)"
        in pairs
    )
    assert expected == "Questions « expect » : 2 posées, 2 justes (100,0 %), 0 trompeuse (0,0 %)."


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
    assert "\n4 pages, 4 passages ; 1 erreur, 0 avertissement.\n" in plainly(found.out)


MISLED = {"haie.md": page("La haie", "La haie se taille en mars."), "ruche.md": expecting("la haie")}


def test_the_figures_of_the_expected_questions_are_those_of_eval(run: Run, folder: Path) -> None:
    write(folder, MISLED)
    measured = json.loads(run("eval", "--json", "--knowledge", str(folder)).out)
    checked = json.loads(run("check", "--json", "--knowledge", str(folder)).out)
    assert checked["expected"] == {name: measured[name] for name in checked["expected"]}
    assert checked["expected"]["misleading"] == {"count": 1, "share": 1.0}


@pytest.mark.parametrize(("limit", "code"), [("99 %", 1), ("100 %", 0)])
def test_more_misleading_answers_than_the_folder_bears_fail_the_check(run: Run, folder: Path, limit: str, code: int) -> None:
    write(folder, MISLED | {"site.yml": f"name: Jardins\nmisleading_limit: {limit}\n"})
    found = run("check", "--knowledge", str(folder))
    assert found.code == code
    assert ("site.yml:2:19: erreur : 100,0 % des réponses" in plainly(found.out)) is bool(code)
    assert "Questions « expect » : 1 posée, 0 juste (0,0 %), 1 trompeuse (100,0 %).\n" in plainly(found.out)


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
        {
            "ruche.md": page("La ruche", "Du miel."),
            "haie/if.md": "---\ntitle: If\n",
            "site.yml": "contact: a@b.example\nnom: x\n",
        },
    )
    found = run("check", "--knowledge", str(folder))
    assert found.code == 1
    assert f"haie/if.md:1:1: {messages.ERROR}{knowledge_messages.FRONT_MATTER_WITHOUT_END}\n" in found.out
    assert re.search(r"^site\.yml:2:1: erreur : « nom » n’est pas une clé connue", plainly(found.out), re.MULTILINE)
    assert plainly(found.out).rstrip().splitlines()[-2].startswith("1 page, 1 passage ; 2 erreurs, 0 avertissement")


def test_a_warning_alone_does_not_fail_the_check(run: Run, folder: Path) -> None:
    write(folder, {"ruche.md": page("La ruche", "Du miel."), "vide.md": page("Vide", "")})
    found = run("check", "--knowledge", str(folder))
    assert found.code == 0
    assert f"vide.md:1:1: {knowledge_messages.NO_TEXT}\n" in found.out


def broken_and_empty(folder: Path) -> Path:
    return write(folder, {"ruche.md": "---\ntitle: La ruche\n", "vide.md": page("Vide", "")})


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
        f"::error file=pages/ruche.md,line=1,col=1::{knowledge_messages.FRONT_MATTER_WITHOUT_END}",
        f"::warning file=pages/vide.md,line=1,col=1::{knowledge_messages.NO_TEXT}",
        messages.summary(1, 0, 1, 1),
    ]


def test_pages_that_are_not_published_are_counted_and_not_looked_at(run: Run, folder: Path) -> None:
    todo = {"a.md": page("A", "[à compléter]", draft="true"), "b.md": page("B", "[à compléter]", publishDate="2031-04-11")}
    write(folder, {"ruche.md": page("La ruche", "Du miel."), **todo})
    found = run("check", "--knowledge", str(folder))
    assert plainly(found.out).startswith(
        "Tout est en ordre : 1 page, 1 passage. "
        "2 pages ne sont pas publiées (brouillons, ou hors de leurs dates) : elles ne répondent à rien (a.md, b.md).\n"
    )
    assert run("check", "--json", "--knowledge", str(folder)).objects[0]["unpublished"] == 2
    assert "b.md:" in run("check", "--on", "2031-04-11", "--knowledge", str(folder)).out


# --- a day to come ----------------------------------------------------------------------------------------------------


def test_on_a_day_the_opening_questions_are_answered_as_they_will_be_then(run: Run, folder: Path) -> None:
    site = "opening_questions: [quand récolter le miel]\n"
    write(folder, {"ruche.md": page("La ruche", "Le miel se récolte en juillet."), "site.yml": site})
    found = run("check", "--on", "2031-02-01", "--knowledge", str(folder))
    assert found.code == 0
    assert "Ce qui sera répondu le samedi 1er février 2031 :\n\n• quand récolter le miel (ruche.md:" in plainly(found.out)
    (report,) = run("check", "--on", "2031-02-01", "--json", "--knowledge", str(folder)).objects
    assert [answer["question"] for answer in report["answers"]] == ["quand récolter le miel"]


def test_a_day_that_no_calendar_has_is_refused(run: Run) -> None:
    found = run("check", "--on", "2031-02-30")
    assert (found.code, found.err) == (2, f"{messages.bad_day('2031-02-30')}\n")
