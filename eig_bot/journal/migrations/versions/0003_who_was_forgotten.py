"""Whose an event is, and who wanted all of theirs to be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and the column; events of before have nobody there, and are matched by what is sealed in them."""
    op.create_table(
        "forgotten",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("slack_at", sa.Float, nullable=False),
    )
    with op.batch_alter_table("events") as events:
        events.add_column(sa.Column("author", sa.String(32)))
        events.create_index("ix_events_author", ["author"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("events") as events:
        events.drop_index("ix_events_author")
        events.drop_column("author")
    op.drop_table("forgotten")
