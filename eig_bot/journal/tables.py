"""The tables, as the code uses them; `migrations/` makes them.

People are kept as a keyed hash (`keys.py`); what must be read again to reach someone is sealed, and erased after use.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment: with its time zone in Python, UTC without one in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Return UTC without a time zone, whatever the dialect; None for a value of None."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Return the moment with UTC as its zone, whatever the dialect; None for a value of None."""
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData()
PERSON = String(32)
"""A keyed hash of a person."""
PASSAGE = Text
"""Page and headings of a passage, separated by tabs."""

questions = Table(
    "questions",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),  # in order, whatever the clock does
    Column("id", String(32), nullable=False, unique=True),
    Column("at", Moment, nullable=False, index=True),
    Column("asker", PERSON, nullable=False),
    Column("thread", String(32)),  # a keyed hash of the conversation and its first message
    Column("surface", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("passage", PASSAGE),
    Column("confidence", Float, nullable=False),
    Column("latency_ms", Integer, nullable=False),
    Index("ix_questions_asker_at", "asker", "at"),
    Index("ix_questions_thread_at", "thread", "at"),
)

choices = Table(
    "choices",
    metadata,
    Column("question_id", String(32), ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("chooser", PERSON, primary_key=True, index=True),
    Column("at", Moment, nullable=False),
    Column("passage", PASSAGE),  # none: "none of these"
)

feedback = Table(
    "feedback",
    metadata,
    Column("question_id", String(32), ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("judge", PERSON, primary_key=True, index=True),
    Column("passage", PASSAGE, primary_key=True),  # what was judged; "" for an answer without a passage
    Column("at", Moment, nullable=False),
    Column("is_good", Integer, nullable=False),
    Column("reason", String(16)),
    Column("comment", Text),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("asker", PERSON, nullable=False, index=True),
    Column("question_id", String(32)),
    Column("text", Text, nullable=False),
    Column("passage", PASSAGE),  # what the team's reply is nearest to
    Column("sealed_text", Text),  # as it was written, until it is posted
    Column("sealed_place", Text),  # where the answer goes, until it is there
    Column("team_ts", String(32)),  # the message in the team's channel; none until it is posted
    Column("handler", PERSON),
    Column("handled_at", Moment),
    Column("sealed_reply", Text),  # until it is delivered
    Column("delivered_at", Moment),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subscriber", PERSON, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("sealed_user", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("subscription_id", String(32), ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
    Column("notice", String(64), primary_key=True),  # a hash of the call, what is told of it, and the day told
    Column("at", Moment, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("taken_at", Moment, nullable=False, index=True),
    Column("owner", String(32), nullable=False),  # the data folder of the process that answers it
    Column("tries", Integer, nullable=False),
    Column("sealed_body", Text),  # what Slack sent, until it is answered
    Column("answered_at", Moment),  # or when its author wanted all of theirs to be forgotten
    Column("author", PERSON, index=True),  # until it is answered
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("name", String(32), primary_key=True),  # a keyed hash that is in no other table
    Column("at", Moment, nullable=False, index=True),
    Column("slack_at", Float, nullable=False),  # when they asked for it, by Slack's clock
)

lessons = Table(
    "lessons",
    metadata,
    Column("name", String(64), primary_key=True),  # a hash of the question's words
    Column("at", Moment, nullable=False),
    Column("decision", String(16), nullable=False),  # "accepted", "off_topic", "skipped"
)

team_acts = Table(
    "team_acts",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),  # in order, whatever the clock does
    Column("at", Moment, nullable=False, index=True),
    Column("actor", PERSON, nullable=False, index=True),
    Column("sealed_actor", Text, nullable=False),
    Column("act", String(32), nullable=False),  # see `team_acts.Act`
    Column("about", String(64)),  # a request, or the name of a proposal
    Column("page", Text),
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),  # in order, whatever the clock does
    Column("name", String(64), nullable=False, unique=True),  # that of its lesson
    Column("at", Moment, nullable=False),
    Column("path", Text, nullable=False),  # of the file within the knowledge folder
    Column("passage", PASSAGE),  # none: among the questions that are nobody's here
    Column("question", Text, nullable=False),
    Column("tried_at", Moment),  # none: it has not been tried yet
    Column("hindrance", String(16)),  # see `outbox.Hindrance`
    Column("branch", Text),  # where it waits to be merged; none: it is not on the forge
    Column("address", Text),  # of its merge request, where the forge has told it
)

claims = Table(
    "claims",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

knowledge_trees = Table(
    "knowledge_trees",
    metadata,
    Column("source", String(16), primary_key=True),  # which repository, branch and folder, as a hash
    Column("sha", String(64), primary_key=True),
    Column("seen_at", Moment, nullable=False),  # when the forge last said that it is the end of the branch
    Column("content", LargeBinary, nullable=False),
)

models = Table(
    "models",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
