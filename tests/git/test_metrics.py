"""What a monitoring system reads of the repository: one commit, whatever comes after it."""

from prometheus_client.parser import text_string_to_metric_families

from eig_bot.config import Settings
from eig_bot.slack.awaited import AwaitedResponder
from eig_bot.slack.metrics import ServiceMetrics
from eig_bot.slack.service import AnswerService
from eig_bot.slack.situation import Situation
from tests.git.conftest import FIRST, Open, Replica, page
from tests.git.forge import Forge


def told(bot: Replica) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Return labels and values of what is told of knowledge and repository, by name."""
    service = AnswerService(Settings(bot.data, bot.data), AwaitedResponder(), bot.journal, following=bot.following)
    metrics = ServiceMetrics()
    metrics.add(Situation(service, lambda: None, lambda: None))
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def test_an_old_commit_leaves_no_series_behind(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica().begin()
    before = told(bot)
    head = forge.commit({"knowledge/eau.md": page("L’eau de pluie")})
    after = told(bot.poll())
    assert after["eig_bot_knowledge_info"] == [({"commit": head}, 1.0)]
    assert before["eig_bot_knowledge_info"] != after["eig_bot_knowledge_info"]
    assert {name: len(series) for name, series in before.items()} == {name: len(series) for name, series in after.items()}


def test_questions_to_the_forge_are_told_by_what_has_become_of_them(forge: Forge, replica: Open) -> None:
    forge.commit(FIRST)
    found = told(replica().begin())["eig_bot_git_sync_total"]
    assert [(labels["outcome"], value) for labels, value in found] == [("ok", 1), ("unusable", 0), ("failed", 0)]
