"""What `check` says of the front matter: dates, addresses, names that are spelt in two ways."""

from pathlib import Path

import pytest

from tests.check.linted import SITE, page, problems, said

URL = "url: https://jardins.example/aide/\n"


def only(folder: Path, front: str, pages: dict[str, str] | None = None) -> str:
    """Return the one line that is said of a page, without its path."""
    (line,) = said(folder, {"aide.md": page(front=front), **SITE, **(pages or {})})
    assert line.startswith("aide.md:")
    return line.removeprefix("aide.md:")


# --- dates ------------------------------------------------------------------------------------------------------------


def test_a_review_that_is_overdue_names_who_must_do_it(folder: Path) -> None:
    assert only(folder, f"{URL}owner: le rucher\nreview_by: 2031-04-09\n") == (
        "5:12: cette page devait être relue par le rucher avant le 9 avril 2031. "
        "Relisez-la, puis changez « reviewed » et « review_by »."
    )


def test_a_review_without_owner_names_none(folder: Path) -> None:
    assert only(folder, f"{URL}review_by: 2030-01-01\n").startswith(
        "4:12: cette page devait être relue avant le 1er janvier 2030. "
    )


def test_a_review_is_said_once_a_page(folder: Path) -> None:
    body = "Texte.\n\n## Semis\n\nEn mars.\n\n## Taille\n\nEn avril.\n"
    assert len(said(folder, {"aide.md": page(body, f"{URL}review_by: 2030-01-01\n")})) == 1


def test_a_review_may_not_be_dated_after_today(folder: Path) -> None:
    assert only(folder, f"{URL}reviewed: 2031-04-11\n") == (
        "4:11: la relecture est datée du 11 avril 2031, qui n’est pas encore venu. Corrigez « reviewed »."
    )


def test_the_next_review_may_not_come_before_the_last(folder: Path) -> None:
    assert only(folder, f"{URL}reviewed: 2031-04-01\nreview_by: 2031-03-01\n") == (
        "5:12: la prochaine relecture, prévue avant le 1er mars 2031, précède la dernière, du 1er avril 2031. "
        "Corrigez « review_by » ou « reviewed »."
    )


def test_a_text_that_is_no_longer_valid_is_said_where_the_date_stands_and_once(folder: Path) -> None:
    body = "Texte.\n\n## Semis\n\nEn mars.\n\n## Taille\n\nEn avril.\n"
    front = f"{URL}valid_until: 2031-04-09\npassages:\n  - heading: Taille\n    valid_until: 2030-12-31\n"
    assert said(folder, {"aide.md": page(body, front)}) == [
        "aide.md:4:14: « Aide » n’est plus valable depuis le 9 avril 2031. Mettez ce texte à jour, ou supprimez-le.",
        "aide.md:7:18: « Taille » n’est plus valable depuis le 31 décembre 2030. Mettez ce texte à jour, ou supprimez-le.",
    ]


def test_dates_that_are_today_are_in_order(folder: Path) -> None:
    front = f"{URL}reviewed: 2031-04-10\nreview_by: 2031-04-10\nvalid_until: 2031-04-10\n"
    assert said(folder, {"aide.md": page(front=front)}) == []


# --- addresses --------------------------------------------------------------------------------------------------------

WRONG = {
    "https://jardins.example/mon aide/": "contient une espace : le lien sera coupé. Retirez-la, ou remplacez-la par « %20 ».",
    "/mon aide/": "contient une espace : le lien sera coupé. Retirez-la, ou remplacez-la par « %20 ».",
    "http://jardins.example/": "n’est pas sécurisée. Commencez-la par « https:// », après avoir vérifié qu’elle s’ouvre.",
    "www.jardins.example": "ne commence pas par « https:// ». Écrivez « https://www.jardins.example ».",
    "ftp://jardins.example/": "ne commence pas par « https:// ». Écrivez-la comme « https://exemple.gouv.fr/page ».",
    "https://…": "ne mène à aucun site. Écrivez-la comme « https://exemple.gouv.fr/page ».",
    "https:///aide/": "ne mène à aucun site. Écrivez-la comme « https://exemple.gouv.fr/page ».",
}


@pytest.mark.parametrize(("address", "why"), WRONG.items())
def test_an_address_that_leads_nowhere_says_why(folder: Path, address: str, why: str) -> None:
    assert only(folder, f'url: "{address}"\n') == f"3:6: l’adresse « {address} » {why}"


@pytest.mark.parametrize(
    "address",
    [
        "https://jardins.example",
        "HTTPS://été.example:8080/aide?a=b#c",
        "https://intranet/aide",
        "/aide/",
        "aide/faq.html",
        "mailto:a@b.example",
    ],
)
def test_an_address_that_leads_somewhere_is_in_order(folder: Path, address: str) -> None:
    assert said(folder, {"aide.md": page(front=f"url: {address}\n"), **SITE}) == []


