"""Pages stand where they say, where the tool of their site puts them, or where `site.yml` says; else nowhere."""

from pathlib import Path

from eig_bot.knowledge.library import Library
from tests.garden import plainly, write

from .conftest import Typed

HERE = "address: https://jardins.example\n"
PAGES = {
    "guide/eau.md": "# L'eau\n\nArroser le soir. Voir [les bancs](../bancs.md) et [la fête](../actus/2031-04-10-fete.md).",
    "actus/2031-04-10-fete.md": "# La fête\n\nUne fête en avril.",
    "bancs.md": "# Les bancs\n\nUn banc par allée.",
    "plan.md": "---\nurl: /plan/\n---\n# Le plan\n\nIl est à la mairie.",
}


def addresses(folder: Path) -> dict[str, str | None]:
    return {passage.page: passage.url for passage in Library(folder).load().passages}


def test_without_a_rule_a_page_that_says_nothing_has_no_address(folder: Path) -> None:
    found = addresses(write(folder, {**PAGES, "site.yml": HERE}))
    assert found.pop("plan.md") == "https://jardins.example/plan/"
    assert set(found.values()) == {None}


def test_a_rule_gives_an_address_to_each_page_of_its_folder_and_to_links(folder: Path) -> None:
    rules = "addresses:\n  guide: /guide/{path}.html\n  actus: /{year}/{month}/{name}/\n"
    write(folder, {**PAGES, "site.yml": HERE + rules})
    assert addresses(folder) == {
        "guide/eau.md": "https://jardins.example/guide/eau.html",
        "actus/2031-04-10-fete.md": "https://jardins.example/2031/04/fete/",
        "bancs.md": None,
        "plan.md": "https://jardins.example/plan/",
    }
    (text,) = [passage.text for passage in Library(folder).load().passages if passage.page == "guide/eau.md"]
    assert text == "Arroser le soir. Voir les bancs et [la fête](https://jardins.example/2031/04/fete/)."


def test_one_rule_may_hold_for_all(folder: Path) -> None:
    write(folder, {**PAGES, "site.yml": f"{HERE}addresses: /{{path}}/\n"})
    assert addresses(folder)["bancs.md"] == "https://jardins.example/bancs/"


def test_a_rule_of_site_yml_comes_before_the_tools(folder: Path) -> None:
    write(folder, {"mkdocs.yml": "site_url: https://serre.example", "docs/a.md": "Bonjour à tous."})
    assert addresses(folder) == {"docs/a.md": "https://serre.example/a/"}
    write(folder, {"site.yml": f"{HERE}addresses:\n  docs: /doc/{{path}}\n"})
    assert addresses(folder) == {"docs/a.md": "https://jardins.example/doc/a"}


def test_links_of_a_folder_without_addresses_are_told_of_once(typed: Typed, folder: Path) -> None:
    write(folder, {"a.md": "Voir [[b]] et [b](b.md).", "b.md": "Voir [a](a.md) ou [rien](c.md)."})
    _, out, _ = typed("check", "--knowledge", str(folder))
    first, second, *_ = plainly(out).splitlines()
    assert first.startswith(
        "a.md:1:8: le lien « [[b]] » et 2 autres restent du texte, car aucune page de ce dossier n’a d’adresse."
    )
    assert second.startswith("b.md:1:26: le lien « c.md » reste du texte, car ce fichier n’est pas une page du dossier.")
