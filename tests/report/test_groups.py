"""Which questions are alike, and which only share a word."""

from pathlib import Path

from eig_bot.journal.usage import Wording
from eig_bot.knowledge.library import Library
from eig_bot.report.groups import Group, grouped, stems_of_most
from tests.garden import page, write
from tests.report.reports import asked


def texts(groups: tuple[Group, ...]) -> list[set[str]]:
    return [{wording.text for wording in group.wordings} for group in groups]


def test_wordings_of_one_question_are_one_group() -> None:
    mutual = ["y a-t-il une mutuelle", "Mutuelle ?", "quelle mutuelle avez-vous ?", "mutuele"]
    abroad = ["télétravail à l'étranger", "est-ce que je peux télétravailler depuis l'étranger ?", "teletravail etranger"]
    assert texts(grouped(asked(*mutual, *abroad, "le code du wifi"))) == [set(mutual), set(abroad), {"le code du wifi"}]


def test_a_group_has_its_size_and_its_most_asked_wording_first() -> None:
    found = grouped([Wording("une mutuelle ?", 2), Wording("mutuelle", 5), Wording("parking à vélos", 3)])
    assert found == (
        Group(7, (Wording("mutuelle", 5), Wording("une mutuelle ?", 2))),
        Group(3, (Wording("parking à vélos", 3),)),
    )


def test_a_word_in_common_does_not_make_two_questions_alike() -> None:
    different = ["qui entretient les outils de la commune en hiver", "les outils", "quels outils puis-je apporter de chez moi"]
    assert len(grouped(asked(*different))) == 3


def test_groups_do_not_depend_on_the_order_of_the_wordings() -> None:
    wordings = asked(
        "mutuelle", "une mutuelle ?", "mutuelle obligatoire", "tickets resto", "ticket resto ?", "wifi", "le wifi ?"
    )
    expected = grouped(wordings)
    for turned in range(len(wordings)):
        assert grouped([*wordings[turned:], *wordings[:turned]]) == expected
    assert grouped(wordings[::-1]) == expected


def test_what_has_no_word_is_in_no_group() -> None:
    assert texts(grouped(asked("???", "🌻", "", "et pour nous ?"))) == [{"et pour nous ?"}]
    assert grouped([]) == ()


def test_words_that_every_page_has_do_not_make_questions_alike(folder: Path) -> None:
    common = {f"{number}.md": page(f"Jardin {number}", f"Au jardin partagé, le sujet {number}.") for number in range(25)}
    wordings = asked("un puits au jardin partagé", "un abri au jardin partagé")
    everywhere = stems_of_most(Library(write(folder, common)).load().passages)
    assert {"jardin", "partag"} <= everywhere
    assert [len(grouped(wordings)), len(grouped(wordings, everywhere))] == [1, 2]


def test_a_small_folder_cannot_tell_what_every_page_has(folder: Path) -> None:
    few = {f"{number}.md": page(f"Jardin {number}", "Au jardin partagé.") for number in range(19)}
    assert stems_of_most(Library(write(folder, few)).load().passages) == frozenset()


def test_of_too_many_questions_the_most_asked_are_compared() -> None:
    wordings = (Wording("mutuelle", 5), Wording("wifi", 1), Wording("parking", 4), Wording("une mutuelle", 1))
    assert texts(grouped(wordings, compared=2)) == [{"mutuelle", "une mutuelle"}, {"parking"}]
