"""One run of `check` tells of all that is wrong with a page, as a person who writes it would say it."""

from pathlib import Path

import pytest

from tests.garden import plainly, write

from .conftest import Typed

PAGE = """---
title: Prêt : les outils
reviewed: demain
questions:
  - où : à la cabane ?
---

##Durée

Voir [le règlement](www.jardins.example/reglement).

<<<<<<< HEAD
Deux semaines.
=======
Trois semaines.
>>>>>>> printemps

#Rendre un outil

Le samedi, [à la cabane](jardins.example), ou au [centre](centre.md).
"""


def test_a_page_with_many_faults_is_told_of_once(typed: Typed, folder: Path) -> None:
    write(folder, {"site.yml": "address: https://jardins.example\n", "outils.md": PAGE, "a.md": "Bonjour à tous."})
    code, out, _ = typed("check", "--knowledge", str(folder))
    assert code == 1
    assert [line.partition(". ")[0] for line in plainly(out).splitlines()[:-2]] == [
        "outils.md:2:13: erreur : cette valeur contient « : », qui a ici un autre sens",
        "outils.md:3:11: erreur : « reviewed » doit contenir une date, sous la forme 2027-05-31 (ou 2027-05-31T23:59).",
        "outils.md:5:5: erreur : cette valeur contient « : », qui a ici un autre sens",
        "outils.md:8:1: « ##Durée » n’est pas lu comme un titre",
        "outils.md:10:21: l’adresse « www.jardins.example/reglement » ne commence pas par « https:// »",
        "outils.md:12:1: erreur : deux versions de ce texte se suivent, car Git n’a pas su choisir",
        "outils.md:18:1: « #Rendre un outil » n’est pas lu comme un titre",
        "outils.md:20:26: l’adresse « jardins.example » ne commence pas par « https:// »",
        "outils.md:20:59: le lien « centre.md » reste du texte, car ce fichier n’est pas une page du dossier",
    ]


@pytest.mark.parametrize("front", ["", "---\ntitle: Aide\n---\n"])
def test_marks_of_a_conflict_refuse_a_page(typed: Typed, folder: Path, front: str) -> None:
    write(folder, {"a.md": f"{front}<<<<<<< HEAD\nOui.\n=======\nNon.\n>>>>>>> b\n"})
    code, out, _ = typed("check", "--knowledge", str(folder))
    assert code == 1
    assert f"a.md:{1 + front.count(chr(10))}:1: erreur : deux versions" in plainly(out)


def test_marks_of_a_conflict_in_the_front_matter_are_told_of_as_such(typed: Typed, folder: Path) -> None:
    write(folder, {"a.md": "---\n<<<<<<< HEAD\ntitle: Oui\n=======\ntitle: Non\n>>>>>>> b\n---\nBonjour.\n"})
    code, out, _ = typed("check", "--knowledge", str(folder))
    assert code == 1
    assert [line.split(" : ")[0] for line in plainly(out).splitlines()[:-1]] == ["a.md:2:1: erreur"]


@pytest.mark.parametrize(
    "text",
    [
        "Un titre\n=======\n\nDu texte.",
        "```\n<<<<<<< HEAD\nOui.\n=======\nNon.\n>>>>>>> b\n```",
        "Le canal #rh répond.",
        "#rh et #paie",
        "#1 du classement",
        "# Titre\n\nDu texte.",
        "[le guide](https://jardins.example/guide)",
        "[la version](https://jardins.example/v1.2)",
    ],
)
def test_what_only_looks_like_a_fault_is_none(typed: Typed, folder: Path, text: str) -> None:
    code, out, _ = typed("check", "--knowledge", str(write(folder, {"a.md": f"---\ntitle: Aide\n---\n{text}\n"})))
    assert (code, plainly(out).split(" :")[0]) == (0, "Tout est en ordre")
