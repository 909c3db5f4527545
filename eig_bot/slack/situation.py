"""How things stand when a monitoring system asks: what waits, what is away, what is in service."""

import math
from collections.abc import Iterable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from eig_bot import __version__
from eig_bot.errors import JournalError
from eig_bot.git.state import SyncOutcome
from eig_bot.slack.health import Check
from eig_bot.slack.service import AnswerService


class Situation(Collector):
    """Looked at for each reading; it always tells the same series, with NaN for what cannot be told now."""

    def __init__(self, service: AnswerService, slack: Check, problem: Check) -> None:
        """Take what is looked at.

        Args:
            service: answers, and remembers.
            slack: returns what is wrong between Slack and the bot; None when all is well.
            problem: returns what keeps the bot from answering; likewise.
        """
        self._service = service
        self._slack = slack
        self._problem = problem

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what is told is known when it is looked at."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Look, and tell."""
        yield InfoMetricFamily("eig_bot_build", "The program.", {"version": __version__})
        yield _gauge("ready", "1 when it can answer.", self._problem() is None)
        yield _gauge("slack_connected", "1 when Slack takes the tokens, and the line to it is open.", self._slack() is None)
        spool = self._service.spool
        yield _gauge("spool_entries", "Questions that this process still has to answer or to record.", spool.count())
        yield _gauge("events_aside", "Events that could not be handled.", spool.count_aside())
        yield from self._requests()
        yield from self._knowledge()
        yield from self._source()

    def _requests(self) -> Iterator[Metric]:
        is_away, waiting, oldest = 0.0, math.nan, math.nan
        try:
            count, since = self._service.journal.requests.count_waiting()
        except JournalError:
            is_away = 1.0
        else:
            waiting = count
            oldest = (self._service.journal.now() - since).total_seconds() if since else 0.0
        yield _gauge("journal_away", "1 when the database does not answer.", is_away)
        yield _gauge("requests_waiting", "Requests that the team has not answered.", waiting)
        yield _gauge("oldest_request_seconds", "For how long the first of them has waited.", oldest)

    def _knowledge(self) -> Iterator[Metric]:
        """Before the pages are read, nothing is known of them; nobody waits for them here."""
        awaited = self._service.awaited
        responder = awaited.get() if awaited.is_here else None
        passages = len(responder.knowledge.passages) if responder else math.nan
        loaded = responder.loaded_at if responder else math.nan
        problems = responder.problems if responder else ()
        errors = sum(problem.is_error for problem in problems)
        yield _gauge("knowledge_passages", "Passages in service.", passages)
        yield _gauge("knowledge_loaded_timestamp_seconds", "When they came into service.", loaded)
        found = GaugeMetricFamily("eig_bot_knowledge_problems", "What is wrong with the pages.", labels=["severity"])
        for severity, count in (("error", errors), ("warning", len(problems) - errors)):
            found.add_metric([severity], count if responder else math.nan)
        yield found

    def _source(self) -> Iterator[Metric]:
        """One commit at a time, so that an old one leaves no series behind; none where the pages come from a folder."""
        following = self._service.following
        state = following.state if following else None
        commit = (state.commit if state else None) or ""
        yield InfoMetricFamily("eig_bot_knowledge", "The commit in service.", {"commit": commit})
        asked = CounterMetricFamily("eig_bot_git_sync", "Questions to the forge.", labels=["outcome"])
        for outcome in SyncOutcome:
            asked.add_metric([outcome], state.outcomes.get(outcome, 0) if state else 0)
        yield asked


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"eig_bot_{name}", meaning, value=float(value))
