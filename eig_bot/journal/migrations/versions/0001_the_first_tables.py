"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "questions",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("thread", sa.String(32)),
        sa.Column("surface", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("passage", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("latency_ms", sa.Integer, nullable=False),
    )
    op.create_index("ix_questions_asker_at", "questions", ["asker", "at"])
    op.create_index("ix_questions_thread_at", "questions", ["thread", "at"])
    op.create_table(
        "choices",
        sa.Column("question_id", sa.String(32), sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("chooser", sa.String(32), primary_key=True, index=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("passage", sa.Text),
    )
    op.create_table(
        "feedback",
        sa.Column("question_id", sa.String(32), sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("judge", sa.String(32), primary_key=True, index=True),
        sa.Column("passage", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("is_good", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("comment", sa.Text),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("asker", sa.String(32), nullable=False, index=True),
        sa.Column("question_id", sa.String(32)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("passage", sa.Text),
        sa.Column("sealed_text", sa.Text),
        sa.Column("sealed_place", sa.Text),
        sa.Column("team_ts", sa.String(32)),
        sa.Column("handler", sa.String(32)),
        sa.Column("handled_at", sa.DateTime),
        sa.Column("sealed_reply", sa.Text),
        sa.Column("delivered_at", sa.DateTime),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("subscriber", sa.String(32), nullable=False, unique=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("sealed_user", sa.Text, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("subscription_id", sa.String(32), sa.ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("notice", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("taken_at", sa.DateTime, nullable=False, index=True),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sealed_body", sa.Text),
        sa.Column("answered_at", sa.DateTime),
    )
    op.create_table(
        "lessons",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("claims", "lessons", "events", "notices", "subscriptions", "requests", "feedback", "choices", "questions"):
        op.drop_table(table)