def test_the_addresses_of_passages_and_calls_are_looked_at_too(folder: Path) -> None:
    front = (
        f"{URL}passages:\n  - {{heading: Aide, url: http://a.example}}\n"
        "calls:\n  - {name: Printemps, opens: 2031-03-01, closes: 2031-05-15, results_url: www.b.example}\n"
    )
    found = said(folder, {"aide.md": page(front=front)})
    assert [line.partition(" « ")[0] for line in found] == ["aide.md:5:26: l’adresse", "aide.md:7:75: l’adresse"]


def test_relative_addresses_without_a_site_are_said_once(folder: Path) -> None:
    pages = {f"{name}.md": page(front=f"url: /{name}/\n") for name in ("aide", "eau", "haie")}
    assert said(folder, pages) == [
        "aide.md:3:6: l’adresse « /aide/ », comme 2 autres, ne mène nulle part, car celle du site n’est pas connue. "
        "Ajoutez « address: https://… » dans site.yml, ou écrivez l’adresse en entier."
    ]


def test_a_catalogue_is_a_folder_with_pages(folder: Path) -> None:
    (folder / "récoltes").mkdir()
    pages = {"récoltes/figues.md": page(), "site.yml": "catalogues:\n  - récoltes\n  - recoltes\n"}
    assert said(folder, pages) == [
        "site.yml:3:5: « catalogues » nomme le dossier « recoltes », qui n’a aucune page. "
        "Corrigez son nom, ou retirez cette ligne."
    ]


@pytest.mark.parametrize("contact", ["bonjour@jardins", "le comité", "mailto:bonjour@jardins.example"])
def test_a_contact_is_an_address_or_a_page(folder: Path, contact: str) -> None:
    pages = {"aide.md": page(), "site.yml": f"name: Jardins\ncontact: {contact}\n"}
    assert said(folder, pages) == [
        f"site.yml:2:10: « contact » vaut « {contact} », qui n’est ni une adresse électronique ni une page. "
        "Écrivez « equipe@exemple.gouv.fr », ou « https://exemple.gouv.fr/contact »."
    ]


@pytest.mark.parametrize("contact", ["bonjour@jardins.example", "https://jardins.example/contact"])
def test_a_contact_that_can_be_reached_is_in_order(folder: Path, contact: str) -> None:
    assert said(folder, {"aide.md": page(), "site.yml": f"contact: {contact}\n"}) == []


# --- names and entries ------------------------------------------------------------------------------------------------


def spellings(folder: Path, *fronts: str) -> list[str]:
    return said(folder, {f"{at}.md": page(front=front) for at, front in enumerate(fronts)})


def test_a_name_that_is_spelt_in_two_ways_is_said_of_the_rarer_one(folder: Path) -> None:
    assert spellings(folder, "audience: habitant\n", "audience: habitants\n", "audience: habitants\n") == [
        "0.md:3:11: « audience » vaut « habitant » ici, et « habitants » 2 fois ailleurs. Écrivez-le partout de la même façon."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("owner: équipe-jardins", "owner: Equipe jardins"),
        ("tags: [compost, récolte]", "tags: [recolte]"),
        ("tags: [outils]", "passages: [{heading: Aide, tags: [outil]}]"),
        ("audience: habitants", "audience: habitnats"),
    ],
)
def test_accents_plurals_and_slips_make_two_spellings_of_one_name(folder: Path, one: str, other: str) -> None:
    (line,) = spellings(folder, f"{one}\n", f"{other}\n")
    assert line.startswith("1.md:3:")
    assert "ailleurs. Écrivez-le partout" in line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("owner: rucher", "owner: verger"),
        ("tags: [saison 1]", "tags: [saison 2]"),
        ("tags: [eau]", "tags: [eaux usées]"),
        ("tags: [mare]", "tags: [mars]"),
        ("owner: habitants", "audience: habitant"),
    ],
)
def test_names_of_other_things_are_left_alone(folder: Path, one: str, other: str) -> None:
    assert spellings(folder, f"{one}\n", f"{other}\n") == []


def test_two_entries_for_one_heading_are_an_error_since_the_last_alone_is_read(folder: Path) -> None:
    entries = "passages:\n  - {heading: Aide, questions: [à l'aide]}\n  - {heading: aide, questions: [qui prête une bêche]}\n"
    found = problems(folder, {"aide.md": page(front=URL + entries)})
    assert [(problem.line, problem.column, problem.is_error) for problem in found] == [(6, 15, True)]
    assert "est déjà dans" in found[0].message
