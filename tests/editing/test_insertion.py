"""A phrasing goes into its list, in the file's own style."""

from pathlib import Path

import pytest

from tests.editing.pages import added, page

LISTS = {
    "a list": ("questions:\n  - à qui\n", "questions:\n  - à qui\n  - qui prête des bêches\n"),
    "a list that is not set off": (
        "questions:\n- à qui\ntags: [a]\n",
        "questions:\n- à qui\n- qui prête des bêches\ntags: [a]\n",
    ),
    "a list set off by four": ("questions:\n    -   à qui\n", "questions:\n    -   à qui\n    - qui prête des bêches\n"),
    "a list with comments": (
        "questions:  # comme on le dit\n  - à qui  # souvent\n  # fin de liste\n\ntags: [a]\n",
        "questions:  # comme on le dit\n  - à qui  # souvent\n  - qui prête des bêches\n  # fin de liste\n\ntags: [a]\n",
    ),
    "an item over several lines": (
        "questions:\n  - à qui\n    donc\n  - >\n    à\n    vous\n\ntags: [a]\n",
        "questions:\n  - à qui\n    donc\n  - >\n    à\n    vous\n  - qui prête des bêches\n\ntags: [a]\n",
    ),
    "quoted items": ("questions:\n  - 'à qui - donc'\n", "questions:\n  - 'à qui - donc'\n  - qui prête des bêches\n"),
    "brackets": ("questions: [à qui, à vous]  # deux\n", "questions: [à qui, à vous, qui prête des bêches]  # deux\n"),
    "brackets with a last comma": ("questions: [à qui ,]\n", "questions: [à qui , qui prête des bêches]\n"),
    "empty brackets": ("questions: []\nexpect: [à vous]\n", "questions: [qui prête des bêches]\nexpect: [à vous]\n"),
    "brackets over several lines": (
        "questions: [\n  à qui,\n  à vous\n]\n",
        "questions: [\n  à qui,\n  à vous,\n  qui prête des bêches\n]\n",
    ),
    "no list": ("tags: [a]\n", "tags: [a]\nquestions:\n  - qui prête des bêches\n"),
    "nothing but a title": ("", "questions:\n  - qui prête des bêches\n"),
    "no list, and an empty line": ("tags: [a]\n\n", "tags: [a]\nquestions:\n  - qui prête des bêches\n\n"),
    "other lists that are not set off": ("tags:\n- a\n", "tags:\n- a\nquestions:\n- qui prête des bêches\n"),
    "expectations alone": (
        "tags: [a]\n# à vérifier\n# souvent\nexpect:\n  - à qui\n",
        "tags: [a]\nquestions:\n  - qui prête des bêches\n# à vérifier\n# souvent\nexpect:\n  - à qui\n",
    ),
    "other passages alone": (
        "passages:\n  - heading: Délai\n    questions: [quand]\n",
        "questions:\n  - qui prête des bêches\npassages:\n  - heading: Délai\n    questions: [quand]\n",
    ),
    "the first passage under its own heading": (
        "passages:\n  - heading: Aide\n    questions: [à qui]\n",
        "passages:\n  - heading: Aide\n    questions: [à qui, qui prête des bêches]\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_the_first_passage_takes_it_in_the_list_of_the_page(tmp_path: Path, before: str, after: str) -> None:
    assert added(tmp_path, page(before), "Aide") == after


HEADINGS = {
    "its own list": (
        "passages:\n  - heading: Délai\n    questions:\n      - quand\n    expect: [bientôt]\n  - heading: 'Prêt : qui ?'\n",
        "passages:\n  - heading: Délai\n    questions:\n      - quand\n      - qui prête des bêches\n    expect: [bientôt]\n"
        "  - heading: 'Prêt : qui ?'\n",
    ),
    "an entry without a list": (
        "passages:\n  - heading: Délai  # attention\n    url: /delai/\n    expect:\n      - quand\n",
        "passages:\n  - heading: Délai  # attention\n    url: /delai/\n    questions:\n      - qui prête des bêches\n"
        "    expect:\n      - quand\n",
    ),
    "an entry in braces": (
        "passages:\n  - {heading: Délai, tags: [a]}\n",
        "passages:\n  - {heading: Délai, tags: [a], questions: [qui prête des bêches]}\n",
    ),
    "another spelling of the heading": (
        "passages:\n- heading: DÉLAI !\n  questions:\n  - quand\n",
        "passages:\n- heading: DÉLAI !\n  questions:\n  - quand\n  - qui prête des bêches\n",
    ),
    "no entry": (
        "passages:\n  # les autres\n  - heading: 'Prêt : qui ?'\n    questions:\n      - à qui\n# fin\n",
        "passages:\n  # les autres\n  - heading: 'Prêt : qui ?'\n    questions:\n      - à qui\n"
        "  - heading: Délai\n    questions:\n      - qui prête des bêches\n# fin\n",
    ),
    "no entry in brackets": (
        "passages: [{heading: Aide, tags: [a]}]\n",
        "passages: [{heading: Aide, tags: [a]}, {heading: Délai, questions: [qui prête des bêches]}]\n",
    ),
    "no entries": (
        "questions: [à qui]\n",
        "questions: [à qui]\npassages:\n  - heading: Délai\n    questions:\n      - qui prête des bêches\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), HEADINGS.values(), ids=HEADINGS)
def test_another_passage_takes_it_in_the_list_of_its_heading(tmp_path: Path, before: str, after: str) -> None:
    assert added(tmp_path, page(before), "Délai") == after


def test_a_heading_is_quoted_where_yaml_wants_it(tmp_path: Path) -> None:
    found = added(tmp_path, page("questions: [à qui]\n"), "Prêt : qui ?")
    assert found.endswith('passages:\n  - heading: "Prêt : qui ?"\n    questions:\n      - qui prête des bêches\n')


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("l'aide, c'est « quoi » (en 2030) ?", "l'aide, c'est « quoi » (en 2030) ?"),
        ("le prêt : combien", '"le prêt : combien"'),
        ("le prêt #2", '"le prêt #2"'),
        ("- le prêt", '"- le prêt"'),
        ("? le prêt", '"? le prêt"'),
        ("le prêt :", '"le prêt :"'),
        ('"prêt" ou don', '"\\"prêt\\" ou don"'),
        ("un \\ puis", "un \\ puis"),
        ("@ville prête", '"@ville prête"'),
        ("2030-01-01", '"2030-01-01"'),
        (" le\u00a0prêt\n des   bêches\x00 ", "le prêt des bêches"),
        ("prêt 🌱 e\u0301te\u0301", "prêt 🌱 été"),
    ],
)
def test_a_question_is_quoted_where_yaml_wants_it(tmp_path: Path, question: str, written: str) -> None:
    assert added(tmp_path, page("questions:\n  - à qui\n"), "Aide", question) == f"questions:\n  - à qui\n  - {written}\n"
