"""The weekly message to the team: on one screen, and the same in its text."""

from dataclasses import replace

from eig_bot.journal.usage import Wording
from eig_bot.messages import publishing
from eig_bot.report.build import Report, Rise, Subject
from eig_bot.report.groups import Group
from eig_bot.slack.views.digest import digest_message
from tests.fake_slack import violations
from tests.garden import plainly
from tests.report.reports import EMPTY, REPORT

ONE_SCREEN = 1_500
"""Characters."""


def long(report: Report) -> Report:
    """Return a report with much of everything."""
    groups = tuple(Group(60 - size, (Wording(f"<!channel> {'mot ' * 600}{size}", 60 - size),)) for size in range(60))
    rises = tuple(Rise(Subject("a.md", (f"{'Titre ' * 60}{number}",)), 9, 0) for number in range(40))
    never = tuple(Subject("a.md", (f"B{number}",)) for number in range(2_000))
    return replace(report, name="Jardins partagés " * 30, unanswered=groups, rising=rises, never_asked=never)


def test_the_digest_says_what_was_asked_what_found_no_answer_and_what_is_to_be_mended() -> None:
    assert plainly(digest_message(REPORT).text) == (
        "Bilan du 4 au 10 avril 2031 : Jardins partagés\n\n"
        "1 142 questions de 37 personnes, contre 120 la période d’avant. 1 118 répondues, 24 retenues faute d’être sûr.\n"
        "12 réponses jugées utiles, 4 pas utiles : 3 « elle est fausse », 1 « sans raison donnée ».\n"
        "L’équipe a reçu 3 demandes ; 1 en attente d’une réponse.\n\n"
        "Sans réponse\n"
        "• « des ruches ? » (9 fois, 1 autre formulation)\n"
        "• « un [31mbarbecue est-il permis » (5 fois)\n\n"
        "En hausse\n"
        "• Tarifs (30 fois, contre 4 avant)\n"
        "• Les ruches (n’est plus dans les pages) (5 fois, contre 0 avant)\n\n"
        "À revoir dans les pages\n"
        "• 1 page à relire\n"
        "• 1 information périmée\n"
        "• 1 passage souvent jugé pas utile\n"
        "• 2 passages jamais demandés"
    )


def test_a_week_without_questions_is_told_in_a_sentence() -> None:
    message = digest_message(EMPTY)
    assert plainly(message.text) == "Bilan du 4 au 10 avril 2031\n\nAucune question n’a été posée."
    assert violations(message.blocks, "message") == []


def test_slack_takes_the_blocks_and_nothing_in_them_can_call_anyone() -> None:
    for report in (REPORT, long(REPORT)):
        message = digest_message(report)
        assert violations(message.blocks, "message") == []
        assert "<!channel>" not in message.text


def test_a_busy_week_fits_on_one_screen() -> None:
    message = digest_message(long(REPORT))
    assert len(message.blocks) <= 10
    assert sum(len(line) for line in message.text.splitlines() if line.startswith("• «")) < ONE_SCREEN
    assert message.text.count("• «") == 5
    assert len(message.text) < 3_500


def test_what_is_wrong_with_the_repository_is_told_last() -> None:
    message = digest_message(EMPTY, source=["eau.md : un titre manque."])
    assert plainly(message.text).endswith("\n\nLes pages et leur dépôt\n• eau.md : un titre manque.")
    assert violations(message.blocks, "message") == []


def test_what_was_accepted_and_is_not_in_service_yet_is_told_with_links() -> None:
    line = publishing.to_merge_in_list("où acheter du miel", "ruche.md", "https://forge.example/pulls/1")
    message = digest_message(EMPTY, outbox=[line] * 5)
    assert message.text.endswith(f"\n\n{publishing.DIGEST_OUTBOX}\n" + "\n".join([f"• {line}"] * 5))
    assert "'url': 'https://forge.example/pulls/1'" in str(message.blocks)
    assert violations(message.blocks, "message") == []
