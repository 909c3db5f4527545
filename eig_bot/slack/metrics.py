"""What a monitoring system counts, without anybody in it: no person, channel, thread, question or passage is a label.

All series are there from the first moment, whatever comes; nothing that anybody sends can add one. Counts alone are told of
questions: with few people, who asks what in one minute would single somebody out.
"""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.registry import Collector

from eig_bot.answers.answer import Kind
from eig_bot.slack.surface import Surface

OTHER = "other"
RESPONSE_URL = "response_url"
METHODS = (
    "apps.connections.open",
    "assistant.threads.setStatus",
    "assistant.threads.setSuggestedPrompts",
    "auth.test",
    "chat.postMessage",
    "chat.update",
    "conversations.replies",
    RESPONSE_URL,
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
    OTHER,
)
"""What the bot calls; of anything else it is told that it was another."""
ACKNOWLEDGED = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0)
"""Seconds; Slack waits for three."""
ANSWERED = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a series began would tell when somebody first asked


class CallOutcome(StrEnum):
    """What has become of a call to Slack."""

    OK = "ok"
    LIMITED = "limited"
    """Slack limits it; it is made later, or not."""
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class ServiceMetrics:
    """The counts of one process; safe to share between threads."""

    def __init__(self) -> None:
        """Begin at 0."""
        self._registry = CollectorRegistry(auto_describe=True)
        self._questions = Counter("eig_bot_questions", "Questions answered.", ("surface", "kind"), registry=self._registry)
        self._calls = Counter("eig_bot_slack_calls", "Calls to Slack.", ("method", "outcome"), registry=self._registry)
        self._answers = Histogram(
            "eig_bot_answer_seconds", "Time to find an answer.", buckets=ANSWERED, registry=self._registry
        )
        self._acknowledgements = Histogram(
            "eig_bot_ack_seconds",
            "Time until Slack is told that a request came.",
            buckets=ACKNOWLEDGED,
            registry=self._registry,
        )
        for surface in Surface:
            for kind in Kind:
                self._questions.labels(surface, kind)
        for method in METHODS:
            for outcome in CallOutcome:
                self._calls.labels(method, outcome)

    def answered(self, surface: Surface, kind: Kind, seconds: float) -> None:
        """Count a question.

        Args:
            surface: where it was asked.
            kind: what it was answered with.
            seconds: that this took.
        """
        self._questions.labels(surface, kind).inc()
        self._answers.observe(seconds)

    def acknowledged(self, seconds: float) -> None:
        """Count a request of Slack's.

        Args:
            seconds: until it was acknowledged.
        """
        self._acknowledgements.observe(seconds)

    def called(self, method: str, outcome: CallOutcome) -> None:
        """Count a call to Slack.

        Args:
            method: as "chat.postMessage".
            outcome: what has become of it.
        """
        self._calls.labels(method if method in METHODS else OTHER, outcome).inc()

    def add(self, collector: Collector) -> None:
        """Tell more at each reading.

        Args:
            collector: tells how things stand.
        """
        self._registry.register(collector)

    def text(self) -> bytes:
        """Return all of them, in Prometheus' text format."""
        return generate_latest(self._registry)
